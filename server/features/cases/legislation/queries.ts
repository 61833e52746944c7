import type { OpinionStage } from '@minyi/shared/cases/legislation/contract.ts'
import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'
import { lawDrafts, legislativeOpinions } from './tables.ts'

const drafts = (ctx: Context) =>
  ctx.db
    .select({
      draft: lawDrafts,
      unitName: sql<string>`coalesce(${units.name}, '')`,
      opinions: sql<number>`(select count(*)::int from ${legislativeOpinions} o
        where o.tenant_id = law_drafts.tenant_id and o.draft_id = law_drafts.id)`,
      adopted: sql<number>`(select count(*)::int from ${legislativeOpinions} o
        where o.tenant_id = law_drafts.tenant_id and o.draft_id = law_drafts.id and o.adoption in ('adopted', 'partly'))`,
    })
    .from(lawDrafts)
    .leftJoin(units, and(eq(units.tenantId, lawDrafts.tenantId), eq(units.id, lawDrafts.unitId)))
export type DraftLine = Awaited<ReturnType<typeof drafts>>[number]

export async function listDraftLines(ctx: Context, limit: number): Promise<DraftLine[]> {
  return drafts(ctx)
    .where(eq(lawDrafts.tenantId, ctx.tenant.id))
    .orderBy(desc(lawDrafts.openUntil), desc(lawDrafts.id))
    .limit(limit)
}

export async function findDraftLine(ctx: Context, id: string): Promise<DraftLine | undefined> {
  const [line] = await drafts(ctx).where(and(eq(lawDrafts.tenantId, ctx.tenant.id), eq(lawDrafts.id, id)))
  return line
}

export async function insertDraft(
  ctx: Context,
  row: Omit<typeof lawDrafts.$inferInsert, 'tenantId'>,
): Promise<boolean> {
  const kept = await ctx.db
    .insert(lawDrafts)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: lawDrafts.id })
  return kept.length > 0
}

export async function insertOpinion(ctx: Context, row: { caseId: string; draftId: string; article: string | null }) {
  await ctx.db.insert(legislativeOpinions).values({ ...row, tenantId: ctx.tenant.id })
}

export async function findOpinion(ctx: Context, caseId: string) {
  const [row] = await ctx.db
    .select({ opinion: legislativeOpinions, draft: lawDrafts })
    .from(legislativeOpinions)
    .innerJoin(
      lawDrafts,
      and(eq(lawDrafts.tenantId, legislativeOpinions.tenantId), eq(lawDrafts.id, legislativeOpinions.draftId)),
    )
    .where(and(eq(legislativeOpinions.tenantId, ctx.tenant.id), eq(legislativeOpinions.caseId, caseId)))
  return row
}
export type OpinionLine = NonNullable<Awaited<ReturnType<typeof findOpinion>>>

const standing: Record<OpinionStage, SQL | undefined> = {
  collected: isNull(legislativeOpinions.assessedAt),
  assessed: and(eq(legislativeOpinions.assessment, 'weighed'), isNull(legislativeOpinions.decidedAt)),
  decided: isNotNull(legislativeOpinions.decidedAt),
}

const onDraft = (ctx: Context, draftId: string) =>
  and(
    eq(legislativeOpinions.tenantId, ctx.tenant.id),
    eq(legislativeOpinions.draftId, draftId),
    within(ctx, 'cases.read'),
  )
const ofItem = and(eq(cases.tenantId, legislativeOpinions.tenantId), eq(cases.id, legislativeOpinions.caseId))

/** The opinions on a draft within the caller's reach, the first received first; '' stands for those that name no article. */
export async function listOpinionLines(
  ctx: Context,
  draftId: string,
  wanted: {
    article: string | undefined
    stage: OpinionStage | undefined
    after: readonly [string, string] | undefined
    limit: number
  },
) {
  const { article, stage, after } = wanted
  return ctx.db
    .select({ opinion: legislativeOpinions, draft: lawDrafts, item: cases })
    .from(legislativeOpinions)
    .innerJoin(cases, ofItem)
    .innerJoin(
      lawDrafts,
      and(eq(lawDrafts.tenantId, legislativeOpinions.tenantId), eq(lawDrafts.id, legislativeOpinions.draftId)),
    )
    .where(
      and(
        onDraft(ctx, draftId),
        article === undefined ? undefined : sql`coalesce(${legislativeOpinions.article}, '') = ${article}`,
        stage && standing[stage],
        after && sql`(${cases.receivedAt}, ${cases.id}) > (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(cases.receivedAt), asc(cases.id))
    .limit(wanted.limit)
}
export type OpinionItem = Awaited<ReturnType<typeof listOpinionLines>>[number]

/** The articles that opinions name, those with the most first, with how many of them still wait. */
export async function countArticles(ctx: Context, draftId: string) {
  const opinions = sql<number>`count(*)::int`
  return ctx.db
    .select({
      article: legislativeOpinions.article,
      opinions,
      waiting: sql<number>`count(*) filter (where ${standing.collected} or ${standing.assessed})::int`,
    })
    .from(legislativeOpinions)
    .innerJoin(cases, ofItem)
    .where(onDraft(ctx, draftId))
    .groupBy(legislativeOpinions.article)
    .orderBy(desc(opinions), asc(legislativeOpinions.article))
    .limit(200)
}

/** One stage is passed once; false when it was passed before. */
export async function passStage(
  ctx: Context,
  caseId: string,
  patch: { assessedAt: Date; assessment: string } | { decidedAt: Date; adoption: string; words: string },
): Promise<boolean> {
  const open = 'assessment' in patch ? legislativeOpinions.assessedAt : legislativeOpinions.decidedAt
  const ready = 'assessment' in patch ? undefined : sql`${legislativeOpinions.assessment} = 'weighed'`
  const rows = await ctx.db
    .update(legislativeOpinions)
    .set(patch)
    .where(
      and(eq(legislativeOpinions.tenantId, ctx.tenant.id), eq(legislativeOpinions.caseId, caseId), isNull(open), ready),
    )
    .returning({ id: legislativeOpinions.caseId })
  return rows.length > 0
}
