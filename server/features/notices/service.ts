import type { ResidentKind, StaffKind } from '@minyi/shared/notices/contract.ts'
import { isSpeakable } from '@minyi/shared/notices/rules.ts'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { openFields, type Subject, sealFields } from '../../platform/sealing.ts'
import { recipientOf } from './present.ts'
import * as queries from './queries.ts'

/** What a message is about: a thing, and the number by which people know it. */
export type About = Subject & { number?: string | undefined }

type Told = {
  about: About
  /** Makes the message once for each person: the id of the event, order or note that it follows from. */
  key: string
  /** How many, where the words speak of a number of things. */
  count?: number
}

/**
 * Tells members of staff, in the office's own inbox, inside the caller's transaction. What is said follows from `kind`
 * (`shared/notices`); words of anybody never travel. About an item use `tellStaff` of `cases/notices`, which leaves out whoever is
 * barred from it. Repeating it with the same key tells nobody twice.
 */
export async function notify(
  ctx: Context,
  { to, kind, about, key, count }: Told & { to: readonly string[]; kind: StaffKind },
): Promise<void> {
  if (to.length === 0) return
  await queries.insertNotices(
    ctx,
    [...new Set(to)].map((staffId) => ({
      ...noticeOf(ctx, about),
      key: `${kind}/${key}/${staffId}`,
      audience: 'staff',
      recipient: recipientOf(ctx, 'staff', staffId),
      kind,
      count: count ?? null,
    })),
  )
}

/**
 * Tells the resident whom a thing belongs to (an item or a matter: whoever its sealed row names), or the resident that is named:
 * into the inbox at once, and by WeChat, SMS or telephone as the chain and the resident's wishes allow. Inside the caller's
 * transaction, once for each key. Say `residentId` only where the thing itself does not know its resident.
 */
export async function notifyResident(
  ctx: Context,
  { kind, about, key, residentId }: Told & { kind: ResidentKind; residentId?: string },
): Promise<void> {
  const known = residentId ?? (await openFields(ctx, about, ['resident'])).resident
  const notice = noticeOf(ctx, about)
  const made = await queries.insertNotices(ctx, [
    {
      ...notice,
      key: `${kind}/${key}`,
      audience: 'resident',
      recipient: known ? recipientOf(ctx, 'resident', known) : null,
      kind,
    },
  ])
  if (made === 0) return
  if (residentId) await sealFields(ctx, { kind: 'notice', id: notice.id }, { resident: residentId })
  await queries.insertDelivery(ctx, { noticeId: notice.id, channel: 'subscribe', dueAt: ctx.now() })
}

function noticeOf(ctx: Context, about: About) {
  if (about.number !== undefined && !isSpeakable(about.number)) {
    throw new Error(`a message may not carry this as the number of a ${about.kind}`)
  }
  return { id: newId(), aboutKind: about.kind, aboutId: about.id, number: about.number ?? null, at: ctx.now() }
}
