import type * as contract from '@minyi/shared/identity/staff/contract.ts'
import type { StaffMember } from '@minyi/shared/identity/staff/contract.ts'
import { isWholeOnly, managesAll, mayGrant } from '@minyi/shared/identity/staff/rules.ts'
import { Permission } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { keepPhone } from '../account/service.ts'
import { newOneTimePassword, type OneTime } from '../passwords/service.ts'
import { endSessions } from '../service.ts'
import { checkPlace, placeGrants } from './placing/service.ts'
import { type Member, mayChange, presentMember } from './present.ts'
import * as queries from './queries.ts'

/** The staff that the caller manages. */
export async function listStaff(
  ctx: Context,
  input: InputOf<typeof contract.listStaff>,
): Promise<OutputOf<typeof contract.listStaff>> {
  const found = await queries.listMembers(ctx, input)
  const rows = found.slice(0, input.limit)
  const grants = await queries.listGrantsOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return {
    rows: rows.map((row) => presentMember(ctx, { row, grants: grants.filter(({ staffId }) => staffId === row.id) })),
    next: found.length > input.limit ? (rows.at(-1)?.login ?? null) : null,
  }
}

/** The roles of the tenant, and which of them the caller may give somewhere. */
export async function listRoles(ctx: Context): Promise<OutputOf<typeof contract.listRoles>> {
  const held = staffOf(ctx).grants
  const rows = await queries.listRoleRows(ctx)
  const somewhere = held.flatMap(({ areaIds, unitId }) =>
    (areaIds ?? [null]).slice(0, 1).map((areaId) => ({ areaId, unitId })),
  )
  return {
    roles: rows.map(({ id, title, permissions }) => ({
      id,
      title,
      permissions: Permission.array().parse(permissions),
      grantable: managesAll(held) || somewhere.some((place) => mayGrant(held, { ...place, permissions })),
      wholeOnly: isWholeOnly(permissions),
    })),
  }
}

/** A new member of staff, with a one-time password that is told once, here. */
export function addStaff(
  ctx: Context,
  input: InputOf<typeof contract.addStaff>,
): Promise<OutputOf<typeof contract.addStaff>> {
  return change(ctx, input.id, async (ctx) => {
    await checkPlace(ctx, input)
    const grants = await placeGrants(ctx, input.grants)
    const { password, ...kept } = await newOneTimePassword(ctx)
    const { id, login, name, unitId, officerId } = input
    const isNew = await queries.insertMemberOnce(ctx, { id, login, name, unitId, officerId, ...kept })
    if (!isNew) throw new Problem('login-taken')
    await queries.replaceGrants(ctx, id, grants)
    await keepPhone(ctx, id, input.phone)
    await audit(ctx, { action: 'add', subjectKind: 'staff', subjectId: id, detail: { unitId, officerId, grants } })
    return { member: presentMember(ctx, await getMember(ctx, id)), oneTime: told(ctx, { password, ...kept }) }
  })
}

/** Name, unit, officer record, telephone and roles of a member of staff; what they may do ends or begins at once. */
export function changeStaff(ctx: Context, input: InputOf<typeof contract.changeStaff>): Promise<StaffMember> {
  return change(ctx, input.id, async (ctx) => {
    const { staffId, version, name, unitId, officerId, phone } = input
    await queries.lockManagers(ctx)
    await getChangeable(ctx, staffId)
    await checkPlace(ctx, input)
    const grants = await placeGrants(ctx, input.grants)
    if (!(await queries.updateMember(ctx, staffId, version, { name, unitId, officerId }))) {
      throw new Problem('version-conflict')
    }
    await queries.replaceGrants(ctx, staffId, grants)
    if (phone !== undefined) await keepPhone(ctx, staffId, phone)
    await expectManager(ctx)
    const detail = { unitId, officerId, grants }
    await audit(ctx, { action: 'change', subjectKind: 'staff', subjectId: staffId, detail })
    return presentMember(ctx, await getMember(ctx, staffId))
  })
}

/** A forgotten password gives way to a one-time one; whoever is signed in with the old one is signed out. */
export function resetPassword(
  ctx: Context,
  input: InputOf<typeof contract.resetPassword>,
): Promise<OutputOf<typeof contract.resetPassword>> {
  return change(ctx, input.id, async (ctx) => {
    await getChangeable(ctx, input.staffId)
    const { password, ...kept } = await newOneTimePassword(ctx)
    await queries.setOneTimePassword(ctx, input.staffId, kept)
    await endSessions(ctx, input.staffId)
    await audit(ctx, { action: 'reset-password', subjectKind: 'staff', subjectId: input.staffId })
    return told(ctx, { password, ...kept })
  })
}

/** The administrator ends every session of a member of staff at once. */
export function revokeSessions(
  ctx: Context,
  input: InputOf<typeof contract.revokeSessions>,
): Promise<OutputOf<typeof contract.revokeSessions>> {
  return change(ctx, input.id, async (ctx) => {
    const member = await getMember(ctx, input.staffId)
    if (member.row.id !== ctx.actor.id && !mayChange(ctx, member)) throw new Problem('grant-beyond-own')
    const revoked = await endSessions(ctx, input.staffId)
    await audit(ctx, { action: 'revoke-sessions', subjectKind: 'staff', subjectId: input.staffId })
    return { revoked }
  })
}

/** The administrator stops an account, with its sessions, or lets it back in. */
export function setActive(
  ctx: Context,
  input: InputOf<typeof contract.setActive>,
): Promise<OutputOf<typeof contract.setActive>> {
  return change(ctx, input.id, async (ctx) => {
    const { staffId, active } = input
    await queries.lockManagers(ctx)
    await getChangeable(ctx, staffId)
    await queries.setActive(ctx, staffId, active)
    if (!active) await endSessions(ctx, staffId)
    await expectManager(ctx)
    await audit(ctx, { action: active ? 'activate' : 'deactivate', subjectKind: 'staff', subjectId: staffId })
    return { active }
  })
}

async function getMember(ctx: Context, staffId: string): Promise<Member> {
  const row = await queries.findMember(ctx, staffId)
  if (!row) throw new Problem('not-found')
  return { row, grants: await queries.listGrantsOf(ctx, [staffId]) }
}

async function getChangeable(ctx: Context, staffId: string): Promise<Member> {
  const member = await getMember(ctx, staffId)
  if (staffId === ctx.actor.id) throw new Problem('own-account')
  if (!mayChange(ctx, member)) throw new Problem('grant-beyond-own')
  return member
}

/** Somebody who manages the staff of the whole tenant must be left, or nobody could ever be added again. */
async function expectManager(ctx: Context): Promise<void> {
  if ((await queries.countWholeManagers(ctx)) === 0) throw new Problem('last-administrator')
}

const told = (ctx: Context, { password, oneTimeUntil }: Pick<OneTime, 'password' | 'oneTimeUntil'>) => ({
  password,
  until: instantOf(ctx, oneTimeUntil),
})
