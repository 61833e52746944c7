import type { Permission } from '../../platform/identity.ts'

/** What these open is the whole place's, so a role that holds one can't be limited to an area or a unit. */
const ofTheWholePlace: readonly string[] = ['registry.write', 'definitions.write', 'audit.read'] satisfies Permission[]

export const isWholeOnly = (permissions: readonly string[]): boolean =>
  permissions.some((permission) => ofTheWholePlace.includes(permission))

/** A grant somebody holds: its areas with all below them, or null for every one. */
export type Held = { permissions: readonly string[]; areaIds: readonly string[] | null; unitId: string | null }

/** A grant somebody would give. */
export type Wanted = { permissions: readonly string[]; areaId: string | null; unitId: string | null }

/**
 * Whether somebody may give a role. Who manages the staff of the whole place gives any of its roles, to others only. Who manages
 * a part of it gives nothing but what they hold themselves, over no more than they hold it.
 */
export function mayGrant(holder: readonly Held[], wanted: Wanted): boolean {
  const over = (permission: string) =>
    holder.some((held) => held.permissions.includes(permission) && covers(held, wanted))
  if (managesAll(holder)) return true
  return over('staff.manage') && wanted.permissions.every(over)
}

/** Whether somebody manages the staff of the whole place: such a one must always be left. */
export const managesAll = (holder: readonly Held[]): boolean =>
  holder.some((held) => held.permissions.includes('staff.manage') && held.areaIds === null && held.unitId === null)

function covers(held: Held, wanted: Wanted): boolean {
  const area = held.areaIds === null || (wanted.areaId !== null && held.areaIds.includes(wanted.areaId))
  return area && (held.unitId === null || held.unitId === wanted.unitId)
}
