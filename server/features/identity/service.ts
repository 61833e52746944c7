import { createHash, randomBytes } from 'node:crypto'
import type * as contract from '@minyi/shared/identity/contract.ts'
import { afterFailure, beforeOwnPassword, maskPhone, signIn } from '@minyi/shared/identity/rules.ts'
import { Permission } from '@minyi/shared/platform/identity.ts'
import type { InputOf, Operation, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../platform/attempts.ts'
import { audit } from '../../platform/audit.ts'
import {
  type Actor,
  type Context,
  instantOf,
  type Platform,
  type StaffActor,
  type Tenant,
} from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { openFields, sealFields } from '../../platform/sealing.ts'
import { spendCode } from './codes/service.ts'
import { isPassword } from './passwords/service.ts'
import * as queries from './queries.ts'

const perAddress = { kind: 'sign-in-address', limit: 60, windowMs: 60_000 } as const

export async function describeTenant(ctx: Context): Promise<OutputOf<typeof contract.describeTenant>> {
  return { slug: ctx.tenant.slug, name: ctx.tenant.name, demo: ctx.tenant.demo }
}

/** A resident signs in with the code; the first time makes the resident, whose telephone lies sealed. */
export async function signInByCode(
  ctx: Context,
  input: InputOf<typeof contract.signInByCode>,
): Promise<OutputOf<typeof contract.signInByCode>> {
  await countAttempt(ctx, ctx.address, perAddress)
  await spendCode(ctx, input.phone, input.code)
  return openResidentSession(ctx, 'phone', input.phone)
}

/** A resident signs in silently inside WeChat; the openid lies sealed and the session key never leaves the port. */
export async function signInByWechat(
  ctx: Context,
  input: InputOf<typeof contract.signInByWechat>,
): Promise<OutputOf<typeof contract.signInByWechat>> {
  await countAttempt(ctx, ctx.address, perAddress)
  const { openid } = await ctx.foreign.wechat.codeToSession(input.code)
  return openResidentSession(ctx, 'openid', openid)
}

/** A member of staff signs in; wrong passwords are counted and lock the account for a while. */
export async function signInStaff(
  ctx: Context,
  input: InputOf<typeof contract.signInStaff>,
): Promise<OutputOf<typeof contract.signInStaff>> {
  await countAttempt(ctx, ctx.address, perAddress)
  const found = await queries.findStaffByLogin(ctx, input.login)
  const right = await isPassword(found?.passwordHash, input.password)
  if (!found?.active) throw new Problem('credentials-wrong')
  const now = ctx.now()
  if (found.lockedUntil && found.lockedUntil > now) {
    throw new Problem('account-locked', {
      retryAfterSeconds: Math.ceil((found.lockedUntil.getTime() - now.getTime()) / 1000),
    })
  }
  if (!right) {
    await countFailure(ctx, found.id)
    throw new Problem('credentials-wrong')
  }
  if (found.oneTimeUntil && found.oneTimeUntil <= now) throw new Problem('password-expired')
  if (found.failures > 0 || found.lockedUntil) await queries.noteFailures(ctx, found.id, 0, null)
  await audit(ctx, { action: 'sign-in', subjectKind: 'staff', subjectId: found.id })
  return openSession(ctx, 'staff', found.id, signIn.staffSessionMs)
}

/** Wrong passwords that come at the same instant stand in a line, so that each of them counts; a locked account stays as it is. */
function countFailure(ctx: Context, staffId: string): Promise<void> {
  return ctx.db.transaction(async (db) => {
    const inner = { ...ctx, db }
    const before = await queries.lockFailures(inner, staffId)
    if (before.lockedUntil && before.lockedUntil > ctx.now()) return
    const { failures, lockedUntilMs } = afterFailure(before.failures, ctx.now().getTime())
    await queries.noteFailures(inner, staffId, failures, lockedUntilMs === null ? null : new Date(lockedUntilMs))
  })
}

export async function signOut(ctx: Context): Promise<Record<string, never>> {
  if (ctx.token) await queries.revokeSession(ctx, tokenHashOf(ctx.token))
  return {}
}

/** Who I am to this tenant, what I may do over what, and what is still to be done before anything else. */
export async function readMe(ctx: Context): Promise<OutputOf<typeof contract.readMe>> {
  const tenant = { slug: ctx.tenant.slug, name: ctx.tenant.name, demo: ctx.tenant.demo }
  const nobody = { name: null, login: null, phone: null, unit: null, officerId: null, permissions: [], grants: [] }
  if (ctx.actor.kind === 'resident') {
    return { kind: 'resident', id: ctx.actor.id, ...nobody, mustChangePassword: false, tenant }
  }
  if (ctx.actor.kind !== 'staff') throw new Problem('sign-in-required')
  const { id, name, unitId, officerId } = ctx.actor
  const rows = await queries.listGrants(ctx.db, ctx.tenant.id, id)
  const account = await queries.getAccount(ctx, id)
  const { phone } = await openFields(ctx, { kind: 'staff', id }, ['phone'])
  return {
    kind: 'staff',
    id,
    name,
    login: account.login,
    phone: phone ? maskPhone(phone) : null,
    mustChangePassword: account.oneTimeUntil !== null,
    unit: unitId && account.unit ? { id: unitId, name: account.unit } : null,
    officerId,
    permissions: Permission.array().parse([...new Set(rows.flatMap((row) => row.permissions))]),
    grants: rows.map(({ role, title, area, unit, areaId, unitId }) => ({
      role: title,
      area,
      unit,
      roleId: role,
      areaId,
      unitId,
    })),
    tenant,
  }
}

/**
 * Who a bearer token belongs to, read anew for every request, so that a revoked session or grant ends at once. Whoever came with
 * a one-time password is nobody, until they have set their own.
 */
export async function authenticate(
  platform: Platform,
  tenant: Tenant,
  token: string,
  operation: Pick<Operation, 'name' | 'access'>,
): Promise<Actor> {
  const { db } = platform.database
  const session = await queries.findLiveSession(db, tenant.id, tokenHashOf(token), platform.now())
  if (!session) return { kind: 'anyone', id: null }
  if (session.kind === 'resident') return { kind: 'resident', id: session.id }
  const found = await findStaffActor(platform, tenant, session.id)
  if (!found) return { kind: 'anyone', id: null }
  if (found.oneTime && !beforeOwnPassword.includes(operation.name)) {
    if (operation.access === 'anyone') return { kind: 'anyone', id: null }
    throw new Problem('password-change-required')
  }
  return found.actor
}

/** A member of staff as the caller that they would be now; undefined when the account is stopped or never was. */
export async function findStaffActor(
  { database: { db } }: Pick<Platform, 'database'>,
  tenant: Tenant,
  staffId: string,
): Promise<{ actor: StaffActor; oneTime: boolean } | undefined> {
  const member = await queries.findActiveStaff(db, tenant.id, staffId)
  if (!member) return undefined
  const { oneTimeUntil, ...person } = member
  const rows = await queries.listGrants(db, tenant.id, staffId)
  const grants = rows.map((row) => ({
    role: row.role,
    permissions: row.permissions,
    areaIds: row.areaId === null ? null : (row.areaIds ?? []),
    unitId: row.unitId,
  }))
  return { actor: { kind: 'staff', ...person, grants }, oneTime: oneTimeUntil !== null }
}

async function openResidentSession(ctx: Context, kind: 'phone' | 'openid', value: string) {
  const blindIndex = ctx.encryption.blindIndex(`${ctx.tenant.id}/${kind}`, value)
  const residentId = await ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const fresh = newId()
    if (!(await queries.insertResidentOnce(inner, kind, blindIndex, fresh))) {
      return queries.findResidentByLogin(inner, kind, blindIndex)
    }
    await sealFields(inner, { kind: 'resident', id: fresh }, { [kind]: value }, [kind])
    await audit(inner, { action: 'register', subjectKind: 'resident', subjectId: fresh })
    return fresh
  })
  if (!residentId) throw new Error('a resident login without its resident')
  return openSession(ctx, 'resident', residentId, signIn.residentSessionMs)
}

async function openSession(ctx: Context, kind: 'resident' | 'staff', actorId: string, livesMs: number) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(ctx.now().getTime() + livesMs)
  await queries.insertSession(ctx, { tokenHash: tokenHashOf(token), actorKind: kind, actorId, expiresAt })
  return { token, expiresAt: instantOf(ctx, expiresAt), kind }
}

/** Ends every session of a member of staff; how many there were. */
export const endSessions = (ctx: Context, staffId: string): Promise<number> =>
  queries.revokeSessionsOf(ctx, 'staff', staffId)

/** How a session is known: by the hash of its token. */
export const tokenHashOf = (token: string) => createHash('sha256').update(token).digest()
