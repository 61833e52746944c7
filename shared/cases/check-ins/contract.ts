import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'

/** Days after the end at which the resident is asked (报复回访). */
export const checkInDays = [7, 30, 90] as const

/** 还没到, 请您回答, 已回答, 没有回答, 已取消. */
export const CheckInState = z.enum(['waiting', 'asked', 'answered', 'lapsed', 'cancelled'])
export type CheckInState = z.infer<typeof CheckInState>

export const CheckInAnswer = z.enum(['no', 'yes'])
export type CheckInAnswer = z.infer<typeof CheckInAnswer>

export const CheckIn = z.object({
  id: Id,
  days: z.number().int(),
  dueDay: Day,
  state: CheckInState,
  answer: CheckInAnswer.nullable(),
  answeredAt: Instant.nullable(),
})
export type CheckIn = z.infer<typeof CheckIn>

/** A resident's own check-ins on an item; `offered` where there is somebody who could retaliate. */
export const OwnCheckIns = z.object({
  offered: z.boolean(),
  agreed: z.boolean(),
  rows: z.array(CheckIn),
})
export type OwnCheckIns = z.infer<typeof OwnCheckIns>

/** A check-in that told of retaliation, as the supervision reads it. */
export const Retaliation = z.object({
  id: Id,
  caseId: Id,
  number: z.string(),
  title: z.string(),
  accusedUnitName: z.string().nullable(),
  days: z.number().int(),
  answeredAt: Instant,
  words: z.string().nullable(),
  orderId: Id.nullable(),
})
export type Retaliation = z.infer<typeof Retaliation>

const own = { caseId: Id, secret: z.string().max(40).optional() }

export const readCheckIns = operation({
  name: 'checkIns.own',
  summary: '我的报复回访：同意了没有，什么时候问',
  method: 'POST',
  path: '/cases/:caseId/check-ins-state',
  access: 'anyone',
  input: z.object(own),
  output: OwnCheckIns,
  problems: ['not-found'],
})

export const agreeToCheckIns = operation({
  name: 'checkIns.agree',
  summary: '同意或不再同意结案后回访有没有被为难',
  method: 'POST',
  path: '/cases/:caseId/check-in-consent',
  access: 'anyone',
  input: z.object({ id: Id, ...own, agreed: z.boolean() }),
  output: OwnCheckIns,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const answerCheckIn = operation({
  name: 'checkIns.answer',
  summary: '回答有没有被为难、报复；说有的，监督机构立刻立项督办，被投诉单位看不到',
  method: 'POST',
  path: '/cases/:caseId/check-ins',
  access: 'anyone',
  input: z.object({
    id: Id,
    ...own,
    checkInId: Id,
    answer: CheckInAnswer,
    words: z.string().trim().max(500, '最多 500 字').default(''),
  }),
  output: OwnCheckIns,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const listRetaliations = operation({
  name: 'checkIns.list',
  summary: '诉求人说受到为难、报复的回访',
  method: 'GET',
  path: '/office/check-ins',
  access: 'cases.supervise',
  input: z.object(Paging),
  output: pageOf(Retaliation).extend({
    counts: z.object({
      agreed: z.number().int(),
      asked: z.number().int(),
      answered: z.number().int(),
      yes: z.number().int(),
    }),
  }),
  problems: ['input-invalid'],
})
