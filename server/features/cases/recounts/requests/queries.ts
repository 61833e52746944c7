import type { RecountCause } from '@minyi/shared/clocks/contract.ts'
import { and, asc, eq, gt, inArray, lt, ne, type SQL } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import type { RequestRow } from '../../requests/queries.ts'
import { caseRequests } from '../../requests/tables.ts'

/** Requests that nobody has decided and whose clock a new definition or calendar touches, after the last that was looked at. */
export async function listTouched(
  ctx: Context,
  asked: RecountCause,
  page: { after: string | null; limit: number },
): Promise<RequestRow[]> {
  return ctx.db
    .select()
    .from(caseRequests)
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.state, 'asked'),
        touchedBy(asked),
        page.after ? gt(caseRequests.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(caseRequests.id))
    .limit(page.limit)
}

function touchedBy({ cause, clock, version }: RecountCause): SQL | undefined {
  if (cause === 'calendar') return and(eq(caseRequests.dayKind, 'working'), lt(caseRequests.calendarVersion, version))
  const ofKind = {
    'objection-review': eq(caseRequests.kind, 'objection'),
    approval: ne(caseRequests.kind, 'objection'),
  }
  const kind = clock === 'objection-review' || clock === 'approval' ? ofKind[clock] : inArray(caseRequests.kind, [])
  return and(kind, lt(caseRequests.definitionVersion, version))
}

/** Gives a request its new end, unless somebody has decided it meanwhile. */
export async function moveRequest(
  ctx: Context,
  id: string,
  due: Pick<RequestRow, 'dueAt' | 'dueDay' | 'provisional' | 'dayKind' | 'definitionVersion' | 'calendarVersion'>,
): Promise<void> {
  await ctx.db
    .update(caseRequests)
    .set(due)
    .where(and(eq(caseRequests.tenantId, ctx.tenant.id), eq(caseRequests.id, id), eq(caseRequests.state, 'asked')))
}
