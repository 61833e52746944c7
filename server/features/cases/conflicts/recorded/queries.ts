import { aliasedTable, and, asc, desc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import { reachesAll } from '../../../../platform/access.ts'
import type { Context } from '../../../../platform/context.ts'
import { staff } from '../../../identity/tables.ts'
import { units } from '../../../registry/tables.ts'
import { within } from '../../queries.ts'
import { cases } from '../../tables.ts'
import { recusals } from '../tables.ts'

const recorders = aliasedTable(staff, 'recorders')
const lifters = aliasedTable(staff, 'lifters')
const staffUnits = aliasedTable(units, 'staff_units')

export type RecusalLine = {
  recusal: typeof recusals.$inferSelect
  staffName: string
  staffUnitName: string | null
  number: string | null
  unitName: string | null
  recordedByName: string
  liftedByName: string | null
}
type NewRecusal = Pick<typeof recusals.$inferInsert, 'id' | 'staffId' | 'caseId' | 'unitId' | 'ground' | 'words'>

export async function insertRecusal(ctx: Context, row: NewRecusal): Promise<void> {
  await ctx.db.insert(recusals).values({
    ...row,
    tenantId: ctx.tenant.id,
    recordedBy: sql`${ctx.actor.id}::uuid`,
    recordedAt: ctx.now(),
  })
}

/** Ends a recusal; false where another was first. */
export async function liftOnce(ctx: Context, id: string, words: string): Promise<boolean> {
  const rows = await ctx.db
    .update(recusals)
    .set({ liftedBy: ctx.actor.id, liftedAt: ctx.now(), liftWords: words })
    .where(and(eq(recusals.tenantId, ctx.tenant.id), eq(recusals.id, id), isNull(recusals.liftedAt)))
    .returning({ id: recusals.id })
  return rows.length > 0
}

/** Those about items within the caller's reach; those about units for who supervises the whole place. */
export async function listRecusals(
  ctx: Context,
  page: { after: readonly [at: string, id: string] | undefined; limit: number; caseId?: string | undefined },
): Promise<RecusalLine[]> {
  const after = page.after
    ? sql`(${recusals.recordedAt}, ${recusals.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return select(ctx)
    .where(and(readable(ctx), page.caseId ? eq(recusals.caseId, page.caseId) : undefined, after))
    .orderBy(desc(recusals.recordedAt), desc(recusals.id))
    .limit(page.limit)
}

export async function findRecusal(ctx: Context, id: string): Promise<RecusalLine | undefined> {
  const [row] = await select(ctx).where(and(readable(ctx), eq(recusals.id, id)))
  return row
}

/** A recusal that the caller has just written or found, whatever the reach is by now. */
export async function getRecusal(ctx: Context, id: string): Promise<RecusalLine> {
  const [row] = await select(ctx).where(and(eq(recusals.tenantId, ctx.tenant.id), eq(recusals.id, id)))
  if (!row) throw new Error('the recusal was there a moment ago')
  return row
}

export async function isStaff(ctx: Context, id: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, id), eq(staff.active, true)))
  return row !== undefined
}

export async function listPeople(ctx: Context, q: string) {
  const plain = q.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  return ctx.db
    .select({ id: staff.id, name: staff.name, unitName: units.name })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.active, true), ilike(staff.name, `%${plain}%`)))
    .orderBy(asc(staff.name), asc(staff.id))
    .limit(20)
}

function readable(ctx: Context): SQL | undefined {
  const ofItem = within(ctx, 'cases.supervise')
  const ofUnit = reachesAll(ctx.actor, 'cases.supervise') ? isNull(recusals.caseId) : undefined
  return and(eq(recusals.tenantId, ctx.tenant.id), or(ofItem, ofUnit))
}

function select(ctx: Context) {
  return ctx.db
    .select({
      recusal: recusals,
      staffName: staff.name,
      staffUnitName: staffUnits.name,
      number: cases.number,
      unitName: units.name,
      recordedByName: recorders.name,
      liftedByName: lifters.name,
    })
    .from(recusals)
    .innerJoin(staff, and(eq(staff.tenantId, recusals.tenantId), eq(staff.id, recusals.staffId)))
    .innerJoin(recorders, and(eq(recorders.tenantId, recusals.tenantId), eq(recorders.id, recusals.recordedBy)))
    .leftJoin(lifters, and(eq(lifters.tenantId, recusals.tenantId), eq(lifters.id, recusals.liftedBy)))
    .leftJoin(staffUnits, and(eq(staffUnits.tenantId, staff.tenantId), eq(staffUnits.id, staff.unitId)))
    .leftJoin(units, and(eq(units.tenantId, recusals.tenantId), eq(units.id, recusals.unitId)))
    .leftJoin(cases, and(eq(cases.tenantId, recusals.tenantId), eq(cases.id, recusals.caseId)))
}
