import type { Permission } from '@minyi/shared/platform/identity.ts'
import { type AnyColumn, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context, StaffActor } from '../../../platform/context.ts'
import { grants, staff } from '../../identity/tables.ts'
import { officers, units } from '../../registry/tables.ts'
import { cases } from '../tables.ts'
import { recusals } from './tables.ts'

type Place = SQL | AnyColumn

/** What reach and bar look at of an item: the columns of `cases`, or of an alias of it. */
export type ItemColumns = Record<'tenantId' | 'id' | 'areaId' | 'unitId' | 'accusedUnitId' | 'accusedOfficerId', Place>

/** The columns of `cases` under the alias that a statement of its own gives it. */
export function itemColumnsOf(alias: string): ItemColumns {
  const column = (name: string) => sql.raw(`${alias}.${name}`)
  return {
    tenantId: column('tenant_id'),
    id: column('id'),
    areaId: column('area_id'),
    unitId: column('unit_id'),
    accusedUnitId: column('accused_unit_id'),
    accusedOfficerId: column('accused_officer_id'),
  }
}

/**
 * THE scope of whoever reads items, for every query over `cases` (lists, searches, counts, exports, notices, hot spots, bulletins):
 * rows of the tenant that some of the permissions reaches, less all that the caller is barred from. `within(ctx, …permissions)` of
 * `cases/queries.ts` is this one on the plain table; a statement with an alias hands in `itemColumnsOf('c')`. Whether somebody else than
 * the caller may be told of an item is asked with `listBarredStaff`. Other features get these through `cases/reach/service.ts`.
 */
export function reachOver(ctx: Context, permissions: readonly Permission[], item: ItemColumns): SQL {
  const columns = { area: sql`${item.areaId}`, unit: sql`${item.unitId}` }
  const scope = or(...permissions.map((permission) => scopeOf(ctx.actor, permission, columns))) ?? sql`false`
  return sql`(${item.tenantId} = ${ctx.tenant.id} and ${scope} and ${notBarred(ctx, item)})`
}

/**
 * Rows that the caller has no conflict with. Barred are the accused officer; everybody who belongs to, leads or acts for the accused
 * unit, a unit above it or one below it; and whoever recused themselves or was recused from the item or from that unit.
 */
export function notBarred(ctx: Context, item: ItemColumns): SQL {
  if (ctx.actor.kind !== 'staff') return sql`true`
  const { id, officerId } = ctx.actor
  const recused = sql`select r.case_id from ${recusals} r
    where r.tenant_id = ${ctx.tenant.id} and r.staff_id = ${id} and r.case_id is not null and r.lifted_at is null`
  return sql`((${item.accusedUnitId} is null or ${item.accusedUnitId} not in (${barredUnits(ctx, ctx.actor)}))
    and (${item.accusedOfficerId} is null or ${item.accusedOfficerId} is distinct from ${officerId}::uuid)
    and ${item.id} not in (${recused}))`
}

/** Whether the caller is barred from anything that came in between two instants; asked through the index on the accused unit. */
export async function isBarredDuring(ctx: Context, from: Date, before: Date): Promise<boolean> {
  if (ctx.actor.kind !== 'staff') return false
  const span = sql`c.tenant_id = ${ctx.tenant.id} and c.received_at >= ${from.toISOString()}::timestamptz
    and c.received_at < ${before.toISOString()}::timestamptz`
  const [row] = await ctx.db.execute<{ barred: boolean }>(sql`
    select exists (select 1 from ${cases} c where ${span} and c.accused_unit_id in (${barredUnits(ctx, ctx.actor)}))
      or exists (select 1 from ${recusals} r join ${cases} c on c.tenant_id = r.tenant_id and c.id = r.case_id
        where ${span} and r.staff_id = ${ctx.actor.id} and r.lifted_at is null) as barred`)
  return row?.barred === true
}

