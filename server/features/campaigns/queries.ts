import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { aliasedTable, and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { startOfDay } from '../../platform/zone.ts'
import { topics } from '../cases/topics/tables.ts'
import { staff } from '../identity/tables.ts'
import { areas, units } from '../registry/tables.ts'
import { campaignEvents, campaigns, campaignUnits } from './tables.ts'

export type StoredCampaign = typeof campaigns.$inferSelect
export type CampaignLine = {
  campaign: StoredCampaign
  topicName: string
  areaName: string | null
  unitName: string | null
  openedBy: string
}

/** What decides who sees a campaign; a unit that it is about never does. */
export const campaignColumns = {
  tenantId: campaigns.tenantId,
  id: campaigns.id,
  areaId: campaigns.areaId,
  unitId: campaigns.unitId,
  accusedUnitId: campaigns.unitId,
  accusedOfficerId: sql`null::uuid`,
}

const selected = (ctx: Context) =>
  ctx.db
    .select({
      campaign: campaigns,
      topicName: topics.name,
      areaName: areas.name,
      unitName: units.shortName,
      openedBy: staff.name,
    })
    .from(campaigns)
    .innerJoin(topics, and(eq(topics.tenantId, campaigns.tenantId), eq(topics.id, campaigns.topicId)))
    .innerJoin(staff, and(eq(staff.tenantId, campaigns.tenantId), eq(staff.id, campaigns.openedBy)))
    .leftJoin(areas, and(eq(areas.tenantId, campaigns.tenantId), eq(areas.id, campaigns.areaId)))
    .leftJoin(units, and(eq(units.tenantId, campaigns.tenantId), eq(units.id, campaigns.unitId)))

/** Campaigns within reach, the latest begun first. */
export async function listLines(
  ctx: Context,
  visible: SQL,
  wanted: { state: string | undefined; after: readonly [string, string] | undefined; limit: number },
): Promise<CampaignLine[]> {
  return selected(ctx)
    .where(
      and(
        visible,
        wanted.state ? eq(campaigns.state, wanted.state) : undefined,
        wanted.after &&
          sql`(${campaigns.fromDay}, ${campaigns.id}) < (${wanted.after[0]}::date, ${wanted.after[1]}::uuid)`,
      ),
    )
    .orderBy(sql`${campaigns.fromDay} desc, ${campaigns.id} desc`)
    .limit(wanted.limit)
}

export async function findLine(ctx: Context, visible: SQL, id: string): Promise<CampaignLine | undefined> {
  const [line] = await selected(ctx).where(and(visible, eq(campaigns.id, id)))
  return line
}

export async function lockCampaign(ctx: Context, visible: SQL, id: string): Promise<StoredCampaign | undefined> {
  const [row] = await ctx.db
    .select()
    .from(campaigns)
    .where(and(visible, eq(campaigns.id, id)))
    .for('update')
  return row
}

export async function insertCampaign(
  ctx: Context,
  row: Omit<typeof campaigns.$inferInsert, 'tenantId'>,
): Promise<void> {
  await ctx.db.insert(campaigns).values({ ...row, tenantId: ctx.tenant.id })
}

export async function updateCampaign(ctx: Context, id: string, patch: Partial<StoredCampaign>): Promise<void> {
  await ctx.db
    .update(campaigns)
    .set(patch)
    .where(and(eq(campaigns.tenantId, ctx.tenant.id), eq(campaigns.id, id)))
}

export async function insertUnits(
  ctx: Context,
  campaignId: string,
  given: readonly { unitId: string; task: string; orderId: string | null }[],
): Promise<void> {
  const rows = given.map((row, position) => ({ ...row, tenantId: ctx.tenant.id, campaignId, position }))
  await ctx.db.insert(campaignUnits).values(rows)
}

export async function listUnits(ctx: Context, campaignIds: readonly string[]) {
  if (campaignIds.length === 0) return []
  return ctx.db
    .select({
      campaignId: campaignUnits.campaignId,
      unitId: campaignUnits.unitId,
      unitName: units.shortName,
      task: campaignUnits.task,
      orderId: campaignUnits.orderId,
    })
    .from(campaignUnits)
    .innerJoin(units, and(eq(units.tenantId, campaignUnits.tenantId), eq(units.id, campaignUnits.unitId)))
    .where(and(eq(campaignUnits.tenantId, ctx.tenant.id), inArray(campaignUnits.campaignId, [...campaignIds])))
    .orderBy(asc(campaignUnits.position))
}
export type UnitLine = Awaited<ReturnType<typeof listUnits>>[number]

export async function countActive(ctx: Context, unitIds: readonly string[]): Promise<number> {
  const rows = await ctx.db
    .select({ id: units.id })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), inArray(units.id, [...unitIds]), eq(units.active, true)))
  return rows.length
}

