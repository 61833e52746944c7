import type { RecountCause } from '@minyi/shared/clocks/contract.ts'
import { aliasedTable, and, asc, desc, eq, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { staff } from '../identity/tables.ts'
import { duties } from './tables.ts'

export type DutyRow = typeof duties.$inferSelect
const enterers = aliasedTable(staff, 'enterers')

function selectDuties(ctx: Context) {
  return ctx.db
    .select({ duty: duties, doneBy: staff.name, enteredBy: enterers.name })
    .from(duties)
    .leftJoin(staff, and(eq(staff.tenantId, duties.tenantId), eq(staff.id, duties.doneBy)))
    .leftJoin(enterers, and(eq(enterers.tenantId, duties.tenantId), eq(enterers.id, duties.enteredBy)))
}
export type DutyLine = Awaited<ReturnType<typeof selectDuties>>[number]

export type Page = { after: readonly [at: string, id: string] | undefined; limit: number }

/** What is to be done by its day, and what is done or does not apply, lately recorded first. */
export async function listDuties(ctx: Context, state: 'open' | 'ended', { after, limit }: Page): Promise<DutyLine[]> {
  const own = eq(duties.tenantId, ctx.tenant.id)
  if (state === 'open') {
    const beyond = after && sql`(${duties.dueDay}, ${duties.id}) > (${after[0]}::date, ${after[1]}::uuid)`
    return selectDuties(ctx)
      .where(and(own, isNull(duties.outcome), beyond))
      .orderBy(asc(duties.dueDay), asc(duties.id))
      .limit(limit)
  }
  const beyond = after && sql`(${duties.recordedAt}, ${duties.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
  return selectDuties(ctx)
    .where(and(own, isNotNull(duties.outcome), beyond))
    .orderBy(desc(duties.recordedAt), desc(duties.id))
    .limit(limit)
}

export async function findDuty(ctx: Context, id: string): Promise<DutyLine | undefined> {
  const [line] = await selectDuties(ctx).where(and(eq(duties.tenantId, ctx.tenant.id), eq(duties.id, id)))
  return line
}

type NewDuty = Omit<typeof duties.$inferInsert, 'tenantId'>

export async function insertDuty(ctx: Context, row: NewDuty): Promise<void> {
  await ctx.db.insert(duties).values({ ...row, tenantId: ctx.tenant.id })
}

/** Adds annual duties, but none that is there already. */
export async function insertYearlyOnce(ctx: Context, rows: readonly NewDuty[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db
    .insert(duties)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
}

/** Changes a duty at the version that was on the screen; false when somebody else was faster. */
export async function updateDuty(
  ctx: Context,
  { id, version }: Pick<DutyRow, 'id' | 'version'>,
  patch: Partial<Omit<DutyRow, 'tenantId' | 'id' | 'version'>>,
): Promise<boolean> {
  const rows = await ctx.db
    .update(duties)
    .set({ ...patch, version: version + 1 })
    .where(and(eq(duties.tenantId, ctx.tenant.id), eq(duties.id, id), eq(duties.version, version)))
    .returning({ id: duties.id })
  return rows.length > 0
}

/** Open duties that fall due by a day, locked by whoever gives notice of them. */
export async function lockDueBy(ctx: Context, day: string): Promise<DutyRow[]> {
  return ctx.db
    .select()
    .from(duties)
    .where(and(eq(duties.tenantId, ctx.tenant.id), isNull(duties.outcome), lte(duties.dueDay, day)))
    .orderBy(asc(duties.dueDay))
    .for('update', { skipLocked: true })
}

export async function markTold(ctx: Context, id: string, told: number): Promise<void> {
  await ctx.db
    .update(duties)
    .set({ told })
    .where(and(eq(duties.tenantId, ctx.tenant.id), eq(duties.id, id)))
}

/** Open duties whose day a new definition or calendar touches. */
export async function listTouched(ctx: Context, asked: RecountCause, lock: boolean): Promise<DutyRow[]> {
  const query = ctx.db
    .select()
    .from(duties)
    .where(and(eq(duties.tenantId, ctx.tenant.id), isNull(duties.outcome), touchedBy(asked)))
    .orderBy(asc(duties.id))
  return lock ? query.for('update') : query
}

function touchedBy({ cause, clock, version }: RecountCause): SQL | undefined {
  if (cause === 'calendar') return and(eq(duties.dayKind, 'working'), lt(duties.calendarVersion, version))
  return and(eq(duties.clock, clock ?? ''), lt(duties.definitionVersion, version))
}