/** Whether a unit is the given one, above it or below it: none of them may handle what accuses it. */
export async function isKinOf(ctx: Context, unitId: string, accusedUnitId: string): Promise<boolean> {
  const own = sql`select ${accusedUnitId}::uuid as id`
  const [row] = await ctx.db.execute<{ kin: boolean }>(sql`select ${unitId}::uuid in (${kinOf(ctx, own)}) as kin`)
  return row?.kin === true
}

/** A unit with every one above and below it. */
export async function listKin(ctx: Context, unitId: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(kinOf(ctx, sql`select ${unitId}::uuid as id`))
  return rows.map((row) => row.id)
}

/** Everybody who was recused from an item or from what it accuses, and the staff record of the accused officer. */
export async function listRecusedStaff(ctx: Context, caseId: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select distinct s.id from ${cases} c join ${staff} s on s.tenant_id = c.tenant_id
    where c.tenant_id = ${ctx.tenant.id} and c.id = ${caseId} and (s.officer_id = c.accused_officer_id or exists (
      select 1 from ${recusals} r where r.tenant_id = c.tenant_id and r.staff_id = s.id and r.lifted_at is null
        and (r.case_id = c.id or r.unit_id = c.accused_unit_id)))`)
  return rows.map((row) => row.id)
}

/** Which of these members of staff must not learn of an item: whom a notice, a mention or an order must leave out. */
export async function listBarredStaff(ctx: Context, caseId: string, staffIds: readonly string[]): Promise<string[]> {
  if (staffIds.length === 0) return []
  const tenantId = ctx.tenant.id
  const accusedKin = kinOf(
    ctx,
    sql`select accused_unit_id as id from ${cases} where tenant_id = ${tenantId} and id = ${caseId}
    and accused_unit_id is not null`,
  )
  const rows = await ctx.db.execute<{ id: string }>(sql`
    with item as (select * from ${cases} where tenant_id = ${tenantId} and id = ${caseId}), kin as materialized (${accusedKin})
    select s.id from ${staff} s, item
    where s.tenant_id = ${tenantId} and ${inArray(sql`s.id`, [...staffIds])} and (
      s.unit_id in (select id from kin) or s.officer_id = item.accused_officer_id
      or exists (select 1 from ${officers} o where o.tenant_id = s.tenant_id and o.id = s.officer_id and o.unit_id in (select id from kin))
      or exists (select 1 from ${grants} g where g.tenant_id = s.tenant_id and g.staff_id = s.id and g.unit_id in (select id from kin))
      or exists (select 1 from ${recusals} r where r.tenant_id = s.tenant_id and r.staff_id = s.id and r.lifted_at is null
        and (r.case_id = item.id or r.unit_id = item.accused_unit_id)))`)
  return rows.map((row) => row.id)
}

/** Units whose accusation bars the caller: the caller's own with all above and below them, and those the caller was recused from. */
export function barredUnits(ctx: Context, actor: StaffActor): SQL {
  const ids = [...new Set([actor.unitId, ...actor.grants.map((grant) => grant.unitId)].filter((id) => id !== null))]
  const mine = ids.length > 0 ? inArray(sql`u.id`, ids) : sql`false`
  const own = sql`select u.id from ${units} u where u.tenant_id = ${ctx.tenant.id} and ${mine}
    union select o.unit_id from ${officers} o where o.tenant_id = ${ctx.tenant.id} and o.id = ${actor.officerId}::uuid`
  return sql`${kinOf(ctx, own)} union select r.unit_id from ${recusals} r
    where r.tenant_id = ${ctx.tenant.id} and r.staff_id = ${actor.id} and r.unit_id is not null and r.lifted_at is null`
}

/** The given units with every one above and below them. It depends on no row, so a statement runs it once. */
function kinOf(ctx: Context, own: SQL): SQL {
  const ofTenant = eq(sql`u.tenant_id`, ctx.tenant.id)
  return sql`with recursive own as (${own}),
    above as (select id from own union select u.parent_id from ${units} u join above a on a.id = u.id
      where ${ofTenant} and u.parent_id is not null),
    below as (select id from own union select u.id from ${units} u join below b on b.id = u.parent_id where ${ofTenant})
    select id from above union select id from below`
}