export async function insertEvent(
  ctx: Context,
  row: { campaignId: string; action: string; staffId: string; unitId: string | null; words: string | null },
): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(campaignEvents).values({ ...row, tenantId: ctx.tenant.id, id: newRowId(at.getTime()), at })
}

const eventUnits = aliasedTable(units, 'event_units')

export async function listEvents(ctx: Context, campaignId: string) {
  return ctx.db
    .select({ event: campaignEvents, staffName: staff.name, unitName: eventUnits.shortName })
    .from(campaignEvents)
    .innerJoin(staff, and(eq(staff.tenantId, campaignEvents.tenantId), eq(staff.id, campaignEvents.staffId)))
    .leftJoin(
      eventUnits,
      and(eq(eventUnits.tenantId, campaignEvents.tenantId), eq(eventUnits.id, campaignEvents.unitId)),
    )
    .where(and(eq(campaignEvents.tenantId, ctx.tenant.id), eq(campaignEvents.campaignId, campaignId)))
    .orderBy(asc(campaignEvents.at), asc(campaignEvents.id))
}

type Cut = { topicId: string; areaId: string | null; unitId: string | null; from: Day; to: Day }

const place = ({ areaId, unitId }: Cut) => sql`${areaId ? sql`area_id = ${areaId}` : sql`true`}
  and ${unitId ? sql`unit_id = ${unitId}` : sql`true`}`

/** Items a day of the topic and of all others in the same place, from the rollup; days without any are left out. */
export async function listDays(ctx: Context, cut: Cut): Promise<{ day: Day; own: number; others: number }[]> {
  const rows = await ctx.db.execute<{ day: Day; own: number; others: number }>(sql`
    select day::text as day, coalesce(sum(items) filter (where topic_id = ${cut.topicId}), 0)::int as own,
      coalesce(sum(items) filter (where topic_id <> ${cut.topicId}), 0)::int as others
    from topic_counts
    where tenant_id = ${ctx.tenant.id} and day between ${cut.from}::date and ${cut.to}::date and ${place(cut)}
    group by day order by day`)
  return [...rows]
}

/** What residents said of items that came in on these days: satisfied (3–5) of graded, solved or partly of told. */
export async function countVoices(ctx: Context, cut: Cut) {
  const { zone } = ctx.tenant
  const [since, until] = [startOfDay(zone, cut.from), startOfDay(zone, addDays(cut.to, 1))]
  const concerned = cut.unitId ? sql`coalesce(c.accused_unit_id, c.unit_id) = ${cut.unitId}` : sql`true`
  const inside = cut.areaId
    ? sql`c.area_id in (select k.descendant_id from area_closure k where k.tenant_id = c.tenant_id
        and k.ancestor_id = ${cut.areaId} and k.valid_to is null)`
    : sql`true`
  const [row] = await ctx.db.execute<{ satisfied: number; graded: number; solved: number; told: number }>(sql`
    select count(*) filter (where r.grade >= 3)::int as satisfied, count(r.grade)::int as graded,
      count(*) filter (where r.verdict in ('solved', 'partly'))::int as solved,
      count(*) filter (where r.verdict in ('solved', 'partly', 'not-solved'))::int as told
    from cases c
    join case_rounds r on r.tenant_id = c.tenant_id and r.case_id = c.id and r.round = c.round
    where c.tenant_id = ${ctx.tenant.id} and c.topic_id = ${cut.topicId} and ${concerned} and ${inside}
      and c.received_at >= ${since.toISOString()}::timestamptz and c.received_at < ${until.toISOString()}::timestamptz`)
  return row ?? { satisfied: 0, graded: 0, solved: 0, told: 0 }
}
