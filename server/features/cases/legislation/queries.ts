import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
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
