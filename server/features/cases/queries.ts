import type { Permission } from '@minyi/shared/platform/identity.ts'
import { aliasedTable, and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { parameters, unsealings } from '../../platform/tables.ts'
import { staff } from '../identity/tables.ts'
import { areas, collectionPoints, officers, units } from '../registry/tables.ts'
import { reachOver } from './conflicts/queries.ts'
import { caseClocks, caseEvents, caseNumbers, caseRounds, cases } from './tables.ts'

export type CaseRecord = typeof cases.$inferSelect
export type CasePatch = Partial<Omit<typeof cases.$inferInsert, 'tenantId' | 'id' | 'number'>>
export type RoundRow = typeof caseRounds.$inferSelect
export type ClockRow = typeof caseClocks.$inferSelect

/**
 * The rows that a member of staff reaches with any of the permissions. Whoever is accused in an item, leads or belongs to what is
 * accused, or was recused from it reaches none, at every identity level: see `reachOver`.
 */
export const within = (ctx: Context, ...permissions: Permission[]): SQL => reachOver(ctx, permissions, cases)

/** One item within reach, locked for a step. */
export async function lockCase(
  ctx: Context,
  id: string,
  ...permissions: Permission[]
): Promise<CaseRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(and(within(ctx, ...permissions), eq(cases.id, id)))
    .for('update')
  return row
}

/** One item whatever the caller's reach; the use case has to know whose it is. */
export async function findCaseOf(ctx: Context, id: string, lock: boolean): Promise<CaseRecord | undefined> {
  const query = ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.id, id)))
  const [row] = lock ? await query.for('update') : await query
  return row
}

const accusedUnits = aliasedTable(units, 'accused_units')
const targetUnits = aliasedTable(units, 'target_units')

/** What a list line needs beside the item's own row. */
const lineColumns = {
  item: cases,
  areaName: areas.name,
  unitName: units.name,
  accusedUnitName: accusedUnits.name,
}
export type CaseLine = {
  item: CaseRecord
  areaName: string | null
  unitName: string | null
  accusedUnitName: string | null
}

/** Items with the names that their lines show. */
export function selectLines(ctx: Context) {
  return ctx.db
    .select(lineColumns)
    .from(cases)
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .leftJoin(units, and(eq(units.tenantId, cases.tenantId), eq(units.id, cases.unitId)))
    .leftJoin(accusedUnits, and(eq(accusedUnits.tenantId, cases.tenantId), eq(accusedUnits.id, cases.accusedUnitId)))
}

/** An item with its names, whatever the caller's reach: the use case has checked it. */
export async function getLine(ctx: Context, id: string): Promise<CaseLine> {
  const [line] = await selectLines(ctx).where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.id, id)))
  if (!line) throw new Error('the case was there a moment ago')
  return line
}

export async function insertCase(ctx: Context, row: Omit<typeof cases.$inferInsert, 'tenantId'>): Promise<CaseRecord> {
  const [kept] = await ctx.db
    .insert(cases)
    .values({ ...row, tenantId: ctx.tenant.id })
    .returning()
  if (!kept) throw new Error('an insert answers with its row')
  return kept
}

export async function updateCase(ctx: Context, id: string, patch: CasePatch): Promise<CaseRecord> {
  const [row] = await ctx.db
    .update(cases)
    .set(patch)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.id, id)))
    .returning()
  if (!row) throw new Error('the case was locked a moment ago')
  return row
}

/** The next number of a month. Whoever comes at the same time waits for this transaction. */
export async function takeNumber(ctx: Context, month: string): Promise<number> {
  const [row] = await ctx.db
    .insert(caseNumbers)
    .values({ tenantId: ctx.tenant.id, month, last: 1 })
    .onConflictDoUpdate({
      target: [caseNumbers.tenantId, caseNumbers.month],
      set: { last: sql`${caseNumbers.last} + 1` },
    })
    .returning({ last: caseNumbers.last })
  return row?.last ?? 1
}

export async function findParameter(ctx: Context, name: string): Promise<unknown> {
  const [row] = await ctx.db
    .select({ value: parameters.value })
    .from(parameters)
    .where(and(eq(parameters.tenantId, ctx.tenant.id), eq(parameters.name, name)))
    .orderBy(sql`${parameters.version} desc`)
    .limit(1)
  return row?.value
}

export async function insertParameterOnce(ctx: Context, name: string, value: unknown, source: string) {
  await ctx.db
    .insert(parameters)
    .values({ tenantId: ctx.tenant.id, name, version: 1, value, source, setAt: ctx.now() })
    .onConflictDoNothing()
}

