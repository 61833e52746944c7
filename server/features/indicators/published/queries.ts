import type { Audience } from '@minyi/shared/indicators/published/contract.ts'
import { and, asc, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { figureWithdrawals, publishedFigures } from './tables.ts'

export type PublishedRow = typeof publishedFigures.$inferSelect

type Act = { at: Date; name: string; unit: string | null; reason: string }

/** A published figure with what became of it. */
export type Standing = {
  row: PublishedRow
  correctedBy: (Act & { id: string }) | null
  withdrawn: Act | null
}

/** False when the figure that it corrects was corrected by somebody faster. */
export async function insertPublished(ctx: Context, row: Omit<PublishedRow, 'tenantId'>): Promise<boolean> {
  const made = await ctx.db
    .insert(publishedFigures)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: publishedFigures.id })
  return made.length > 0
}

/** False when it was withdrawn already. */
export async function insertWithdrawal(
  ctx: Context,
  row: { figureId: string; by: string; reason: string },
): Promise<boolean> {
  const made = await ctx.db
    .insert(figureWithdrawals)
    .values({ ...row, tenantId: ctx.tenant.id, at: ctx.now() })
    .onConflictDoNothing()
    .returning({ figureId: figureWithdrawals.figureId })
  return made.length > 0
}

/** Who signs: name and unit, as they stand on the certificate for good. */
export async function findSigner(ctx: Context, staffId: string): Promise<{ name: string; unit: string | null }> {
  const [row] = await ctx.db
    .select({ name: staff.name, unit: units.name })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
  return row ?? { name: '', unit: null }
}

export type Reader = 'office' | 'everybody' | 'publisher'

/** Which figures a reader may know of: everybody those for the public, the office what lies in its reach. */
function readable(ctx: Context, reader: Reader): SQL {
  const t = publishedFigures
  if (reader === 'everybody') return eq(t.audience, 'public')
  const permission = reader === 'office' ? 'figures.exact' : 'figures.publish'
  return scopeOf(ctx.actor, permission, { area: t.areaId, unit: t.unitId })
}

export async function findPublished(ctx: Context, id: string, reader: Reader): Promise<Standing | undefined> {
  const [found] = await select(ctx, and(eq(publishedFigures.id, id), readable(ctx, reader)), 1)
  return found
}

export type Listed = {
  indicatorId?: string | undefined
  audience?: Audience | undefined
  areaId?: string | undefined
  unitId?: string | undefined
  limit: number
}

/** Newest first, everything that was ever published; one more than `limit`. */
export async function listPublished(
  ctx: Context,
  wanted: Listed,
  reader: Reader,
  after: readonly [string, string] | undefined,
): Promise<Standing[]> {
  const t = publishedFigures
  const at = after && new Date(after[0])
  const beyond = at && after && or(lt(t.publishedAt, at), and(eq(t.publishedAt, at), lt(t.id, after[1])))
  const given = [
    wanted.indicatorId === undefined ? undefined : eq(t.indicatorId, wanted.indicatorId),
    wanted.audience === undefined ? undefined : eq(t.audience, wanted.audience),
    wanted.areaId === undefined ? undefined : eq(t.areaId, wanted.areaId),
    wanted.unitId === undefined ? undefined : eq(t.unitId, wanted.unitId),
  ]
  return select(ctx, and(readable(ctx, reader), beyond, ...given), wanted.limit + 1)
}

/** How many figures were ever published that a reader may know of. */
export function countPublished(ctx: Context, reader: Reader): Promise<number> {
  return ctx.db.$count(publishedFigures, and(eq(publishedFigures.tenantId, ctx.tenant.id), readable(ctx, reader)))
}

export type Same = {
  indicatorId: string
  audience: Audience
  areaId: string | null
  unitId: string | null
  period: { from: string; to: string }
}

/** Figures in force of the same indicator, place and days. */
export async function listSame(ctx: Context, { indicatorId, audience, areaId, unitId, period }: Same) {
  const t = publishedFigures
  const same = and(
    eq(t.indicatorId, indicatorId),
    eq(t.audience, audience),
    is(t.areaId, areaId),
    is(t.unitId, unitId),
    eq(t.fromDay, period.from),
    eq(t.toDay, period.to),
  )
  const found = await select(ctx, same, 50)
  return found.filter(({ correctedBy, withdrawn }) => !correctedBy && !withdrawn)
}

