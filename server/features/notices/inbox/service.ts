import type * as contract from '@minyi/shared/notices/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, unnamed } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { recipientOf, toMessage } from '../present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const mostCounted = 100

/** The caller's own messages, the newest first. */
export async function listMessages(
  ctx: Context,
  input: InputOf<typeof contract.listMessages>,
): Promise<OutputOf<typeof contract.listMessages>> {
  const rows = await queries.listNotices(ctx, inboxOf(ctx), {
    unread: input.unread ?? false,
    after: readCursor(PageKeys, input.after),
    limit: input.limit + 1,
  })
  return pageFrom(
    rows,
    input.limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => toMessage(ctx, row),
  )
}

export async function countUnread(ctx: Context): Promise<OutputOf<typeof contract.countUnread>> {
  return { unread: await queries.countUnreadRows(ctx, inboxOf(ctx), mostCounted) }
}

/** The caller has read some messages, or all. Whose they are stands in no audit row: a message leads to an item. */
export async function markRead(
  ctx: Context,
  input: InputOf<typeof contract.markRead>,
): Promise<OutputOf<typeof contract.markRead>> {
  return change(ctx, input.id, async (ctx) => {
    await queries.markNotices(ctx, inboxOf(ctx), input.messageIds)
    const speaker = ctx.actor.kind === 'resident' ? unnamed(ctx) : ctx
    await audit(speaker, { action: 'notices.read', subjectKind: 'inbox', subjectId: input.id })
    return countUnread(ctx)
  })
}

function inboxOf(ctx: Context): Buffer {
  if (ctx.actor.kind !== 'resident' && ctx.actor.kind !== 'staff') throw new Error('only who signed in has an inbox')
  return recipientOf(ctx, ctx.actor.kind, ctx.actor.id)
}
