import { type Access, ApiScope, type Permission } from '@minyi/shared/platform/identity.ts'
import { and, type Column, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { type Actor, holds } from './context.ts'
import { Problem } from './problem.ts'

/** Lets the caller through or fails: 401 for nobody signed in, otherwise the same 404 as for what does not exist. */
export function admit(actor: Actor, access: Access): void {
  if (access === 'anyone') return
  if (actor.kind === 'anyone') throw new Problem('sign-in-required')
  if (access === 'signed-in') return
  if (access === 'resident' || access === 'staff') {
    if (actor.kind !== access) throw new Problem('not-found')
    return
  }
  const may = isScope(access) ? actor.kind === 'key' && actor.scopes.includes(access) : holds(actor, access)
  if (!may) throw new Problem('not-found')
}

const isScope = (access: Access): access is ApiScope => ApiScope.safeParse(access).success

/**
 * The rows a permission reaches, as a condition for the query: some grant must cover both the row's area and its unit.
 * Leave a column out where the table has none; a grant limited by it then reaches nothing.
 */
export function scopeOf(
  actor: Actor,
  permission: Permission,
  columns: { area?: Column | SQL; unit?: Column | SQL },
): SQL {
  if (actor.kind === 'system') return sql`true`
  if (actor.kind !== 'staff') return sql`false`
  const reached = actor.grants
    .filter((grant) => grant.permissions.includes(permission))
    .map((grant) => and(limitedTo(columns.area, grant.areaIds), limitedTo(columns.unit, grant.unitId)))
  return or(...reached) ?? sql`false`
}

/** Whether a permission reaches the whole tenant, without limit of area or unit. */
export function reachesAll(actor: Actor, permission: Permission): boolean {
  return (
    actor.kind === 'staff' &&
    actor.grants.some((g) => g.permissions.includes(permission) && g.areaIds === null && g.unitId === null)
  )
}

/** Whether a permission reaches one row, given its area and unit; for what was just made or is held in memory. */
export function reaches(
  actor: Actor,
  permission: Permission,
  row: { areaId: string | null; unitId: string | null },
): boolean {
  if (actor.kind !== 'staff') return actor.kind === 'system'
  return actor.grants.some(
    (g) =>
      g.permissions.includes(permission) &&
      (g.areaIds === null || (row.areaId !== null && g.areaIds.includes(row.areaId))) &&
      (g.unitId === null || g.unitId === row.unitId),
  )
}

function limitedTo(column: Column | SQL | undefined, limit: readonly string[] | string | null): SQL {
  if (limit === null) return sql`true`
  if (column === undefined) return sql`false`
  return typeof limit === 'string' ? eq(sql`${column}`, limit) : inArray(sql`${column}`, [...limit])
}
