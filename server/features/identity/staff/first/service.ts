import { roleTemplates } from '@minyi/shared/identity/rules.ts'
import { audit } from '../../../../platform/audit.ts'
import type { Context } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { newOneTimePassword, type OneTime } from '../../passwords/service.ts'
import { findStaffByLogin, insertRoles } from '../../queries.ts'
import { endSessions } from '../../service.ts'
import * as queries from '../queries.ts'

/** The roles that a tenant starts with; those that are there stay as they are. How many the product has. */
export async function keepFirstRoles(ctx: Context): Promise<number> {
  await insertRoles(ctx, roleTemplates)
  return roleTemplates.length
}

/** The first administrator of a tenant, who adds everybody else. */
export async function addFirstAdministrator(ctx: Context, login: string): Promise<OneTime> {
  const id = newId()
  const oneTime = await newOneTimePassword(ctx)
  const { password: _, ...kept } = oneTime
  await queries.insertMemberOnce(ctx, { id, login, name: '系统管理员', unitId: null, officerId: null, ...kept })
  await queries.replaceGrants(ctx, id, [{ id: newId(), roleId: 'administrator', areaId: null, unitId: null }])
  await audit(ctx, { action: 'add', subjectKind: 'staff', subjectId: id })
  return oneTime
}

/** Whoever runs the server gives an account a one-time password, as when the only administrator forgot theirs. */
export function resetFromOutside(outer: Context, login: string): Promise<OneTime | undefined> {
  return outer.db.transaction(async (db) => {
    const ctx = { ...outer, db }
    const member = await findStaffByLogin(ctx, login)
    if (!member) return undefined
    const oneTime = await newOneTimePassword(ctx)
    const { password: _, ...kept } = oneTime
    await queries.setOneTimePassword(ctx, member.id, kept)
    await endSessions(ctx, member.id)
    await audit(ctx, { action: 'reset-password', subjectKind: 'staff', subjectId: member.id })
    return oneTime
  })
}
