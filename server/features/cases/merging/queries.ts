import { similarity } from '@minyi/shared/cases/similar/rules.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { and, asc, count, desc, eq, gte, inArray, isNull, lte, ne, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { areaClosure, areas } from '../../registry/tables.ts'
import { type CaseLine, type CaseRecord, selectLines, within } from '../queries.ts'
import { caseClocks, cases } from '../tables.ts'
import { caseLinks, caseMerges } from './tables.ts'

export type MergeRow = typeof caseMerges.$inferSelect

/** Whatever is compared by place, topic or unit is looked for among so many of the newest. */
const mostCompared = 400

const mine = (ctx: Context) => eq(cases.tenantId, ctx.tenant.id)

/** Near an item in time, and with it in one village, unit, or topic and township: each by an index of its own, newest first. */
export async function listNear(
  ctx: Context,
  item: { id: string; areaId: string | null; accusedUnitId: string | null; topicId: string | null; day: Day },
  reach: SQL | undefined,
): Promise<CaseLine[]> {
  const from = startOfDay(ctx.tenant.zone, addDays(item.day, -similarity.days))
  const until = startOfDay(ctx.tenant.zone, addDays(item.day, similarity.days + 1))
  const near: SQL[] = []
  if (item.areaId) near.push(eq(cases.areaId, item.areaId))
  if (item.topicId) near.push(eq(cases.topicId, item.topicId))
  if (item.accusedUnitId) near.push(eq(cases.accusedUnitId, item.accusedUnitId))
  const found = new Map<string, CaseLine>()
  for (const by of near) {
    const lines = await selectLines(ctx)
      .where(
        and(reach ?? mine(ctx), by, ne(cases.id, item.id), gte(cases.receivedAt, from), lte(cases.receivedAt, until)),
      )
      .orderBy(desc(cases.receivedAt))
      .limit(mostCompared)
    for (const line of lines) found.set(line.item.id, line)
  }
  return [...found.values()]
}

/** The township that each area lies in; an area above the townships has none. */
export async function findTowns(ctx: Context, areaIds: readonly string[]) {
  const known = [...new Set(areaIds)]
  if (known.length === 0) return new Map<string, { id: string; name: string }>()
  const rows = await ctx.db
    .select({ areaId: areaClosure.descendantId, id: areas.id, name: areas.name })
    .from(areaClosure)
    .innerJoin(areas, and(eq(areas.tenantId, areaClosure.tenantId), eq(areas.id, areaClosure.ancestorId)))
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        inArray(areaClosure.descendantId, known),
        isNull(areaClosure.validTo),
        eq(areas.level, 'township'),
      ),
    )
  return new Map(rows.map(({ areaId, id, name }) => [areaId, { id, name }]))
}

/** Items in reach that were merged into a lead, with the running merging. */
export async function listMerged(ctx: Context, leadId: string): Promise<{ line: CaseLine; mergedAt: Date }[]> {
  const lines = await selectLines(ctx)
    .where(and(within(ctx, 'cases.read'), eq(cases.mergedInto, leadId)))
    .orderBy(asc(cases.receivedAt))
  if (lines.length === 0) return []
  const ids = lines.map(({ item }) => item.id)
  const merges = await ctx.db
    .select({ caseId: caseMerges.caseId, mergedAt: caseMerges.mergedAt })
    .from(caseMerges)
    .where(and(eq(caseMerges.tenantId, ctx.tenant.id), inArray(caseMerges.caseId, ids), eq(caseMerges.leadId, leadId)))
  const at = new Map(merges.map(({ caseId, mergedAt }) => [caseId, mergedAt]))
  return lines.map((line) => ({ line, mergedAt: at.get(line.item.id) ?? line.item.receivedAt }))
}

/** One line in reach. */
export async function findLineIn(
  ctx: Context,
  id: string,
  ...permissions: Permission[]
): Promise<CaseLine | undefined> {
  const [line] = await selectLines(ctx).where(and(within(ctx, ...permissions), eq(cases.id, id)))
  return line
}

/** Which of these were asked to be counted with the item, or the item with them. */
export async function listLinked(ctx: Context, caseId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await ctx.db
    .select({ caseId: caseLinks.caseId, likeId: caseLinks.likeId })
    .from(caseLinks)
    .where(
      and(
        eq(caseLinks.tenantId, ctx.tenant.id),
        or(
          and(eq(caseLinks.caseId, caseId), inArray(caseLinks.likeId, [...ids])),
          and(eq(caseLinks.likeId, caseId), inArray(caseLinks.caseId, [...ids])),
        ),
      ),
    )
  return new Set(rows.map((row) => (row.caseId === caseId ? row.likeId : row.caseId)))
}

/** How many items follow each of these now. */
export async function countFollowers(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ leadId: cases.mergedInto, followers: count() })
    .from(cases)
    .where(and(mine(ctx), inArray(cases.mergedInto, [...ids]), eq(cases.state, 'merged')))
    .groupBy(cases.mergedInto)
  return new Map(rows.flatMap(({ leadId, followers }) => (leadId ? [[leadId, followers] as const] : [])))
}

/** The items that follow a lead now, locked in one order so that two steps never wait for each other. */
export async function lockFollowers(ctx: Context, leadId: string): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(and(mine(ctx), eq(cases.mergedInto, leadId), eq(cases.state, 'merged')))
    .orderBy(asc(cases.id))
    .for('update')
}

export async function insertMerge(ctx: Context, row: Omit<MergeRow, 'tenantId' | 'endedAt' | 'ended'>): Promise<void> {
  await ctx.db.insert(caseMerges).values({ ...row, tenantId: ctx.tenant.id })
}

/** Ends the running merging of an item and answers it. */
export async function endMerge(ctx: Context, caseId: string, ended: string): Promise<MergeRow | undefined> {
  const [row] = await ctx.db
    .update(caseMerges)
    .set({ endedAt: ctx.now(), ended })
    .where(and(eq(caseMerges.tenantId, ctx.tenant.id), eq(caseMerges.caseId, caseId), isNull(caseMerges.endedAt)))
    .returning()
  return row
}

/** The clock that was running when it was stopped by a merging; undoing lets the same one run on. */
export async function findRunningClock(ctx: Context, caseId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: caseClocks.id })
    .from(caseClocks)
    .where(and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.caseId, caseId), isNull(caseClocks.stoppedAt)))
    .orderBy(desc(caseClocks.version))
    .limit(1)
  return row?.id ?? null
}

export async function restartClock(ctx: Context, clockId: string): Promise<void> {
  await ctx.db
    .update(caseClocks)
    .set({ stoppedAt: null })
    .where(and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.id, clockId)))
}

export async function insertLink(ctx: Context, caseId: string, likeId: string): Promise<void> {
  await ctx.db
    .insert(caseLinks)
    .values({ tenantId: ctx.tenant.id, caseId, likeId, linkedAt: ctx.now() })
    .onConflictDoNothing()
}

/** What a resident may be told of: neither sealed nor reports, nothing refused or taken back. */
export const tellable = (ctx: Context, kind: string): SQL =>
  sql`${and(mine(ctx), eq(cases.kind, kind), ne(cases.kind, 'report'), ne(cases.identity, 'sealed'), notInArray(cases.state, ['refused', 'withdrawn']))}`
