import { z } from 'zod'
import { ClockName } from '../clocks/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** Duties that an office enters itself, each with the day it counts from: the publication, or the event that it has to precede. */
export const datedClocks = [
  'decision-comments',
  'decision-hearing-papers',
  'rules-comments',
  'rules-hearing-notice',
  'document-comments',
  'document-comments-market',
] as const
export const DatedClock = z.enum(datedClocks)
export type DatedClock = z.infer<typeof DatedClock>

/** `soon` from two weeks before the day; `not-applicable` is a duty that this place does not have. */
export const DutyState = z.enum(['open', 'soon', 'overdue', 'done', 'done-late', 'not-applicable'])
export type DutyState = z.infer<typeof DutyState>

/** What an office owes by law on a date (法定期限): an annual report, or a consultation or hearing that somebody has entered. */
export const Duty = z.object({
  id: Id,
  version: z.number().int(),
  clock: ClockName,
  title: z.string(),
  yearly: z.boolean(),
  startDay: Day,
  dueDay: Day,
  provisional: z.boolean(),
  daysLeft: z.number().int(),
  state: DutyState,
  source: z.string(),
  enteredBy: z.string().nullable(),
  doneDay: Day.nullable(),
  doneBy: z.string().nullable(),
  recordedAt: Instant.nullable(),
  note: z.string().nullable(),
  link: z.string().nullable(),
})
export type Duty = z.infer<typeof Duty>

export const listDuties = operation({
  name: 'duties.list',
  summary: '法定期限：什么事什么时候到期，谁在什么时候完成',
  method: 'GET',
  path: '/office/duties',
  access: 'staff',
  input: z.object({ state: z.enum(['open', 'ended']).default('open'), ...Paging }),
  output: pageOf(Duty),
  problems: ['input-invalid'],
})

export const addDuty = operation({
  name: 'duties.add',
  summary: '登记一次征求意见、听证材料送达或听证公告，算出到期日',
  method: 'POST',
  path: '/office/duties',
  access: 'supervision.order',
  input: z.object({
    id: Id,
    clock: DatedClock,
    title: z.string().trim().min(4, '请写明是哪件事，至少 4 个字').max(80, '最多 80 字'),
    day: Day,
  }),
  output: Duty,
  problems: ['input-invalid', 'id-reused'],
})

export const recordDuty = operation({
  name: 'duties.record',
  summary: '记下一项法定期限已经完成，或本地没有这项义务，附说明和链接',
  method: 'POST',
  path: '/office/duties/:dutyId/record',
  access: 'supervision.order',
  input: z.object({
    id: Id,
    dutyId: Id,
    version: z.number().int().min(1),
    outcome: z.enum(['done', 'not-applicable']),
    day: Day.optional(),
    note: z.string().trim().min(4, '请写明怎么完成的，至少 4 个字').max(500, '最多 500 字'),
    link: z
      .string()
      .trim()
      .regex(/^https?:\/\/\S+$/, '请写完整的网址')
      .max(300, '最多 300 字')
      .optional(),
  }),
  output: Duty,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

/** Takes back what was recorded by mistake; the story of both stays in the audit. */
export const reopenDuty = operation({
  name: 'duties.reopen',
  summary: '撤回一项完成记录，重新计期',
  method: 'POST',
  path: '/office/duties/:dutyId/reopening',
  access: 'supervision.order',
  input: z.object({
    id: Id,
    dutyId: Id,
    version: z.number().int().min(1),
    note: z.string().trim().min(4, '请写明理由，至少 4 个字').max(500, '最多 500 字'),
  }),
  output: Duty,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})
