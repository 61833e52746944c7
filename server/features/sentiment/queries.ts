import type { SentimentStage } from '@minyi/shared/sentiment/contract.ts'
import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { cases } from '../cases/tables.ts'
import { topics } from '../cases/topics/tables.ts'
import { staff } from '../identity/tables.ts'
import { areas, units } from '../registry/tables.ts'
import { sentimentCases, sentimentEvents, sentiments } from './tables.ts'

export type StoredSentiment = typeof sentiments.$inferSelect
export type SentimentLine = {
  sentiment: StoredSentiment
  topicName: string | null
  areaName: string | null
  unitName: string | null
  items: number
}

/** What decides who sees it; the unit that it is about never does. */
export const sentimentColumns = {
  tenantId: sentiments.tenantId,
  id: sentiments.id,
  areaId: sentiments.areaId,
  unitId: sentiments.unitId,
  accusedUnitId: sentiments.unitId,
  accusedOfficerId: sql`null::uuid`,
}

const selected = (ctx: Context) =>
  ctx.db
    .select({
      sentiment: sentiments,
      topicName: topics.name,
      areaName: areas.name,
      unitName: units.shortName,
      items: sql<number>`(select count(*)::int from sentiment_cases k
        where k.tenant_id = ${sentiments.tenantId} and k.sentiment_id = ${sentiments.id})`,
    })
    .from(sentiments)
    .leftJoin(topics, and(eq(topics.tenantId, sentiments.tenantId), eq(topics.id, sentiments.topicId)))
    .leftJoin(areas, and(eq(areas.tenantId, sentiments.tenantId), eq(areas.id, sentiments.areaId)))
    .leftJoin(units, and(eq(units.tenantId, sentiments.tenantId), eq(units.id, sentiments.unitId)))

type Page = { after: readonly [string, string] | undefined; limit: number }

const beyond = (column: typeof sentiments.collectedAt | typeof sentiments.respondedAt, after: Page['after']) =>
  after && sql`(${column}, ${sentiments.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`

export async function listLines(
  ctx: Context,
  visible: SQL,
  wanted: Page & { stage: SentimentStage | undefined },
): Promise<SentimentLine[]> {
  return selected(ctx)
    .where(
      and(
        visible,
        wanted.stage ? eq(sentiments.stage, wanted.stage) : undefined,
        beyond(sentiments.collectedAt, wanted.after),
      ),
    )
    .orderBy(desc(sentiments.collectedAt), desc(sentiments.id))
    .limit(wanted.limit)
}

export async function countStages(ctx: Context, visible: SQL): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ stage: sentiments.stage, items: count() })
    .from(sentiments)
    .where(visible)
    .groupBy(sentiments.stage)
  return new Map(rows.map(({ stage, items }) => [stage, items]))
}

/** Published responses, the newest first: what everybody reads. */
export async function listPublished(ctx: Context, page: Page): Promise<SentimentLine[]> {
  return selected(ctx)
    .where(
      and(
        eq(sentiments.tenantId, ctx.tenant.id),
        eq(sentiments.published, true),
        beyond(sentiments.respondedAt, page.after),
      ),
    )
    .orderBy(desc(sentiments.respondedAt), desc(sentiments.id))
    .limit(page.limit)
}

export async function findLine(ctx: Context, visible: SQL, id: string): Promise<SentimentLine | undefined> {
  const [line] = await selected(ctx).where(and(visible, eq(sentiments.id, id)))
  return line
}

export async function lockSentiment(ctx: Context, visible: SQL, id: string): Promise<StoredSentiment | undefined> {
  const [row] = await ctx.db
    .select()
    .from(sentiments)
    .where(and(visible, eq(sentiments.id, id)))
    .for('update')
  return row
}

export async function insertSentiment(
  ctx: Context,
  row: Omit<typeof sentiments.$inferInsert, 'tenantId'>,
): Promise<void> {
  await ctx.db.insert(sentiments).values({ ...row, tenantId: ctx.tenant.id })
}

export async function updateSentiment(ctx: Context, id: string, patch: Partial<StoredSentiment>): Promise<void> {
  await ctx.db
    .update(sentiments)
    .set(patch)
    .where(and(eq(sentiments.tenantId, ctx.tenant.id), eq(sentiments.id, id)))
}

export async function insertEvent(
  ctx: Context,
  row: { sentimentId: string; action: string; staffId: string; unitId: string | null; words: string | null },
): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(sentimentEvents).values({ ...row, tenantId: ctx.tenant.id, id: newRowId(at.getTime()), at })
}

export async function listEvents(ctx: Context, sentimentId: string) {
  return ctx.db
    .select({ event: sentimentEvents, staffName: staff.name, unitName: units.shortName })
    .from(sentimentEvents)
    .innerJoin(staff, and(eq(staff.tenantId, sentimentEvents.tenantId), eq(staff.id, sentimentEvents.staffId)))
    .leftJoin(units, and(eq(units.tenantId, sentimentEvents.tenantId), eq(units.id, sentimentEvents.unitId)))
    .where(and(eq(sentimentEvents.tenantId, ctx.tenant.id), eq(sentimentEvents.sentimentId, sentimentId)))
    .orderBy(asc(sentimentEvents.at), asc(sentimentEvents.id))
}

/** The items of these numbers that the caller reaches. */
export async function findByNumbers(ctx: Context, reach: SQL | undefined, numbers: readonly string[]) {
  if (numbers.length === 0) return []
  return ctx.db
    .select({ id: cases.id, number: cases.number })
    .from(cases)
    .where(and(reach, inArray(cases.number, [...numbers])))
}

export async function linkCases(ctx: Context, sentimentId: string, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return
  const linkedAt = ctx.now()
  await ctx.db
    .insert(sentimentCases)
    .values(caseIds.map((caseId) => ({ tenantId: ctx.tenant.id, sentimentId, caseId, linkedAt })))
    .onConflictDoNothing()
}

/** The linked items that the caller reaches; titles only of those they may read. */
export async function listCases(ctx: Context, sentimentId: string, reach: { listed: SQL; readable: SQL }) {
  return ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      title: sql<string | null>`case when ${reach.readable} then ${cases.title} end`,
    })
    .from(sentimentCases)
    .innerJoin(cases, and(eq(cases.tenantId, sentimentCases.tenantId), eq(cases.id, sentimentCases.caseId)))
    .where(and(eq(sentimentCases.tenantId, ctx.tenant.id), eq(sentimentCases.sentimentId, sentimentId), reach.listed))
    .orderBy(desc(cases.receivedAt))
}
