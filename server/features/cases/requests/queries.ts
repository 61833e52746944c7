import type { Permission } from '@minyi/shared/platform/identity.ts'
import { aliasedTable, and, asc, desc, eq, inArray, isNotNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { type CaseRecord, within } from '../queries.ts'
import { cases } from '../tables.ts'
import { caseRequests } from './tables.ts'

export type RequestRow = typeof caseRequests.$inferSelect
type NewRequest = Omit<typeof caseRequests.$inferInsert, 'tenantId' | 'state'>

const deciders = aliasedTable(staff, 'deciders')

/** Adds a request; false when one of its kind waits already, or the unit has objected before. */
export async function insertRequestOnce(ctx: Context, request: NewRequest): Promise<boolean> {
  const rows = await ctx.db
    .insert(caseRequests)
    .values({ ...request, tenantId: ctx.tenant.id, state: 'asked' })
    .onConflictDoNothing()
    .returning({ id: caseRequests.id })
  return rows.length > 0
}

function selectRequests(ctx: Context) {
  return ctx.db
    .select({
      request: caseRequests,
      item: cases,
      askedBy: staff.name,
      askedUnitName: units.name,
      decidedBy: deciders.name,
    })
    .from(caseRequests)
    .innerJoin(cases, and(eq(cases.tenantId, caseRequests.tenantId), eq(cases.id, caseRequests.caseId)))
    .leftJoin(staff, and(eq(staff.tenantId, caseRequests.tenantId), eq(staff.id, caseRequests.askedBy)))
    .leftJoin(units, and(eq(units.tenantId, caseRequests.tenantId), eq(units.id, caseRequests.askedUnitId)))
    .leftJoin(deciders, and(eq(deciders.tenantId, caseRequests.tenantId), eq(deciders.id, caseRequests.decidedBy)))
}
export type RequestLine = Awaited<ReturnType<typeof selectRequests>>[number]

/** What waits on an item. */
export async function listWaiting(ctx: Context, caseId: string): Promise<RequestLine[]> {
  return selectRequests(ctx)
    .where(
      and(eq(caseRequests.tenantId, ctx.tenant.id), eq(caseRequests.caseId, caseId), eq(caseRequests.state, 'asked')),
    )
    .orderBy(asc(caseRequests.askedAt))
}

export type Page = { after: readonly [at: string, id: string] | undefined; limit: number }

/** Requests on items within reach: those that wait by their own clock, those that were decided by when, the newest first. */
export async function listRequestLines(
  ctx: Context,
  filter: { state: 'waiting' | 'decided'; kind?: string | undefined },
  page: Page,
): Promise<RequestLine[]> {
  const waits = filter.state === 'waiting'
  const key = waits ? caseRequests.dueAt : caseRequests.askedAt
  const after: SQL | undefined =
    page.after &&
    sql`(${key}, ${caseRequests.id}) ${waits ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
  return selectRequests(ctx)
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        within(ctx, 'cases.read'),
        waits ? eq(caseRequests.state, 'asked') : ne(caseRequests.state, 'asked'),
        filter.kind ? eq(caseRequests.kind, filter.kind) : undefined,
        after,
      ),
    )
    .orderBy(waits ? asc(key) : desc(key), waits ? asc(caseRequests.id) : desc(caseRequests.id))
    .limit(page.limit)
}

export async function findWaiting(ctx: Context, caseId: string, id: string): Promise<RequestRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(caseRequests)
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.id, id),
        eq(caseRequests.caseId, caseId),
        eq(caseRequests.state, 'asked'),
      ),
    )
  return row
}

export async function updateRequest(
  ctx: Context,
  id: string,
  patch: Partial<Pick<RequestRow, 'state' | 'decidedBy' | 'decidedAt' | 'decisionWords' | 'pausedFrom'>>,
): Promise<void> {
  await ctx.db
    .update(caseRequests)
    .set(patch)
    .where(and(eq(caseRequests.tenantId, ctx.tenant.id), eq(caseRequests.id, id)))
}

/** The waiting proposals of a batch with their items, locked, as far as the caller reaches them. */
export async function lockBatch(
  ctx: Context,
  batchId: string,
  permissions: readonly Permission[],
): Promise<{ request: RequestRow; item: CaseRecord }[]> {
  return ctx.db
    .select({ request: caseRequests, item: cases })
    .from(caseRequests)
    .innerJoin(cases, and(eq(cases.tenantId, caseRequests.tenantId), eq(cases.id, caseRequests.caseId)))
    .where(
      and(
        eq(caseRequests.tenantId, ctx.tenant.id),
        eq(caseRequests.batchId, batchId),
        eq(caseRequests.kind, 'closing'),
        eq(caseRequests.state, 'asked'),
        within(ctx, ...permissions),
      ),
    )
    .orderBy(asc(cases.id))
    .for('update')
}

/** Items within reach, locked in the order of their ids so that two batches never wait for each other. */
export async function lockItems(ctx: Context, ids: readonly string[]): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(and(within(ctx, 'cases.dispatch'), inArray(cases.id, [...ids])))
    .orderBy(asc(cases.id))
    .for('update')
}

/** Items whose pause has come to its day, each locked by whoever takes it. */
export async function lockRested(ctx: Context, today: string, limit: number): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(
      and(
        eq(cases.tenantId, ctx.tenant.id),
        isNotNull(cases.dueAt),
        isNotNull(cases.pausedUntil),
        lte(cases.pausedUntil, today),
      ),
    )
    .orderBy(asc(cases.pausedUntil))
    .limit(limit)
    .for('update', { skipLocked: true })
}
