import { Message } from '@minyi/shared/notices/contract.ts'
import { messageOf } from '@minyi/shared/notices/labels.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { NoticeRow } from './queries.ts'

/** Whose inbox it is, as a keyed hash. */
export const recipientOf = (ctx: Context, audience: 'resident' | 'staff', id: string): Buffer =>
  ctx.encryption.blindIndex(`${ctx.tenant.id}/notice-recipient`, `${audience}:${id}`)

/** A message as its owner reads it. */
export function toMessage(ctx: Context, row: NoticeRow): Message {
  return Message.parse({
    id: row.id,
    kind: row.kind,
    ...messageOf(row.kind, { number: row.number, count: row.count }),
    about: { kind: row.aboutKind, id: row.aboutId },
    number: row.number,
    at: instantOf(ctx, row.at),
    readAt: row.readAt && instantOf(ctx, row.readAt),
  })
}

/** How a person can be reached; `phone` may be a fixed line, which only a call reaches. */
export type Contact = {
  residentId: string | null
  openid: string | null
  phone: string | null
  mobile: string | null
}

/** The fault of a try whose answer was lost: the message may have gone out, and that is not forgotten while it waits. */
export const lost = 'no-answer'

/** Whether a message may have gone out by a try whose answer was lost, or whose process died over it. */
export const mayBeOut = ({ was, delivery }: { was: string; delivery: { fault: string | null } }): boolean =>
  was === 'sending' || delivery.fault === lost

/** What became of one try. `not`: this way is closed and the next is taken; `later`: the same way again, `counts` as a try or not. */
export type Outcome =
  | { is: 'sent'; receiptId: string | null; askAt: Date | null }
  | { is: 'delivered' }
  | { is: 'not'; state: 'failed' | 'skipped'; fault: string }
  | { is: 'later'; at: Date; fault: string; counts: boolean }
