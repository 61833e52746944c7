import type { GrantDraft } from '@minyi/shared/identity/staff/contract.ts'
import { isWholeOnly, mayGrant } from '@minyi/shared/identity/staff/rules.ts'
import { reaches } from '../../../../platform/access.ts'
import { type Context, staffOf } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { Problem } from '../../../../platform/problem.ts'
import * as queries from '../queries.ts'

type Place = { unitId: string | null; officerId: string | null }

/** Whether a member of staff may belong there: a unit that is there and within the caller's reach, an officer of that unit. */
export async function checkPlace(ctx: Context, { unitId, officerId }: Place): Promise<void> {
  const unit = unitId === null ? undefined : await queries.findUnit(ctx, unitId)
  if (unitId !== null && !unit) throw faultAt('unitId', '没有这个单位')
  if (!reaches(ctx.actor, 'staff.manage', { areaId: unit?.areaId ?? null, unitId }))
    throw new Problem('grant-beyond-own')
  if (officerId === null) return
  const officer = await queries.findOfficer(ctx, officerId)
  if (!officer || officer.unitId !== unitId) throw faultAt('officerId', '这位执法人员不在所选单位')
}

/** The grants as they will be kept, each once; a fault where one leads nowhere, and a refusal where it goes too far. */
export async function placeGrants(ctx: Context, drafts: readonly GrantDraft[]) {
  const roles = new Map((await queries.listRoleRows(ctx)).map((role) => [role.id, role.permissions]))
  for (const [i, draft] of drafts.entries()) {
    const permissions = roles.get(draft.roleId)
    if (!permissions) throw faultAt(`grants.${i}.roleId`, '没有这个角色')
    if (isWholeOnly(permissions) && (draft.areaId !== null || draft.unitId !== null))
      throw faultAt(`grants.${i}.roleId`, '这个角色管的是全部区域和单位，不能限定范围')
    if (draft.areaId !== null && !(await queries.findArea(ctx, draft.areaId)))
      throw faultAt(`grants.${i}.areaId`, '没有这个区域')
    if (draft.unitId !== null && !(await queries.findUnit(ctx, draft.unitId)))
      throw faultAt(`grants.${i}.unitId`, '没有这个单位')
    if (!mayGrant(staffOf(ctx).grants, { ...draft, permissions })) throw new Problem('grant-beyond-own')
  }
  const once = new Map(drafts.map((draft) => [JSON.stringify([draft.roleId, draft.areaId, draft.unitId]), draft]))
  return [...once.values()].map((draft) => ({ ...draft, id: newId() }))
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
