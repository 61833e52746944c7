import { outsideReasons } from '@minyi/shared/indicators/handling/rules.ts'
import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { sealed } from '../../../../platform/tables.ts'
import { grants, roles, staff } from '../../../identity/tables.ts'
import { recusals } from '../../conflicts/tables.ts'
import { caseImports } from '../../imports/tables.ts'
import { caseRounds, cases } from '../../tables.ts'
import { callBackDraws, callBacks } from '../tables.ts'

export type DrawRow = typeof callBackDraws.$inferSelect
export type Candidate = {
  id: string
  unitId: string
  areaId: string | null
  accusedUnitId: string | null
  identity: string
  hasPhone: boolean
  channel: string
  guarded: boolean
}
export type Caller = { id: string; unitId: string | null; supervises: boolean }

/**
 * What ended here in a span by an answer of a unit: whether it could be called, under which identity level, and whether anybody may be
 * barred from it. What came from another platform counts only where it was answered here; its history makes no calls.
 */
export async function listEnded(ctx: Context, from: Date, before: Date): Promise<Candidate[]> {
  const rows = await ctx.db
    .select({
      id: cases.id,
      unitId: cases.unitId,
      areaId: cases.areaId,
      accusedUnitId: cases.accusedUnitId,
      identity: cases.identity,
      channel: cases.channel,
      guarded: sql<boolean>`(${cases.accusedUnitId} is not null or ${cases.accusedOfficerId} is not null or exists (
        select 1 from ${recusals} r where r.tenant_id = ${cases.tenantId} and r.case_id = ${cases.id}))`,
      hasPhone: sql<boolean>`exists (select 1 from ${sealed} s where s.tenant_id = ${cases.tenantId}
        and s.subject_kind = 'case' and s.subject_id = ${cases.id} and s.field = 'phone')`,
    })
    .from(cases)
    .where(
      and(
        eq(cases.tenantId, ctx.tenant.id),
        eq(cases.state, 'closed'),
        isNull(cases.mergedInto),
        isNotNull(cases.unitId),
        notInArray(sql`coalesce(${cases.endReason}, '')`, [...outsideReasons]),
        gte(cases.endedAt, from),
        lt(cases.endedAt, before),
        sql`(not exists (select 1 from ${caseImports} i where i.tenant_id = ${cases.tenantId} and i.case_id = ${cases.id})
          or exists (select 1 from ${caseRounds} r where r.tenant_id = ${cases.tenantId} and r.case_id = ${cases.id}
            and r.replied_by is not null))`,
      ),
    )
  return rows.flatMap(({ unitId, ...row }) => (unitId === null ? [] : [{ ...row, unitId }]))
}

/** Keeps a drawing; false where the period was drawn before, so that nobody draws until the lot suits. */
export async function insertDrawOnce(ctx: Context, row: Omit<DrawRow, 'tenantId' | 'drawnAt'>): Promise<boolean> {
  const rows = await ctx.db
    .insert(callBackDraws)
    .values({ ...row, tenantId: ctx.tenant.id, drawnAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: callBackDraws.id })
  return rows.length > 0
}

/** Through which day drawings have come; undefined before the first. */
export async function findDrawnThrough(ctx: Context): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ toDay: callBackDraws.toDay })
    .from(callBackDraws)
    .where(eq(callBackDraws.tenantId, ctx.tenant.id))
    .orderBy(desc(callBackDraws.toDay))
    .limit(1)
  return row?.toDay
}

/** A statement takes no more parameters than this many rows have. */
const atOnce = 2_000

type NewCallBack = Pick<
  typeof callBacks.$inferInsert,
  'id' | 'drawId' | 'caseId' | 'place' | 'unitId' | 'areaId' | 'callerId'
>

export async function insertCallBacks(ctx: Context, rows: readonly NewCallBack[]): Promise<void> {
  if (rows.length === 0) return
  const fresh = { tenantId: ctx.tenant.id, version: 1, tries: 0, reopened: false }
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce)
    await ctx.db.insert(callBacks).values(some.map((row) => ({ ...row, ...fresh })))
  }
}

/** Who calls for the whole place, and who of them supervises as well. */
export async function listCallers(ctx: Context): Promise<Caller[]> {
  const holds = (permission: string) =>
    sql<boolean>`bool_or(${permission} = any(${roles.permissions}) and ${grants.areaId} is null and ${grants.unitId} is null)`
  return ctx.db
    .select({ id: staff.id, unitId: staff.unitId, supervises: holds('cases.supervise') })
    .from(staff)
    .innerJoin(grants, and(eq(grants.tenantId, staff.tenantId), eq(grants.staffId, staff.id)))
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.active, true)))
    .groupBy(staff.id, staff.unitId)
    .having(holds('cases.call-back'))
    .orderBy(staff.id)
}

export async function listDraws(
  ctx: Context,
  page: { after: readonly [day: string, id: string] | undefined; limit: number },
) {
  const after = page.after
    ? sql`(${callBackDraws.toDay}, ${callBackDraws.id}) < (${page.after[0]}::date, ${page.after[1]}::uuid)`
    : undefined
  return ctx.db
    .select()
    .from(callBackDraws)
    .where(and(eq(callBackDraws.tenantId, ctx.tenant.id), after))
    .orderBy(desc(callBackDraws.toDay), desc(callBackDraws.id))
    .limit(page.limit)
}

export async function findDraw(ctx: Context, id: string): Promise<DrawRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(callBackDraws)
    .where(and(eq(callBackDraws.tenantId, ctx.tenant.id), eq(callBackDraws.id, id)))
  return row
}

/** The items of a drawing in the order of the lot. */
export async function listSample(ctx: Context, drawId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ caseId: callBacks.caseId })
    .from(callBacks)
    .where(and(eq(callBacks.tenantId, ctx.tenant.id), eq(callBacks.drawId, drawId)))
    .orderBy(callBacks.place)
  return rows.map((row) => row.caseId)
}

export async function countOutcomes(ctx: Context, drawIds: readonly string[]) {
  if (drawIds.length === 0) return []
  return ctx.db
    .select({ drawId: callBacks.drawId, outcome: callBacks.outcome, count: sql<number>`count(*)`.mapWith(Number) })
    .from(callBacks)
    .where(and(eq(callBacks.tenantId, ctx.tenant.id), inArray(callBacks.drawId, [...drawIds])))
    .groupBy(callBacks.drawId, callBacks.outcome)
}
