import { and, asc, desc, eq, gt, inArray, isNull, lte, notExists, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
import { type CaseRecord, within } from '../queries.ts'
import { cases } from '../tables.ts'
import { checkInConsents, checkIns } from './tables.ts'

export type CheckInRow = typeof checkIns.$inferSelect
export type RetaliationLine = { row: CheckInRow; number: string; title: string; accusedUnitName: string | null }

export async function setConsent(ctx: Context, caseId: string, agreed: boolean): Promise<void> {
  const withdrawnAt = agreed ? null : ctx.now()
  await ctx.db
    .insert(checkInConsents)
    .values({ tenantId: ctx.tenant.id, caseId, agreedAt: ctx.now(), withdrawnAt })
    .onConflictDoUpdate({ target: [checkInConsents.tenantId, checkInConsents.caseId], set: { withdrawnAt } })
}

export async function hasConsent(ctx: Context, caseId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ withdrawnAt: checkInConsents.withdrawnAt })
    .from(checkInConsents)
    .where(and(eq(checkInConsents.tenantId, ctx.tenant.id), eq(checkInConsents.caseId, caseId)))
  return row !== undefined && row.withdrawnAt === null
}

/** Items that ended after an instant, whose residents agreed, and whose present round has no questions planned yet. */
export async function listUnplanned(ctx: Context, since: Date, limit: number): Promise<CaseRecord[]> {
  const planned = ctx.db
    .select({ one: sql`1` })
    .from(checkIns)
    .where(and(eq(checkIns.tenantId, cases.tenantId), eq(checkIns.caseId, cases.id), eq(checkIns.round, cases.round)))
  const rows = await ctx.db
    .select({ item: cases })
    .from(checkInConsents)
    .innerJoin(cases, and(eq(cases.tenantId, checkInConsents.tenantId), eq(cases.id, checkInConsents.caseId)))
    .where(
      and(
        eq(checkInConsents.tenantId, ctx.tenant.id),
        isNull(checkInConsents.withdrawnAt),
        gt(cases.endedAt, since),
        notExists(planned),
      ),
    )
    .limit(limit)
  return rows.map(({ item }) => item)
}

export async function insertCheckIns(
  ctx: Context,
  rows: readonly Pick<typeof checkIns.$inferInsert, 'id' | 'caseId' | 'round' | 'days' | 'dueDay' | 'state'>[],
): Promise<void> {
  if (rows.length === 0) return
  await ctx.db
    .insert(checkIns)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
}

/** Questions whose day has come, each locked by whoever asks it. */
export async function lockDue(ctx: Context, today: string, limit: number): Promise<CheckInRow[]> {
  return ctx.db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.state, 'waiting'), lte(checkIns.dueDay, today)))
    .orderBy(asc(checkIns.dueDay))
    .limit(limit)
    .for('update', { skipLocked: true })
}

export async function updateCheckIn(
  ctx: Context,
  id: string,
  patch: Partial<Omit<typeof checkIns.$inferInsert, 'tenantId' | 'id' | 'caseId'>>,
): Promise<void> {
  await ctx.db
    .update(checkIns)
    .set(patch)
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.id, id)))
}

/** Ends the open questions of an item: the resident took the consent back. */
export async function cancelOpen(ctx: Context, caseId: string): Promise<void> {
  await ctx.db
    .update(checkIns)
    .set({ state: 'cancelled' })
    .where(
      and(
        eq(checkIns.tenantId, ctx.tenant.id),
        eq(checkIns.caseId, caseId),
        inArray(checkIns.state, ['waiting', 'asked']),
      ),
    )
}

/** Brings back what was cancelled and whose answer may still be given. */
export async function resumeCancelled(ctx: Context, caseId: string, lastDueDay: string): Promise<void> {
  await ctx.db
    .update(checkIns)
    .set({ state: sql`case when ${checkIns.askedAt} is null then 'waiting' else 'asked' end` })
    .where(
      and(
        eq(checkIns.tenantId, ctx.tenant.id),
        eq(checkIns.caseId, caseId),
        eq(checkIns.state, 'cancelled'),
        sql`${checkIns.dueDay} >= ${lastDueDay}`,
      ),
    )
}

/** Questions that were asked and whose time went by unanswered. */
export async function lapse(ctx: Context, lastDueDay: string): Promise<void> {
  await ctx.db
    .update(checkIns)
    .set({ state: 'lapsed' })
    .where(
      and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.state, 'asked'), sql`${checkIns.dueDay} < ${lastDueDay}`),
    )
}

export async function listOf(ctx: Context, caseId: string): Promise<CheckInRow[]> {
  return ctx.db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.caseId, caseId)))
    .orderBy(asc(checkIns.dueDay))
}

export async function findOf(ctx: Context, caseId: string, id: string): Promise<CheckInRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.caseId, caseId), eq(checkIns.id, id)))
    .for('update')
  return row
}

/** Answers that told of retaliation, the newest first, as far as the supervisor's reach goes. */
export async function listRetaliations(
  ctx: Context,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<RetaliationLine[]> {
  const after = page.after
    ? sql`(${checkIns.answeredAt}, ${checkIns.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return ctx.db
    .select({ row: checkIns, number: cases.number, title: cases.title, accusedUnitName: units.name })
    .from(checkIns)
    .innerJoin(cases, and(eq(cases.tenantId, checkIns.tenantId), eq(cases.id, checkIns.caseId)))
    .leftJoin(units, and(eq(units.tenantId, cases.tenantId), eq(units.id, cases.accusedUnitId)))
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), eq(checkIns.answer, 'yes'), within(ctx, 'cases.supervise'), after))
    .orderBy(desc(checkIns.answeredAt), desc(checkIns.id))
    .limit(page.limit)
}

/** How many residents agreed, and of the questions how many were asked, answered, and answered with yes. */
export async function countCheckIns(ctx: Context) {
  const [row] = await ctx.db
    .select({
      agreed: sql<number>`count(distinct ${checkIns.caseId})`.mapWith(Number),
      asked: sql<number>`count(*) filter (where ${checkIns.askedAt} is not null)`.mapWith(Number),
      answered: sql<number>`count(*) filter (where ${checkIns.state} = 'answered')`.mapWith(Number),
      yes: sql<number>`count(*) filter (where ${checkIns.answer} = 'yes')`.mapWith(Number),
    })
    .from(checkIns)
    .innerJoin(cases, and(eq(cases.tenantId, checkIns.tenantId), eq(cases.id, checkIns.caseId)))
    .where(and(eq(checkIns.tenantId, ctx.tenant.id), within(ctx, 'cases.supervise')))
  return row ?? { agreed: 0, asked: 0, answered: 0, yes: 0 }
}
