import type { ClockName } from '@minyi/shared/clocks/contract.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { ClockRow } from '../queries.ts'
import { caseRequests } from '../requests/tables.ts'
import { caseClocks } from '../tables.ts'

/** The clocks of an item that run now. */
export async function listRunning(ctx: Context, caseId: string): Promise<ClockRow[]> {
  return ctx.db
    .select()
    .from(caseClocks)
    .where(and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.caseId, caseId), isNull(caseClocks.stoppedAt)))
    .orderBy(asc(caseClocks.id))
}

/** Stops those of the named clocks that run on an item. */
export async function stopNamed(ctx: Context, caseId: string, names: readonly ClockName[]): Promise<void> {
  await ctx.db
    .update(caseClocks)
    .set({ stoppedAt: ctx.now() })
    .where(
      and(
        eq(caseClocks.tenantId, ctx.tenant.id),
        eq(caseClocks.caseId, caseId),
        inArray(caseClocks.clock, [...names]),
        isNull(caseClocks.stoppedAt),
      ),
    )
}

export async function updateClock(
  ctx: Context,
  id: string,
  patch: Partial<
    Pick<
      ClockRow,
      'dueAt' | 'dueDay' | 'dayKind' | 'provisional' | 'extendedBy' | 'calendarVersion' | 'definitionVersion'
    >
  >,
): Promise<void> {
  await ctx.db
    .update(caseClocks)
    .set(patch)
    .where(and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.id, id)))
}

/** When an item's clocks stood still since an instant; `to` is null while they still do. */
export async function listPauses(ctx: Context, caseId: string, since: Date) {
  return ctx.db
    .select({ from: caseRequests.pausedFrom, to: caseRequests.pausedTo })
    .from(caseRequests)
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.caseId, caseId),
        isNotNull(caseRequests.pausedFrom),
        gte(caseRequests.pausedFrom, since),
      ),
    )
    .orderBy(asc(caseRequests.pausedFrom))
}

/** Ends the pause that an item is in. */
export async function endPause(ctx: Context, caseId: string, at: Date): Promise<void> {
  await ctx.db
    .update(caseRequests)
    .set({ pausedTo: at })
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.caseId, caseId),
        isNotNull(caseRequests.pausedFrom),
        isNull(caseRequests.pausedTo),
      ),
    )
}

/** Requests of these kinds that nobody has decided lose their object. */
export async function lapseRequests(ctx: Context, caseId: string, kinds: readonly string[]): Promise<void> {
  await ctx.db
    .update(caseRequests)
    .set({ state: 'lapsed' })
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.caseId, caseId),
        eq(caseRequests.state, 'asked'),
        inArray(caseRequests.kind, [...kinds]),
      ),
    )
}
