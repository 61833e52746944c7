import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'
import { CaseKind, CaseRow, caseKinds, textLimit } from '../contract.ts'
import { CaseDetail } from '../office/contract.ts'

/** Why an item can't be merged into a lead. */
export const MergeFault = z.enum(['same', 'lead-state', 'state', 'has-followers', 'kind', 'entry', 'accused'])
export type MergeFault = z.infer<typeof MergeFault>

/** An item that may be about the same matter: how alike it is, whether its resident asked to be counted with this one, and what stands against merging. */
export const Candidate = z.object({
  row: CaseRow,
  score: z.number(),
  words: z.number(),
  place: z.number(),
  about: z.number(),
  time: z.number(),
  linked: z.boolean(),
  fault: MergeFault.nullable(),
})
export type Candidate = z.infer<typeof Candidate>

export const listSimilar = operation({
  name: 'cases.similar',
  summary: '同类诉求：可能重复的、已并入的和并入的主件',
  method: 'GET',
  path: '/office/cases/:caseId/similar',
  access: 'cases.read',
  input: z.object({ caseId: Id }),
  output: z.object({
    lead: CaseRow.nullable(),
    merged: z.array(CaseRow.extend({ mergedAt: Instant })),
    candidates: z.array(Candidate),
    mayMerge: z.boolean(),
  }),
  problems: ['not-found'],
})

export const mergeCases = operation({
  name: 'cases.merge',
  summary: '重复诉求并单：并入主件一起办理，各自的回执、答复和评价保留',
  method: 'POST',
  path: '/office/cases/:caseId/merging',
  access: 'cases.dispatch',
  input: z.object({
    id: Id,
    caseId: Id,
    version: z.number().int().min(1),
    items: z
      .array(z.object({ caseId: Id, version: z.number().int().min(1) }))
      .min(1)
      .max(50),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const unmergeCase = operation({
  name: 'cases.unmerge',
  summary: '撤销并单：恢复原来的状态和期限',
  method: 'POST',
  path: '/office/cases/:caseId/unmerging',
  access: 'cases.dispatch',
  input: z.object({ id: Id, caseId: Id, version: z.number().int().min(1) }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

/** What a resident is told of others with the same matter: topic, township and month, and a number that hides single ones. Never a text. */
export const AlikeOffer = z.object({
  reference: z.string(),
  topicName: z.string(),
  areaName: z.string().nullable(),
  month: Day,
  atLeast: z.number().int(),
})
export type AlikeOffer = z.infer<typeof AlikeOffer>

/** A read, as a POST: the words of a draft belong into no log of addresses. */
export const findAlike = operation({
  name: 'cases.alike',
  summary: '提交前：有没有人反映过同样的问题',
  method: 'POST',
  path: '/cases-alike',
  access: 'anyone',
  input: z.object({
    kind: CaseKind.extract(caseKinds),
    text: z.string().trim().min(5).max(textLimit),
    areaId: Id.optional(),
    accusedUnitId: Id.optional(),
  }),
  output: z.object({ offer: AlikeOffer.nullable() }),
  problems: ['input-invalid', 'too-many-requests'],
})
