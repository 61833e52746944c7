import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { OtherPath } from '../contract.ts'
import { CaseDetail, internal, PauseReason, RequestKind, step, toResident, WaitingRequest } from '../office/contract.ts'

const faults = ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'] as const

/** A request as the list of what is to be decided shows it; `batchId` is shared by closings that were proposed together. */
export const CaseRequest = WaitingRequest.extend({
  state: z.enum(['asked', 'approved', 'refused', 'lapsed']),
  batchId: Id,
  caseId: Id,
  caseVersion: z.number().int(),
  number: z.string(),
  title: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionWords: z.string().nullable(),
})
export type CaseRequest = z.infer<typeof CaseRequest>

export const takeCase = operation({
  name: 'cases.take',
  summary: '承办单位接收；接收后不再提异议',
  method: 'POST',
  path: '/office/cases/:caseId/taking',
  access: 'cases.handle',
  input: z.object(step),
  output: CaseDetail,
  problems: [...faults],
})

export const objectToCase = operation({
  name: 'cases.object',
  summary: '对交办或转办提出异议，限期内一次，由分派岗审核',
  method: 'POST',
  path: '/office/cases/:caseId/objections',
  access: 'cases.handle',
  input: z.object({ ...step, words: internal.min(10, '请写明异议的理由和依据，至少 10 个字') }),
  output: CaseDetail,
  problems: [...faults, 'already-objected', 'objection-window-over'],
})

export const askExtension = operation({
  name: 'cases.ask-extension',
  summary: '申请延长办理期限，批准后理由告知诉求人',
  method: 'POST',
  path: '/office/cases/:caseId/extensions',
  access: 'cases.handle',
  input: z.object({ ...step, days: z.number().int('请写整天数').min(1, '至少 1 天').max(400), words: toResident }),
  output: CaseDetail,
  problems: [...faults, 'input-invalid'],
})

export const askPause = operation({
  name: 'cases.ask-pause',
  summary: '申请暂停计时，批准后理由告知诉求人',
  method: 'POST',
  path: '/office/cases/:caseId/pauses',
  access: 'cases.handle',
  input: z.object({
    ...step,
    reason: PauseReason,
    days: z.number().int('请写整天数').min(1, '至少 1 天').max(60, '最多 60 天'),
    words: toResident,
  }),
  output: CaseDetail,
  problems: [...faults],
})

export const resumeCase = operation({
  name: 'cases.resume',
  summary: '恢复计时，剩下的天数接着算',
  method: 'POST',
  path: '/office/cases/:caseId/resumption',
  access: 'cases.read',
  input: z.object({ ...step, words: toResident }),
  output: CaseDetail,
  problems: [...faults],
})

/** Undoes what the caller has just done: accepting, assigning, transferring, classifying, while nothing else has happened since. */
export const undoStep = operation({
  name: 'cases.undo',
  summary: '撤销自己刚做的受理、交办、转办或改分类',
  method: 'POST',
  path: '/office/cases/:caseId/undoing',
  access: 'cases.dispatch',
  input: z.object(step),
  output: CaseDetail,
  problems: [...faults],
})

export const listRequests = operation({
  name: 'cases.requests',
  summary: '待审核和已审核的延期、暂停、异议和批量结案',
  method: 'GET',
  path: '/office/requests',
  access: 'cases.read',
  input: z.object({
    state: z.enum(['waiting', 'decided']).default('waiting'),
    kind: RequestKind.optional(),
    ...Paging,
  }),
  output: pageOf(CaseRequest),
  problems: ['input-invalid'],
})

/** Who asked never decides, nor anybody of the unit that asked. `version` is that of the item. */
export const decideRequest = operation({
  name: 'cases.decide-request',
  summary: '审核一项延期、暂停或异议',
  method: 'POST',
  path: '/office/cases/:caseId/requests/:requestId/decision',
  access: 'cases.read',
  input: z.object({
    ...step,
    requestId: Id,
    decision: z.enum(['approve', 'refuse']),
    words: internal.min(2, '请写明审核意见'),
  }),
  output: CaseDetail,
  problems: [...faults, 'second-person-needed'],
})

/** How one of many went: `fault` is a sentence, or null where it was done. */
export const BulkResult = z.object({ caseId: Id, number: z.string(), fault: z.string().nullable() })

export const proposeClosing = operation({
  name: 'cases.propose-closing',
  summary: '提议批量结案，由另一人审核',
  method: 'POST',
  path: '/office/closings',
  access: 'cases.dispatch',
  input: z.object({
    id: Id,
    items: z
      .array(z.object({ caseId: Id, version: z.number().int().min(1) }))
      .min(1, '请选民意件')
      .max(200, '一次最多 200 件'),
    endReason: z.enum(['duplicate', 'not-responsible', 'no-legal-basis', 'other-path']),
    otherPath: OtherPath.optional(),
    words: toResident,
  }),
  output: z.object({ batchId: Id, results: z.array(BulkResult) }),
  problems: ['input-invalid', 'id-reused'],
})

/** `except` are items of the batch that stay open; an item that was changed since it was proposed stays open as well. */
export const decideClosing = operation({
  name: 'cases.decide-closing',
  summary: '审核一批结案',
  method: 'POST',
  path: '/office/closings/:batchId/decision',
  access: 'cases.read',
  input: z.object({
    id: Id,
    batchId: Id,
    decision: z.enum(['approve', 'refuse']),
    except: z.array(Id).max(200).default([]),
    words: internal.min(2, '请写明审核意见'),
  }),
  output: z.object({ results: z.array(BulkResult) }),
  problems: ['not-found', 'second-person-needed', 'id-reused'],
})
