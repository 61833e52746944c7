import { and, asc, eq, exists, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { supervisionEvents as events, supervisionLetters as letters } from '../../tables.ts'
import { type LetterRecord, openLetters } from '../queries.ts'

/** What of a letter can go by, and the line of the story that says so. */
export const lateActions = { correct: 'late-correct', report: 'late-report', review: 'late-review' } as const

/** Open letters of which something is past its date and not told yet, locked; a date that was moved on is told again. */
export async function lockLateLetters(ctx: Context, limit: number): Promise<LetterRecord[]> {
  return ctx.db
    .select()
    .from(letters)
    .where(
      and(
        openLetters(ctx),
        or(
          untold(ctx, letters.correctDueAt, letters.correctedAt, lateActions.correct),
          untold(ctx, letters.reportDueAt, letters.reportedAt, lateActions.report),
          untold(ctx, letters.reviewDueAt, letters.reviewedAt, lateActions.review),
        ),
      ),
    )
    .orderBy(asc(letters.sentAt))
    .limit(limit)
    .for('update', { skipLocked: true })
}

/** Which lines of the story told of something that went by, and when. */
export async function listLateEvents(ctx: Context, letterId: string) {
  return ctx.db
    .select({ action: events.action, at: events.at })
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenant.id), eq(events.subjectId, letterId)))
}

type Due = typeof letters.correctDueAt | typeof letters.reviewDueAt

function untold(ctx: Context, due: Due, done: typeof letters.correctedAt, action: string): SQL | undefined {
  const told = ctx.db
    .select({ one: sql`1` })
    .from(events)
    .where(
      and(
        eq(events.tenantId, letters.tenantId),
        eq(events.subjectId, letters.id),
        eq(events.action, action),
        sql`${events.at} >= ${due}`,
      ),
    )
  return and(lt(due, ctx.now()), isNull(done), not(exists(told)))
}
