import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { OutboxEvent } from '../../../platform/outbox.ts'
import { cases } from '../../cases/tables.ts'
import { areaClosure, units } from '../../registry/tables.ts'
import { webhookDeliveries, webhooks } from '../tables.ts'

/**
 * The subscribers that may hear of an event. One without limits hears of everything. One that is limited to a unit or an area hears of
 * items alone, and never of one that accuses its unit, or a unit above or below it.
 */
export async function listSubscribers(ctx: Context, event: OutboxEvent) {
  const item = ctx.db
    .select({ one: sql`1` })
    .from(cases)
    .where(
      and(
        eq(cases.tenantId, ctx.tenant.id),
        eq(cases.id, event.subjectId),
        sql`(${webhooks.unitId} is null or ${webhooks.unitId} = ${cases.unitId})`,
        sql`(${webhooks.unitId} is null or ${cases.accusedUnitId} is null or ${cases.accusedUnitId} not in (${kin()}))`,
        sql`(${webhooks.areaId} is null or exists (select 1 from ${areaClosure} c where c.tenant_id = ${cases.tenantId}
          and c.ancestor_id = ${webhooks.areaId} and c.descendant_id = ${cases.areaId} and c.valid_to is null))`,
      ),
    )
  return ctx.db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(
      and(
        eq(webhooks.tenantId, ctx.tenant.id),
        ne(webhooks.state, 'ended'),
        sql`${event.topic} = any(${webhooks.topics})`,
        sql`${webhooks.createdAt} <= ${event.at.toISOString()}::timestamptz`,
        sql`((${webhooks.unitId} is null and ${webhooks.areaId} is null) or exists ${item})`,
      ),
    )
}

/** The subscriber's unit with all above and below it. */
const kin = () => sql`with recursive
  above as (select ${webhooks.unitId} as id union select u.parent_id from ${units} u join above a on a.id = u.id
    where u.tenant_id = ${webhooks.tenantId} and u.parent_id is not null),
  below as (select ${webhooks.unitId} as id union select u.id from ${units} u join below b on b.id = u.parent_id
    where u.tenant_id = ${webhooks.tenantId})
  select id from above union select id from below`

export async function insertDeliveries(
  ctx: Context,
  rows: readonly Omit<typeof webhookDeliveries.$inferInsert, 'tenantId'>[],
): Promise<void> {
  if (rows.length === 0) return
  await ctx.db
    .insert(webhookDeliveries)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
}

export async function hasHooks(ctx: Context, tenantIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db
    .selectDistinct({ id: webhooks.tenantId })
    .from(webhooks)
    .where(and(inArray(webhooks.tenantId, [...tenantIds]), ne(webhooks.state, 'ended')))
  return new Set(rows.map((row) => row.id))
}
