import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Instant } from '../platform/time.ts'

/** What a resident is told about. News of an item carry the name of the event that they follow from. */
export const residentKinds = [
  'case.received',
  'case.accepted',
  'case.refused',
  'case.replied',
  'case.no-answer',
  'case.closed',
  'case.reopened',
  'case.extended',
  'case.merged',
  'case.identity-opened',
  'case.cleared',
  'case.reward',
  'case.review-answered',
  'check-in',
  'rating-offer',
] as const
export const ResidentKind = z.enum(residentKinds)
export type ResidentKind = z.infer<typeof ResidentKind>

/** What a member of staff is told about, in the office's own inbox. */
export const staffKinds = [
  'mention',
  'case.assigned',
  'case.returned',
  'case.reopened',
  'case.disputed',
  'overdue',
  'call-task',
  'approval',
  'approval-decided',
  'objection',
  'petition-review',
  'order',
  'order.due',
  'letter',
  'letter.late',
  'duty.due',
  'duty.overdue',
  'retaliation',
  'intervention',
  'hotspot',
  'import-done',
  'import-failed',
  'export-ready',
  'export-failed',
  'bulletin',
  'bulletin-returned',
  'webhook-disabled',
] as const
export const StaffKind = z.enum(staffKinds)
export type StaffKind = z.infer<typeof StaffKind>

/** What messages are for; residents switch each off by itself: 办理进展, 请您评价, 身份与安全. */
export const purposes = ['progress', 'answer', 'safety'] as const
export const Purpose = z.enum(purposes)
export type Purpose = z.infer<typeof Purpose>

/** The ways that can be switched off; the inbox always has everything. */
export const pushChannels = ['subscribe', 'sms'] as const
export const PushChannel = z.enum(pushChannels)
export type PushChannel = z.infer<typeof PushChannel>

/** A message as its owner reads it. `about` leads to what it is about; `number` is that thing's public number. */
export const Message = z.object({
  id: Id,
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  about: z.object({ kind: z.string(), id: Id }),
  number: z.string().nullable(),
  at: Instant,
  readAt: Instant.nullable(),
})
export type Message = z.infer<typeof Message>

export const listMessages = operation({
  name: 'notices.list',
  summary: '我的消息（居民和工作人员各看各的）',
  method: 'GET',
  path: '/messages',
  access: 'signed-in',
  input: z.object({ unread: z.stringbool().optional(), ...Paging }),
  output: pageOf(Message),
  problems: ['input-invalid'],
})

export const countUnread = operation({
  name: 'notices.unread',
  summary: '未读消息数；最多数到 100',
  method: 'GET',
  path: '/messages/unread',
  access: 'signed-in',
  input: z.object({}),
  output: z.object({ unread: z.number().int() }),
  problems: [],
})

export const markRead = operation({
  name: 'notices.mark-read',
  summary: '标为已读：给出的几条，或不给出时全部',
  method: 'POST',
  path: '/messages/read',
  access: 'signed-in',
  input: z.object({ id: Id, messageIds: z.array(Id).max(100).optional() }),
  output: z.object({ unread: z.number().int() }),
  problems: ['input-invalid', 'id-reused'],
})

/** A template of WeChat's subscribe messages that may be asked for, and how many messages the resident still owes us room for. */
export const Wish = z.object({
  purpose: Purpose,
  templateId: z.string().nullable(),
  left: z.number().int(),
  off: z.array(PushChannel),
})
export type Wish = z.infer<typeof Wish>

const Wishes = z.object({
  wishes: z.array(Wish),
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  /** Which ways can reach this resident at all. */
  reach: z.array(PushChannel),
})

export const readWishes = operation({
  name: 'notices.wishes',
  summary: '消息设置：各类消息走哪些渠道，微信订阅还剩几次',
  method: 'GET',
  path: '/messages/wishes',
  access: 'resident',
  input: z.object({}),
  output: Wishes,
  problems: [],
})

export const setWish = operation({
  name: 'notices.set-wish',
  summary: '打开或关掉一类消息的一个渠道',
  method: 'POST',
  path: '/messages/wishes',
  access: 'resident',
  input: z.object({ id: Id, purpose: Purpose, channel: PushChannel, on: z.boolean() }),
  output: Wishes,
  problems: ['input-invalid', 'id-reused'],
})

export const keepGrants = operation({
  name: 'notices.keep-grants',
  summary: '记下居民在微信里刚点的订阅授权，点一次收一条',
  method: 'POST',
  path: '/messages/grants',
  access: 'resident',
  input: z.object({ id: Id, templateIds: z.array(z.string().min(1).max(100)).min(1).max(3) }),
  output: Wishes,
  problems: ['input-invalid', 'too-many-requests', 'id-reused'],
})
