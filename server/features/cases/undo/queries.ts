import { and, desc, eq, inArray, notInArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { caseRequests } from '../requests/tables.ts'
import { caseClocks, caseEvents } from '../tables.ts'

/** The newest lines of an item's story that are more than a remark, the newest first. */
export async function listLastSteps(ctx: Context, caseId: string) {
  return ctx.db
    .select()
    .from(caseEvents)
    .where(
      and(
        eq(caseEvents.tenantId, ctx.tenant.id),
        eq(caseEvents.caseId, caseId),
        notInArray(caseEvents.action, remarks),
      ),
    )
    .orderBy(desc(caseEvents.version), desc(caseEvents.at), desc(caseEvents.id))
    .limit(12)
}

/** What may be said or looked at after a step without standing in the way of taking it back. */
const remarks = ['note', 'open-identity']

/** Takes away the clocks that a step has set, and lets those run on that it has stopped. */
export async function restoreClocks(
  ctx: Context,
  caseId: string,
  setAt: number,
  running: readonly string[],
): Promise<void> {
  const ofCase = and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.caseId, caseId))
  await ctx.db.delete(caseClocks).where(and(ofCase, eq(caseClocks.version, setAt)))
  if (running.length === 0) return
  await ctx.db
    .update(caseClocks)
    .set({ stoppedAt: null })
    .where(and(ofCase, inArray(caseClocks.id, [...running])))
}

/** The requests on an item that nobody has decided yet. */
export async function listWaitingIds(ctx: Context, caseId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: caseRequests.id })
    .from(caseRequests)
    .where(
      and(eq(caseRequests.tenantId, ctx.tenant.id), eq(caseRequests.caseId, caseId), eq(caseRequests.state, 'asked')),
    )
  return rows.map(({ id }) => id)
}

/** Requests that have lost their object by a step wait again once it is taken back. */
export async function restoreRequests(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .update(caseRequests)
    .set({ state: 'asked' })
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        inArray(caseRequests.id, [...ids]),
        eq(caseRequests.state, 'lapsed'),
      ),
    )
}