export type Newest = { indicatorIds?: readonly string[]; areaId?: string | null; unitId?: string | null }

/** The newest figure in force of each indicator, as far as a reader may know of it: of the whole place unless another is named. */
export async function listNewest(
  ctx: Context,
  reader: Reader,
  { indicatorIds, areaId = null, unitId = null }: Newest = {},
): Promise<Standing[]> {
  const [t, w] = [publishedFigures, figureWithdrawals]
  const newest = ctx.db
    .selectDistinctOn([t.indicatorId], { id: t.id })
    .from(t)
    .where(
      and(
        eq(t.tenantId, ctx.tenant.id),
        indicatorIds === undefined ? undefined : inArray(t.indicatorId, [...indicatorIds]),
        readable(ctx, reader),
        is(t.areaId, areaId),
        is(t.unitId, unitId),
        sql`not exists (select 1 from ${publishedFigures} later where later.tenant_id = ${t.tenantId} and later.corrects = ${t.id})`,
        sql`not exists (select 1 from ${w} gone where gone.tenant_id = ${t.tenantId} and gone.figure_id = ${t.id})`,
      ),
    )
    .orderBy(asc(t.indicatorId), desc(t.toDay), desc(t.publishedAt))
  return select(ctx, inArray(t.id, newest), 100)
}

const is = (column: typeof publishedFigures.areaId | typeof publishedFigures.unitId, value: string | null) =>
  value === null ? isNull(column) : eq(column, value)

/** Certificates of what was ever published for everybody over exactly these days, of whatever indicator. */
export function listOpenOfDays(ctx: Context, { from, to }: { from: string; to: string }) {
  const t = publishedFigures
  return ctx.db
    .select({ certificate: t.certificate })
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.audience, 'public'), eq(t.fromDay, from), eq(t.toDay, to)))
}

const successor = alias(publishedFigures, 'successor')
const corrector = alias(staff, 'corrector')
const correctorUnit = alias(units, 'corrector_unit')

async function select(ctx: Context, where: SQL | undefined, limit: number): Promise<Standing[]> {
  const [t, w, n] = [publishedFigures, figureWithdrawals, successor]
  const rows = await ctx.db
    .select({
      row: t,
      next: { id: n.id, at: n.publishedAt, reason: n.reason, name: corrector.name, unit: correctorUnit.name },
      gone: { at: w.at, reason: w.reason, name: staff.name, unit: units.name },
    })
    .from(t)
    .leftJoin(n, and(eq(n.tenantId, t.tenantId), eq(n.corrects, t.id)))
    .leftJoin(corrector, and(eq(corrector.tenantId, n.tenantId), eq(corrector.id, n.publishedBy)))
    .leftJoin(correctorUnit, and(eq(correctorUnit.tenantId, n.tenantId), eq(correctorUnit.id, corrector.unitId)))
    .leftJoin(w, and(eq(w.tenantId, t.tenantId), eq(w.figureId, t.id)))
    .leftJoin(staff, and(eq(staff.tenantId, w.tenantId), eq(staff.id, w.by)))
    .leftJoin(units, and(eq(units.tenantId, w.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(t.tenantId, ctx.tenant.id), where))
    .orderBy(desc(t.publishedAt), desc(t.id))
    .limit(limit)
  return rows.map(({ row, next, gone }) => ({
    row,
    correctedBy: next.id && next.at ? { ...acted(next), id: next.id } : null,
    withdrawn: gone.at ? acted(gone) : null,
  }))
}

type Loose = { at: Date | null; reason: string | null; name: string | null; unit: string | null }

const acted = ({ at, reason, name, unit }: Loose): Act => ({
  at: at ?? new Date(0),
  reason: reason ?? '',
  name: name ?? '',
  unit,
})

/** Waits until no other publication of this indicator is under way, for the rest of the transaction. */
export async function lockPublishing(ctx: Context, indicatorId: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7340023, hashtext(${`${ctx.tenant.id}/${indicatorId}`}))`)
}
