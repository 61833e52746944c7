import { and, asc, desc, eq, gte, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Context, StaffActor } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { areas, units } from '../../registry/tables.ts'
import { barredUnits } from '../conflicts/queries.ts'
import { within } from '../queries.ts'
import { caseRounds, cases } from '../tables.ts'
import { callBackDraws, callBacks } from './tables.ts'

export type CallBackRow = typeof callBacks.$inferSelect
export type CallBackLine = {
  row: CallBackRow
  item: typeof cases.$inferSelect
  areaName: string | null
  unitName: string | null
  callerName: string | null
  replyWords: string | null
  draw: { fromDay: string; toDay: string }
}
export type View = 'mine' | 'open' | 'done'

/**
 * What of a drawing the caller may see: items within the reach of whoever calls back, never handled by the caller's own unit, and those
 * whose resident is known to the supervision alone only for who supervises.
 */
function callable(ctx: Context, actor: StaffActor): SQL | undefined {
  return and(
    eq(callBacks.tenantId, ctx.tenant.id),
    within(ctx, 'cases.call-back'),
    sql`${callBacks.unitId} not in (${barredUnits(ctx, actor)})`,
    or(eq(cases.identity, 'public'), within(ctx, 'cases.supervise')),
    ne(cases.identity, 'sealed'),
  )
}

function inView(actor: StaffActor, view: View): SQL | undefined {
  const views: Record<View, SQL | undefined> = {
    mine: and(isNull(callBacks.outcome), eq(callBacks.callerId, actor.id)),
    open: and(isNull(callBacks.outcome), or(isNull(callBacks.callerId), ne(callBacks.callerId, actor.id))),
    done: and(isNotNull(callBacks.outcome), eq(callBacks.doneBy, actor.id)),
  }
  return views[view]
}

/** Waiting ones in the order of the lot, the fewest tries first; done ones the latest first. */
export async function listLines(
  ctx: Context,
  actor: StaffActor,
  asked: { view: View; after: readonly [key: string, id: string] | undefined; limit: number },
): Promise<CallBackLine[]> {
  const done = asked.view === 'done'
  const key = keyOf(asked.view)
  const after = asked.after
    ? done
      ? sql`(${key}, ${callBacks.id}) < (${asked.after[0]}, ${asked.after[1]}::uuid)`
      : sql`(${key}, ${callBacks.id}) > (${asked.after[0]}, ${asked.after[1]}::uuid)`
    : undefined
  return select(ctx)
    .where(and(callable(ctx, actor), inView(actor, asked.view), after))
    .orderBy(done ? desc(key) : asc(key), done ? desc(callBacks.id) : asc(callBacks.id))
    .limit(asked.limit)
}

/** What a view is sorted by, as text of one length, so that one cursor serves all. */
export function sortTextOf(view: View, row: CallBackRow): string {
  if (view === 'done') return (row.doneAt ?? new Date(0)).toISOString()
  return `${String(row.tries).padStart(2, '0')}/${String(row.place).padStart(6, '0')}`
}

function keyOf(view: View): SQL {
  if (view === 'done') {
    return sql`to_char(${callBacks.doneAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  }
  return sql`lpad(${callBacks.tries}::text, 2, '0') || '/' || lpad(${callBacks.place}::text, 6, '0')`
}

export async function countViews(ctx: Context, actor: StaffActor) {
  const count = (view: View) => sql<number>`count(*) filter (where ${inView(actor, view)})`.mapWith(Number)
  const [row] = await ctx.db
    .select({ mine: count('mine'), open: count('open'), done: count('done') })
    .from(callBacks)
    .innerJoin(cases, and(eq(cases.tenantId, callBacks.tenantId), eq(cases.id, callBacks.caseId)))
    .where(callable(ctx, actor))
  return row ?? { mine: 0, open: 0, done: 0 }
}

export async function lockCallBack(ctx: Context, actor: StaffActor, id: string): Promise<CallBackRow | undefined> {
  const [found] = await ctx.db
    .select({ row: callBacks })
    .from(callBacks)
    .innerJoin(cases, and(eq(cases.tenantId, callBacks.tenantId), eq(cases.id, callBacks.caseId)))
    .where(and(callable(ctx, actor), eq(callBacks.id, id)))
    .for('update', { of: callBacks })
  return found?.row
}

export async function updateCallBack(ctx: Context, id: string, patch: Partial<CallBackRow>): Promise<void> {
  await ctx.db
    .update(callBacks)
    .set({ ...patch, version: sql`${callBacks.version} + 1` })
    .where(and(eq(callBacks.tenantId, ctx.tenant.id), eq(callBacks.id, id)))
}

export async function getLine(ctx: Context, id: string): Promise<CallBackLine> {
  const [line] = await select(ctx).where(and(eq(callBacks.tenantId, ctx.tenant.id), eq(callBacks.id, id)))
  if (!line) throw new Error('the call-back was locked a moment ago')
  return line
}

function select(ctx: Context) {
  const replies = ctx.db
    .select({ words: caseRounds.replyWords })
    .from(caseRounds)
    .where(
      and(
        eq(caseRounds.tenantId, cases.tenantId),
        eq(caseRounds.caseId, cases.id),
        gte(cases.round, caseRounds.round),
        isNotNull(caseRounds.replyWords),
      ),
    )
    .orderBy(desc(caseRounds.round))
    .limit(1)
  return ctx.db
    .select({
      row: callBacks,
      item: cases,
      areaName: areas.name,
      unitName: units.name,
      callerName: staff.name,
      replyWords: sql<string | null>`(${replies})`,
      draw: { fromDay: callBackDraws.fromDay, toDay: callBackDraws.toDay },
    })
    .from(callBacks)
    .innerJoin(
      callBackDraws,
      and(eq(callBackDraws.tenantId, callBacks.tenantId), eq(callBackDraws.id, callBacks.drawId)),
    )
    .innerJoin(cases, and(eq(cases.tenantId, callBacks.tenantId), eq(cases.id, callBacks.caseId)))
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .leftJoin(units, and(eq(units.tenantId, callBacks.tenantId), eq(units.id, callBacks.unitId)))
    .leftJoin(staff, and(eq(staff.tenantId, callBacks.tenantId), eq(staff.id, callBacks.callerId)))
}
