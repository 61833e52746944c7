import type { RecountCause } from '@minyi/shared/clocks/contract.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, type SQL } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { type CaseRecord, type ClockRow, within } from '../queries.ts'
import { caseRequests } from '../requests/tables.ts'
import { caseClocks, cases } from '../tables.ts'

export type RunningLine = { clock: ClockRow; item: CaseRecord }
export type PauseRow = { caseId: string; from: Date | null; to: Date | null }

/** Running clocks that a new definition or calendar touches, with their items, after the last that was looked at. */
export async function listRunningAfter(
  ctx: Context,
  touched: RecountCause,
  page: { after: string | null; limit: number; lock: boolean },
): Promise<RunningLine[]> {
  const query = ctx.db
    .select({ clock: caseClocks, item: cases })
    .from(caseClocks)
    .innerJoin(cases, and(eq(cases.tenantId, caseClocks.tenantId), eq(cases.id, caseClocks.caseId)))
    .where(
      and(
        eq(caseClocks.tenantId, ctx.tenant.id),
        isNull(caseClocks.stoppedAt),
        touchedBy(touched),
        page.after ? gt(caseClocks.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(caseClocks.id))
    .limit(page.limit)
  return page.lock ? query.for('update') : query
}

function touchedBy({ cause, clock, version }: RecountCause): SQL | undefined {
  if (cause === 'calendar') return and(eq(caseClocks.dayKind, 'working'), lt(caseClocks.calendarVersion, version))
  return and(eq(caseClocks.clock, clock ?? ''), lt(caseClocks.definitionVersion, version))
}

export async function listPausesOf(ctx: Context, caseIds: readonly string[]): Promise<PauseRow[]> {
  if (caseIds.length === 0) return []
  return ctx.db
    .select({ caseId: caseRequests.caseId, from: caseRequests.pausedFrom, to: caseRequests.pausedTo })
    .from(caseRequests)
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        inArray(caseRequests.caseId, [...caseIds]),
        isNotNull(caseRequests.pausedFrom),
      ),
    )
}

/** Which of these items the caller may read, with their numbers. */
export async function listReadable(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: cases.id, number: cases.number })
    .from(cases)
    .where(and(within(ctx, 'cases.read'), inArray(cases.id, [...ids])))
}
