import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { OrderSource } from '@minyi/shared/supervision/contract.ts'
import type { Context } from '../../../platform/context.ts'
import { holds } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/** The item that an order or a letter came of, for whoever sees that order or letter; what of the item they may see is the cases' own to say. */
export async function findCaseOf(
  ctx: Context,
  of: { orderId?: string | undefined; letterId?: string | undefined },
): Promise<string | null> {
  if (of.orderId) return queries.findOrderSource(ctx, of.orderId)
  return of.letterId ? queries.findLetterSource(ctx, of.letterId) : null
}

/** What may be read by whom where an order is opened from it; orders of items are opened by the cases. */
const readBy: Partial<Record<OrderSource, Permission>> = {
  alarm: 'figures.exact',
  hotspot: 'hotspots.read',
  campaign: 'hotspots.read',
}

/** Whether an order may say that it came of this: a thing that is there and that the caller may read, or nothing for 领导批示 and 督查立项. */
export async function isSource(ctx: Context, source: OrderSource, sourceId: string | null): Promise<boolean> {
  const permission = readBy[source]
  if (!permission || sourceId === null) return !permission && sourceId === null
  return holds(ctx.actor, permission) && queries.existsSource(ctx, source, sourceId, permission)
}
