import type { StaffMember } from '@minyi/shared/identity/staff/contract.ts'
import { mayGrant } from '@minyi/shared/identity/staff/rules.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import type { MemberGrant, MemberRow } from './queries.ts'

export type Member = { row: MemberRow; grants: readonly MemberGrant[] }

/** Whether the caller may change an account: not their own, and none that holds more than they could give. */
export function mayChange(ctx: Context, { row, grants }: Member): boolean {
  const caller = staffOf(ctx)
  return row.id !== caller.id && grants.every((grant) => mayGrant(caller.grants, grant))
}

export function presentMember(ctx: Context, member: Member): StaffMember {
  const { officerId, officerName, certificateNumber, lockedUntil, oneTimeUntil, ...row } = member.row
  const isLocked = lockedUntil !== null && lockedUntil > ctx.now()
  return {
    ...row,
    officer:
      officerId !== null && officerName !== null && certificateNumber !== null
        ? { id: officerId, name: officerName, certificateNumber }
        : null,
    lockedUntil: isLocked ? instantOf(ctx, lockedUntil) : null,
    oneTimeUntil: oneTimeUntil ? instantOf(ctx, oneTimeUntil) : null,
    grants: member.grants.map(({ role, area, unit, roleId, areaId, unitId }) => ({
      role,
      area,
      unit,
      roleId,
      areaId,
      unitId,
    })),
    mayChange: mayChange(ctx, member),
  }
}
