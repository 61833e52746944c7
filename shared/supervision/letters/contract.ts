import { z } from 'zod'
import { FileProof } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { OrderStep } from '../contract.ts'

/** 督办函, and 行政执法监督函 where enforcement itself was at fault. */
export const letterKinds = ['supervision', 'enforcement'] as const
export const LetterKind = z.enum(letterKinds)
export type LetterKind = z.infer<typeof LetterKind>

/** How far a letter has come. `accepted` and `withdrawn` end it; `sent-back` is to be corrected anew. */
export const letterStates = [
  'sent',
  'acknowledged',
  'corrected',
  'reported',
  'sent-back',
  'accepted',
  'withdrawn',
] as const
export const LetterState = z.enum(letterStates)
export type LetterState = z.infer<typeof LetterState>

export const letterActs = [
  'acknowledge',
  'correct',
  'report',
  'accept',
  'send-back',
  'object',
  'review-upheld',
  'review-withdrawn',
] as const
export const LetterAct = z.enum(letterActs)
export type LetterAct = z.infer<typeof LetterAct>

/** A date of a letter and when it was met. */
const LetterDate = z.object({ dueDay: Day, dueAt: Instant, doneAt: Instant.nullable(), late: z.boolean() })
export type LetterDate = z.infer<typeof LetterDate>

/** One line of a list. */
export const LetterRow = z.object({
  id: Id,
  number: z.string(),
  kind: LetterKind,
  title: z.string(),
  unitId: Id,
  unitName: z.string(),
  state: LetterState,
  version: z.number().int(),
  sentAt: Instant,
  senderName: z.string().nullable(),
  correct: LetterDate,
  report: LetterDate,
  late: z.boolean(),
  objected: z.boolean(),
})
export type LetterRow = z.infer<typeof LetterRow>

/** The whole letter as it was sent, and what came of it. */
export const LetterDetail = LetterRow.extend({
  tenantName: z.string(),
  senderUnitName: z.string().nullable(),
  facts: z.string(),
  requirements: z.string(),
  legalBasis: z.string(),
  acknowledgedAt: Instant.nullable(),
  objectDueDay: Day,
  objection: z
    .object({
      at: Instant,
      reviewDueDay: Day,
      reviewedAt: Instant.nullable(),
      upheld: z.boolean().nullable(),
      late: z.boolean(),
    })
    .nullable(),
  steps: z.array(OrderStep),
  acts: z.array(LetterAct),
  orderId: Id.nullable(),
})
export type LetterDetail = z.infer<typeof LetterDetail>

export const letterViews = ['open', 'late', 'to-accept', 'objections', 'ended', 'all'] as const
/** 未了结, 有逾期, 待验收, 异议待复核, 已了结, 全部. */
export const LetterView = z.enum(letterViews)
export type LetterView = z.infer<typeof LetterView>

/** What a letter says. */
export const LetterWords = z.object({
  kind: LetterKind,
  unitId: Id,
  title: z.string().trim().min(4, '标题至少 4 个字').max(60, '标题最多 60 字'),
  facts: z.string().trim().min(10, '请写明事实，至少 10 个字').max(4000, '最多 4000 字'),
  requirements: z.string().trim().min(10, '请写明整改要求，至少 10 个字').max(4000, '最多 4000 字'),
  legalBasis: z.string().trim().min(4, '请写明依据').max(2000, '最多 2000 字'),
})

export const sendLetter = operation({
  name: 'letters.send',
  summary: '发督办函或行政执法监督函：编文号，送达单位，起算整改、报告和异议期限',
  method: 'POST',
  path: '/supervision/letters',
  access: 'supervision.order',
  input: LetterWords.extend({ id: Id, orderId: Id.nullish() }),
  output: LetterDetail,
  problems: ['not-found', 'step-not-allowed', 'order-own-unit', 'input-invalid', 'id-reused'],
})

const list = z.object({ view: LetterView.default('open'), ...Paging })
const listed = pageOf(LetterRow).extend({ counts: z.record(LetterView, z.number().int()) })

