import { z } from 'zod'
import { ResidentKind } from '../../notices/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { IdentityLevel } from '../contract.ts'

/** After so many calls that nobody took a message is given up. */
export const mostCalls = 3

/** A message that neither WeChat nor SMS brought to the resident: somebody has to call (电话告知). */
export const CallTask = z.object({
  noticeId: Id,
  caseId: Id,
  number: z.string(),
  title: z.string(),
  identity: IdentityLevel,
  kind: ResidentKind,
  since: Instant,
  tries: z.number().int(),
})
export type CallTask = z.infer<typeof CallTask>

export const listCallTasks = operation({
  name: 'cases.call-tasks',
  summary: '要电话告知的消息，等得最久的在前',
  method: 'GET',
  path: '/office/call-tasks',
  access: 'cases.call-back',
  input: z.object({ ...Paging }),
  output: pageOf(CallTask),
  problems: ['input-invalid'],
})

export const settleCallTask = operation({
  name: 'cases.settle-call-task',
  summary: '记下电话打通了没有；三次没打通就结束',
  method: 'POST',
  path: '/office/call-tasks/:noticeId',
  access: 'cases.call-back',
  input: z.object({ id: Id, noticeId: Id, reached: z.boolean() }),
  output: z.object({ state: z.enum(['waiting', 'delivered', 'failed']) }),
  problems: ['not-found', 'input-invalid', 'id-reused'],
})