export async function insertEvent(
  ctx: Context,
  event: Omit<typeof caseEvents.$inferInsert, 'tenantId' | 'id' | 'at' | 'actorKind' | 'staffId' | 'unitId'>,
) {
  const at = ctx.now()
  await ctx.db.insert(caseEvents).values({
    ...event,
    tenantId: ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    actorKind: ctx.actor.kind === 'anyone' ? 'resident' : ctx.actor.kind,
    staffId: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    unitId: ctx.actor.kind === 'staff' ? ctx.actor.unitId : null,
  })
}

export async function listEvents(ctx: Context, caseId: string) {
  return ctx.db
    .select({ event: caseEvents, staffName: staff.name, unitName: units.name, targetUnitName: targetUnits.name })
    .from(caseEvents)
    .leftJoin(staff, and(eq(staff.tenantId, caseEvents.tenantId), eq(staff.id, caseEvents.staffId)))
    .leftJoin(units, and(eq(units.tenantId, caseEvents.tenantId), eq(units.id, caseEvents.unitId)))
    .leftJoin(
      targetUnits,
      and(eq(targetUnits.tenantId, caseEvents.tenantId), eq(targetUnits.id, caseEvents.targetUnitId)),
    )
    .where(and(eq(caseEvents.tenantId, ctx.tenant.id), eq(caseEvents.caseId, caseId)))
    .orderBy(asc(caseEvents.version), asc(caseEvents.at), asc(caseEvents.id))
}
export type EventLine = Awaited<ReturnType<typeof listEvents>>[number]

export async function insertClock(ctx: Context, clock: Omit<typeof caseClocks.$inferInsert, 'tenantId' | 'id'>) {
  const id = newRowId(ctx.now().getTime())
  await ctx.db.insert(caseClocks).values({ ...clock, tenantId: ctx.tenant.id, id })
  return id
}

export async function listClockRows(ctx: Context, caseId: string): Promise<ClockRow[]> {
  return ctx.db
    .select()
    .from(caseClocks)
    .where(and(eq(caseClocks.tenantId, ctx.tenant.id), eq(caseClocks.caseId, caseId)))
    .orderBy(asc(caseClocks.version))
}

export async function insertRound(ctx: Context, caseId: string, round: number) {
  await ctx.db.insert(caseRounds).values({ tenantId: ctx.tenant.id, caseId, round, startedAt: ctx.now() })
}

export async function updateRound(
  ctx: Context,
  caseId: string,
  round: number,
  patch: Partial<Omit<RoundRow, 'tenantId' | 'caseId' | 'round'>>,
) {
  await ctx.db
    .update(caseRounds)
    .set(patch)
    .where(and(eq(caseRounds.tenantId, ctx.tenant.id), eq(caseRounds.caseId, caseId), eq(caseRounds.round, round)))
}

export async function listRounds(ctx: Context, caseId: string) {
  return ctx.db
    .select({ round: caseRounds, unitName: units.name })
    .from(caseRounds)
    .leftJoin(units, and(eq(units.tenantId, caseRounds.tenantId), eq(units.id, caseRounds.repliedUnitId)))
    .where(and(eq(caseRounds.tenantId, ctx.tenant.id), eq(caseRounds.caseId, caseId)))
    .orderBy(asc(caseRounds.round))
}
export type RoundLine = Awaited<ReturnType<typeof listRounds>>[number]

export async function listOpeningRows(ctx: Context, caseId: string) {
  return ctx.db
    .select({ opening: unsealings, staffName: staff.name, unitName: units.name })
    .from(unsealings)
    .leftJoin(staff, and(eq(staff.tenantId, unsealings.tenantId), eq(staff.id, unsealings.staffId)))
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(
      and(eq(unsealings.tenantId, ctx.tenant.id), eq(unsealings.subjectKind, 'case'), eq(unsealings.subjectId, caseId)),
    )
    .orderBy(asc(unsealings.at))
}

export async function findUnit(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select()
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, id), eq(units.active, true)))
  return row
}

/** The names that an item's own columns only point to. */
export async function findNames(ctx: Context, item: CaseRecord) {
  const named = async (
    table: typeof staff | typeof officers | typeof collectionPoints | typeof units,
    id: string | null,
  ) => {
    if (id === null) return null
    const [row] = await ctx.db
      .select({ name: table.name })
      .from(table)
      .where(and(eq(table.tenantId, ctx.tenant.id), inArray(table.id, [id])))
    return row?.name ?? null
  }
  return {
    officer: await named(officers, item.accusedOfficerId),
    collector: await named(staff, item.collectorId),
    point: await named(collectionPoints, item.pointId),
    office: await named(units, item.acceptedByUnitId),
  }
}