export const listLetters = operation({
  name: 'letters.list',
  summary: '监督函台账：逾期的单列',
  method: 'GET',
  path: '/supervision/letters',
  access: 'supervision.read',
  input: list.extend({ unitId: Id.optional(), orderId: Id.optional() }),
  output: listed,
  problems: ['input-invalid'],
})

export const readLetter = operation({
  name: 'letters.get',
  summary: '一份监督函和办理经过',
  method: 'GET',
  path: '/supervision/letters/:letterId',
  access: 'supervision.read',
  input: z.object({ letterId: Id }),
  output: LetterDetail,
  problems: ['not-found'],
})

export const listUnitLetters = operation({
  name: 'letters.received',
  summary: '发给我单位的监督函',
  method: 'GET',
  path: '/supervision/received-letters',
  access: 'supervision.answer',
  input: list,
  output: listed,
  problems: ['input-invalid'],
})

export const readUnitLetter = operation({
  name: 'letters.read-received',
  summary: '发给我单位的一份监督函',
  method: 'GET',
  path: '/supervision/received-letters/:letterId',
  access: 'supervision.answer',
  input: z.object({ letterId: Id }),
  output: LetterDetail,
  problems: ['not-found'],
})

/** Every step names the version that was on the screen. */
const onLetter = { id: Id, letterId: Id, version: z.number().int().min(1) }
const words = (what: string) => z.string().trim().min(5, `${what}，至少 5 个字`).max(4000, '最多 4000 字')
const photos = z.array(FileProof).max(9, '最多 9 张').default([])
const problems = ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'] as const

export const acknowledgeLetter = operation({
  name: 'letters.acknowledge',
  summary: '签收',
  method: 'POST',
  path: '/supervision/received-letters/:letterId/acknowledgement',
  access: 'supervision.answer',
  input: z.object({ ...onLetter }),
  output: LetterDetail,
  problems,
})

export const correctLetter = operation({
  name: 'letters.correct',
  summary: '整改完成，写明改了什么，可附照片',
  method: 'POST',
  path: '/supervision/received-letters/:letterId/correction',
  access: 'supervision.answer',
  input: z.object({ ...onLetter, words: words('请写明整改情况'), photos }),
  output: LetterDetail,
  problems: [...problems, 'input-invalid'],
})

export const reportLetter = operation({
  name: 'letters.report',
  summary: '书面报告整改情况',
  method: 'POST',
  path: '/supervision/received-letters/:letterId/report',
  access: 'supervision.answer',
  input: z.object({ ...onLetter, words: words('请写明报告'), photos }),
  output: LetterDetail,
  problems: [...problems, 'input-invalid'],
})

export const objectLetter = operation({
  name: 'letters.object',
  summary: '对监督意见提出异议（一次，期限内）',
  method: 'POST',
  path: '/supervision/received-letters/:letterId/objection',
  access: 'supervision.answer',
  input: z.object({ ...onLetter, words: words('请写明异议的理由') }),
  output: LetterDetail,
  problems: [...problems, 'objection-over'],
})

export const acceptLetter = operation({
  name: 'letters.accept',
  summary: '验收通过，或退回再改',
  method: 'POST',
  path: '/supervision/letters/:letterId/acceptance',
  access: 'supervision.order',
  input: z.object({ ...onLetter, accept: z.boolean(), words: words('请写明验收意见') }),
  output: LetterDetail,
  problems: [...problems, 'order-own-unit'],
})

export const reviewObjection = operation({
  name: 'letters.review',
  summary: '复核异议：维持或撤销；由发函人以外的人复核',
  method: 'POST',
  path: '/supervision/letters/:letterId/review',
  access: 'supervision.order',
  input: z.object({ ...onLetter, uphold: z.boolean(), words: words('请写明复核意见') }),
  output: LetterDetail,
  problems: [...problems, 'second-person-needed', 'order-own-unit'],
})
