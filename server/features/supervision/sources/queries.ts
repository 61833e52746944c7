import { and, eq, exists, or } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { receivedLetters, seenLetters } from '../letters/queries.ts'
import { assignedTo, seen } from '../queries.ts'
import { supervisionLetters as letters, supervisionOrders as orders, supervisionTasks as tasks } from '../tables.ts'

/** The item of an order that the caller sees as a supervisor, or that was handed to the caller's unit. */
export async function findOrderSource(ctx: Context, orderId: string): Promise<string | null> {
  const part = ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.orderId, orders.id), assignedTo(ctx)))
  const [row] = await ctx.db
    .select({ sourceId: orders.sourceId })
    .from(orders)
    .where(
      and(
        eq(orders.tenantId, ctx.tenant.id),
        eq(orders.id, orderId),
        eq(orders.source, 'case'),
        or(seen(ctx, 'supervision.read'), exists(part)),
      ),
    )
  return row?.sourceId ?? null
}

/** The item of a letter that the caller sees as a supervisor, or that was sent to the caller's unit. */
export async function findLetterSource(ctx: Context, letterId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ caseId: letters.caseId })
    .from(letters)
    .where(
      and(
        eq(letters.tenantId, ctx.tenant.id),
        eq(letters.id, letterId),
        or(seenLetters(ctx, 'supervision.read'), receivedLetters(ctx)),
      ),
    )
  return row?.caseId ?? null
}
