import type { Context } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/** The item that an order or a letter came of, for whoever sees that order or letter; what of the item they may see is the cases' own to say. */
export async function findCaseOf(
  ctx: Context,
  of: { orderId?: string | undefined; letterId?: string | undefined },
): Promise<string | null> {
  if (of.orderId) return queries.findOrderSource(ctx, of.orderId)
  return of.letterId ? queries.findLetterSource(ctx, of.letterId) : null
}
