import type { Calendar, ClockDefinition, ClockName } from '@minyi/shared/clocks/contract.ts'
import { and, asc, desc, eq, isNull, like } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { parameters } from '../../platform/tables.ts'
import { staff } from '../identity/tables.ts'
import { calendars, recounts } from './tables.ts'

const prefix = 'clocks.'

/** The newest version of each clock's parameter. */
export async function listClockRows(ctx: Context) {
  return ctx.db
    .selectDistinctOn([parameters.name])
    .from(parameters)
    .where(and(eq(parameters.tenantId, ctx.tenant.id), like(parameters.name, `${prefix}%`)))
    .orderBy(parameters.name, desc(parameters.version))
}

/** Adds a version of a clock; false when that version was taken by somebody else. */
export async function insertClockOnce(ctx: Context, definition: ClockDefinition, setBy: string | null) {
  const { clock, version, source, ...value } = definition
  const rows = await ctx.db
    .insert(parameters)
    .values({ tenantId: ctx.tenant.id, name: `${prefix}${clock}`, version, value, source, setBy, setAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ version: parameters.version })
  return rows.length > 0
}

/** Gives a tenant the first version of clocks that it does not have yet. */
export async function insertShipped(ctx: Context, definitions: readonly ClockDefinition[]) {
  const rows = definitions.map(({ clock, version, source, ...value }) => ({
    ...{ tenantId: ctx.tenant.id, name: `${prefix}${clock}`, version, value, source },
    ...{ setBy: null, setAt: ctx.now() },
  }))
  await ctx.db.insert(parameters).values(rows).onConflictDoNothing()
}

export async function findClockRow(ctx: Context, clock: ClockName, version: number) {
  const [row] = await ctx.db
    .select()
    .from(parameters)
    .where(
      and(
        eq(parameters.tenantId, ctx.tenant.id),
        eq(parameters.name, `${prefix}${clock}`),
        eq(parameters.version, version),
      ),
    )
  return row
}

export const clockOfName = (name: string) => name.slice(prefix.length)

export async function findNewestCalendar(ctx: Context) {
  const [row] = await ctx.db
    .select()
    .from(calendars)
    .where(eq(calendars.tenantId, ctx.tenant.id))
    .orderBy(desc(calendars.version))
    .limit(1)
  return row
}

/** Adds a version of the calendar; false when that version was taken by somebody else. */
export async function insertCalendarOnce(ctx: Context, calendar: Calendar, source: string, setBy: string | null) {
  const rows = await ctx.db
    .insert(calendars)
    .values({ ...calendar, tenantId: ctx.tenant.id, source, setBy, setAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ version: calendars.version })
  return rows.length > 0
}

/** Every version of one clock with who set it, the newest first. */
export async function listClockVersions(ctx: Context, clock: ClockName) {
  return ctx.db
    .select({ row: parameters, setBy: staff.name })
    .from(parameters)
    .leftJoin(staff, and(eq(staff.tenantId, parameters.tenantId), eq(staff.id, parameters.setBy)))
    .where(and(eq(parameters.tenantId, ctx.tenant.id), eq(parameters.name, `${prefix}${clock}`)))
    .orderBy(desc(parameters.version))
}

export async function listCalendarVersions(ctx: Context) {
  return ctx.db
    .select({ row: calendars, setBy: staff.name })
    .from(calendars)
    .leftJoin(staff, and(eq(staff.tenantId, calendars.tenantId), eq(staff.id, calendars.setBy)))
    .where(eq(calendars.tenantId, ctx.tenant.id))
    .orderBy(desc(calendars.version))
}

export type RecountRow = typeof recounts.$inferSelect

export async function insertRecount(
  ctx: Context,
  row: Pick<RecountRow, 'id' | 'cause' | 'clock' | 'version' | 'askedBy'>,
) {
  await ctx.db.insert(recounts).values({ ...row, tenantId: ctx.tenant.id, askedAt: ctx.now() })
}

export async function listRecountRows(ctx: Context) {
  return ctx.db
    .select({ row: recounts, askedBy: staff.name })
    .from(recounts)
    .leftJoin(staff, and(eq(staff.tenantId, recounts.tenantId), eq(staff.id, recounts.askedBy)))
    .where(eq(recounts.tenantId, ctx.tenant.id))
    .orderBy(desc(recounts.askedAt))
    .limit(50)
}

/** The oldest recount that is not done, locked; undefined while another process works on it. */
export async function lockRecount(ctx: Context): Promise<RecountRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(recounts)
    .where(and(eq(recounts.tenantId, ctx.tenant.id), isNull(recounts.doneAt)))
    .orderBy(asc(recounts.askedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  return row
}

export async function updateRecount(
  ctx: Context,
  id: string,
  patch: Partial<Pick<RecountRow, 'reached' | 'examined' | 'moved' | 'firm' | 'doneAt'>>,
) {
  await ctx.db
    .update(recounts)
    .set(patch)
    .where(and(eq(recounts.tenantId, ctx.tenant.id), eq(recounts.id, id)))
}
