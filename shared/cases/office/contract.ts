import { z } from 'zod'
import { ClockReading } from '../../clocks/contract.ts'
import { FileView } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Instant } from '../../platform/time.ts'
import {
  ArmedClock,
  CaseRow,
  EndReason,
  FineConduct,
  Happened,
  IdentityLevel,
  OtherPath,
  ResidentSays,
  TimelineEntry,
  UnitOutcome,
  UnitSays,
} from '../contract.ts'
import { PetitionReview } from '../petitions/contract.ts'

/** Every step that staff can take on an item. */
export const OfficeAct = z.enum([
  'accept',
  'refuse',
  'assign',
  'transfer',
  'return',
  'reply',
  'close',
  'call-back',
  'note',
  'classify',
  'open-identity',
  'take',
  'object',
  'ask-extension',
  'ask-pause',
  'resume',
  'set-tier',
  'set-path',
  'undo',
])
export type OfficeAct = z.infer<typeof OfficeAct>

/** What is sealed about the complainant, without any of it: which fields there are and whether the viewer may open them. */
export const SealedIdentity = z.object({
  level: IdentityLevel,
  fields: z.array(z.enum(['name', 'phone', 'position'])),
  openings: z.number().int(),
  mayOpen: z.boolean(),
})
export type SealedIdentity = z.infer<typeof SealedIdentity>

/** A request on an item that somebody else has to decide: 延期, 暂停计时, 异议, 批量结案. */
export const requestKinds = ['extension', 'pause', 'objection', 'closing'] as const
export const RequestKind = z.enum(requestKinds)
export type RequestKind = z.infer<typeof RequestKind>

/** Why a clock is paused: the resident has something to bring, an expert or another authority decides first, or nobody can act. */
export const PauseReason = z.enum(['await-resident', 'expert', 'other-decision', 'force-majeure'])
export type PauseReason = z.infer<typeof PauseReason>

/** `mayDecide` tells whether this viewer may: never who asked, nor a colleague of the unit that asked. */
export const WaitingRequest = z.object({
  id: Id,
  kind: RequestKind,
  askedAt: Instant,
  askedBy: z.string(),
  askedUnitName: z.string().nullable(),
  words: z.string(),
  reason: PauseReason.nullable(),
  days: z.number().int().nullable(),
  endReason: EndReason.nullable(),
  otherPath: OtherPath.nullable(),
  clock: ClockReading,
  mayDecide: z.boolean(),
})
export type WaitingRequest = z.infer<typeof WaitingRequest>

