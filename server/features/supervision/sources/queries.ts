import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { OrderSource } from '@minyi/shared/supervision/contract.ts'
import { and, eq, exists, or, type SQL } from 'drizzle-orm'
import { reachesAll, scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { campaigns } from '../../campaigns/tables.ts'
import { hotspots } from '../../hotspots/tables.ts'
import { figureAlarms } from '../../indicators/alarms/tables.ts'
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

/** Whether the alarm, hot spot or campaign is there, where the permission reaches it. */
export async function existsSource(
  ctx: Context,
  source: OrderSource,
  id: string,
  permission: Permission,
): Promise<boolean> {
  const table = source === 'alarm' ? figureAlarms : source === 'hotspot' ? hotspots : campaigns
  const [row] = await ctx.db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.tenantId, ctx.tenant.id), eq(table.id, id), reachOf(ctx, table, permission)))
  return row !== undefined
}

/** Hot spots and campaigns have an area and a unit; an alarm is about everything, one area or one unit. */
function reachOf(
  ctx: Context,
  table: typeof figureAlarms | typeof hotspots | typeof campaigns,
  permission: Permission,
): SQL | undefined {
  if ('areaId' in table) return scopeOf(ctx.actor, permission, { area: table.areaId, unit: table.unitId })
  return or(
    reachesAll(ctx.actor, permission) ? eq(table.dimension, 'all') : undefined,
    and(eq(table.dimension, 'area'), scopeOf(ctx.actor, permission, { area: table.key })),
    and(eq(table.dimension, 'unit'), scopeOf(ctx.actor, permission, { unit: table.key })),
  )
}