/** An item as those who handle it see it. `acts` lists what this viewer can do now. */
export const CaseDetail = CaseRow.extend({
  topicId: Id.nullable(),
  text: z.string(),
  place: z.string().nullable(),
  happened: Happened.nullable(),
  accusedUnitId: Id.nullable(),
  accusedOfficerName: z.string().nullable(),
  unitId: Id.nullable(),
  collectorName: z.string().nullable(),
  pointName: z.string().nullable(),
  photos: z.array(FileView),
  identitySealed: SealedIdentity,
  unitSays: UnitSays.nullable(),
  residentSays: ResidentSays.nullable(),
  disputed: z.boolean(),
  endReason: EndReason.nullable(),
  otherPath: OtherPath.nullable(),
  timeline: z.array(TimelineEntry),
  clocks: z.array(ArmedClock),
  acts: z.array(OfficeAct),
  takenAt: Instant.nullable(),
  /** The step that the viewer has just taken and can take back until then. */
  undoable: z.object({ action: z.string(), until: Instant }).nullable(),
  /** What waits on the item for somebody else's decision. */
  waiting: z.array(WaitingRequest),
  /** 复查 and 复核 of its answer. */
  reviews: z.array(PetitionReview),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export const readCase = operation({
  name: 'cases.get',
  summary: '一件民意件的详情和经过',
  method: 'GET',
  path: '/office/cases/:caseId',
  access: 'cases.read',
  input: z.object({ caseId: Id }),
  output: CaseDetail,
  problems: ['not-found'],
})

/** Every step names the version that was on the screen, so that nobody overwrites what another just did. */
export const step = { id: Id, caseId: Id, version: z.number().int().min(1) }
export const toResident = z.string().trim().min(5, '请写明给诉求人的话，至少 5 个字').max(2000, '最多 2000 字')
export const internal = z.string().trim().max(1000, '最多 1000 字')

export const acceptCase = operation({
  name: 'cases.accept',
  summary: '受理',
  method: 'POST',
  path: '/office/cases/:caseId/acceptance',
  access: 'cases.dispatch',
  input: z.object({ ...step, words: internal.default('') }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const refuseCase = operation({
  name: 'cases.refuse',
  summary: '不予受理，说明理由和该去哪里',
  method: 'POST',
  path: '/office/cases/:caseId/refusal',
  access: 'cases.dispatch',
  input: z.object({ ...step, words: toResident, otherPath: OtherPath }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const assignCase = operation({
  name: 'cases.assign',
  summary: '交办给承办单位；被投诉单位不能承办',
  method: 'POST',
  path: '/office/cases/:caseId/assignment',
  access: 'cases.dispatch',
  input: z.object({ ...step, unitId: Id, words: internal.default('') }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'unit-barred', 'input-invalid', 'id-reused'],
})

export const transferCase = operation({
  name: 'cases.transfer',
  summary: '转办给另一个单位，期限不变',
  method: 'POST',
  path: '/office/cases/:caseId/transfer',
  access: 'cases.dispatch',
  input: z.object({
    ...step,
    unitId: Id,
    words: internal.min(2, '请写明转办理由'),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'unit-barred', 'input-invalid', 'id-reused'],
})

export const returnCase = operation({
  name: 'cases.return',
  summary: '承办单位退回，说明理由',
  method: 'POST',
  path: '/office/cases/:caseId/return',
  access: 'cases.handle',
  input: z.object({
    ...step,
    words: internal.min(5, '请写明退回理由，至少 5 个字'),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const replyCase = operation({
  name: 'cases.reply',
  summary: '答复诉求人，写明办理结果',
  method: 'POST',
  path: '/office/cases/:caseId/reply',
  access: 'cases.handle',
  input: z.object({ ...step, outcome: UnitOutcome, words: toResident }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const closeCase = operation({
  name: 'cases.close',
  summary: '不经答复结案：重复、不属职责、无法律依据或另有途径',
  method: 'POST',
  path: '/office/cases/:caseId/closing',
  access: 'cases.dispatch',
  input: z.object({
    ...step,
    endReason: z.enum(['duplicate', 'not-responsible', 'no-legal-basis', 'other-path']),
    otherPath: OtherPath.optional(),
    words: toResident,
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const callBackCase = operation({
  name: 'cases.call-back',
  summary: '回访核实：两方说法不一时，核实后退回重办或结案',
  method: 'POST',
  path: '/office/cases/:caseId/call-back',
  access: 'cases.read',
  input: z.object({
    ...step,
    result: z.enum(['settled', 'not-settled', 'not-reached']),
    next: z.enum(['redo', 'close']),
    words: internal.min(5, '请写明回访情况，至少 5 个字'),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const noteCase = operation({
  name: 'cases.note',
  summary: '加内部备注，诉求人看不到',
  method: 'POST',
  path: '/office/cases/:caseId/notes',
  access: 'cases.read',
  input: z.object({
    id: Id,
    caseId: Id,
    words: internal.min(1, '请写备注'),
    mentions: z.array(Id).max(10, '一次最多提到 10 人').default([]),
  }),
  output: CaseDetail,
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const classifyCase = operation({
  name: 'cases.classify',
  summary: '改标题、细分类、诉求主题',
  method: 'POST',
  path: '/office/cases/:caseId/classification',
  access: 'cases.dispatch',
  input: z.object({
    ...step,
    title: z.string().trim().min(4, '标题至少 4 个字').max(40, '标题最多 40 字').optional(),
    fineConduct: FineConduct.optional(),
    topicId: Id.optional(),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

/** The opened values. They are answered once, to whoever asked, and the asking is told to the resident. */
export const OpenedIdentity = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  position: z.string().nullable(),
})

export const openIdentity = operation({
  name: 'cases.open-identity',
  summary: '查看诉求人身份：写明理由，留痕并告知本人',
  method: 'POST',
  path: '/office/cases/:caseId/identity',
  access: 'staff',
  input: z.object({
    id: Id,
    caseId: Id,
    reason: z.string().trim().min(5, '请写明理由，至少 5 个字').max(200, '最多 200 字'),
  }),
  output: OpenedIdentity,
  problems: ['not-found', 'id-reused'],
})
