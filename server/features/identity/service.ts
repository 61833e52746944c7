import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type * as contract from '@minyi/shared/identity/contract.ts'
import { afterFailure, signIn } from '@minyi/shared/identity/rules.ts'
import { Permission } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { hash, verify } from '@node-rs/argon2'
import { ForeignFault } from '../../foreign/fault.ts'
import { readEmulatedCode } from '../../foreign/sms/emulator-inbox.ts'
import { countAttempt } from '../../platform/attempts.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Actor, type Context, instantOf, type Platform, type Tenant } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { sealFields } from '../../platform/sealing.ts'
import * as queries from './queries.ts'

const perAddress = { limit: 60, windowMs: 60_000 } as const

export async function describeTenant(ctx: Context): Promise<OutputOf<typeof contract.describeTenant>> {
  return { slug: ctx.tenant.slug, name: ctx.tenant.name, demo: ctx.tenant.demo }
}

/** A resident asks for a code; it reaches the telephone, and a new one may be asked for after a minute. */
export async function requestCode(
  ctx: Context,
  input: InputOf<typeof contract.requestCode>,
): Promise<OutputOf<typeof contract.requestCode>> {
  await countAttempt(ctx, ctx.address, { kind: 'sms-address', ...perAddress })
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const phoneIndex = ctx.encryption.blindIndex(`${ctx.tenant.id}/phone`, input.phone)
  const sentAt = ctx.now()
  const expiresAt = new Date(sentAt.getTime() + signIn.codeLivesMs)
  const row = { phoneIndex, codeHash: codeHash(ctx, phoneIndex, code), sentAt, expiresAt }
  if (!(await queries.replaceSmsCode(ctx, row, signIn.resendAfterMs))) {
    throw new Problem('code-too-often', { retryAfterSeconds: signIn.resendAfterMs / 1000 })
  }
  try {
    await ctx.foreign.sms.sendCode(input.phone, code)
  } catch (failure) {
    if (!mayHaveArrived(failure)) await queries.spendCode(ctx, phoneIndex)
    throw failure
  }
  return { expiresInSeconds: signIn.codeLivesMs / 1000, retryInSeconds: signIn.resendAfterMs / 1000 }
}

/** Outside production: the code that the SMS emulator holds for a telephone, so that a visitor of the demo can sign in. */
export async function readDemoCode(
  ctx: Context,
  input: InputOf<typeof contract.readDemoCode>,
): Promise<OutputOf<typeof contract.readDemoCode>> {
  if (ctx.config.mode === 'production' || !ctx.tenant.demo) throw new Problem('not-found')
  return { code: await readEmulatedCode(ctx.config.sms.base, input.phone) }
}

/** A resident signs in with the code; the first time makes the resident, whose telephone lies sealed. */
export async function signInByCode(
  ctx: Context,
  input: InputOf<typeof contract.signInByCode>,
): Promise<OutputOf<typeof contract.signInByCode>> {
  await countAttempt(ctx, ctx.address, { kind: 'sign-in-address', ...perAddress })
  const phoneIndex = ctx.encryption.blindIndex(`${ctx.tenant.id}/phone`, input.phone)
  const tried = await queries.tryCode(ctx, phoneIndex)
  const right =
    tried !== undefined &&
    tried.tries <= signIn.codeTries &&
    timingSafeEqual(tried.codeHash, codeHash(ctx, phoneIndex, input.code))
  if (!right || !(await queries.spendCode(ctx, phoneIndex))) throw new Problem('code-wrong')
  return openResidentSession(ctx, 'phone', input.phone)
}

/** A resident signs in silently inside WeChat; the openid lies sealed and the session key never leaves the port. */
export async function signInByWechat(
  ctx: Context,
  input: InputOf<typeof contract.signInByWechat>,
): Promise<OutputOf<typeof contract.signInByWechat>> {
  await countAttempt(ctx, ctx.address, { kind: 'sign-in-address', ...perAddress })
  const { openid } = await ctx.foreign.wechat.codeToSession(input.code)
  return openResidentSession(ctx, 'openid', openid)
}

/** A member of staff signs in; wrong passwords are counted and lock the account for a while. */
export async function signInStaff(
  ctx: Context,
  input: InputOf<typeof contract.signInStaff>,
): Promise<OutputOf<typeof contract.signInStaff>> {
  await countAttempt(ctx, ctx.address, { kind: 'sign-in-address', ...perAddress })
  const found = await queries.findStaffByLogin(ctx, input.login)
  const right = await verify(found?.passwordHash ?? (await unknownHash()), input.password)
  if (!found?.active) throw new Problem('credentials-wrong')
  const now = ctx.now()
  if (found.lockedUntil && found.lockedUntil > now) {
    throw new Problem('account-locked', {
      retryAfterSeconds: Math.ceil((found.lockedUntil.getTime() - now.getTime()) / 1000),
    })
  }
  if (!right) {
    const next = afterFailure(found.failures, now.getTime())
    await queries.noteFailures(
      ctx,
      found.id,
      next.failures,
      next.lockedUntilMs === null ? null : new Date(next.lockedUntilMs),
    )
    throw new Problem('credentials-wrong')
  }
  if (found.failures > 0 || found.lockedUntil) await queries.noteFailures(ctx, found.id, 0, null)
  await audit(ctx, { action: 'sign-in', subjectKind: 'staff', subjectId: found.id })
  return openSession(ctx, 'staff', found.id, signIn.staffSessionMs)
}

export async function signOut(ctx: Context): Promise<Record<string, never>> {
  if (ctx.token) await queries.revokeSession(ctx, tokenHashOf(ctx.token))
  return {}
}

export async function readMe(ctx: Context): Promise<OutputOf<typeof contract.readMe>> {
  const tenant = { slug: ctx.tenant.slug, name: ctx.tenant.name, demo: ctx.tenant.demo }
  if (ctx.actor.kind !== 'staff') {
    if (ctx.actor.kind !== 'resident') throw new Problem('sign-in-required')
    return {
      kind: 'resident',
      id: ctx.actor.id,
      name: null,
      unit: null,
      officerId: null,
      permissions: [],
      grants: [],
      tenant,
    }
  }
  const rows = await queries.listGrants(ctx.db, ctx.tenant.id, ctx.actor.id)
  const unitName = ctx.actor.unitId ? await queries.findUnitName(ctx, ctx.actor.unitId) : undefined
  return {
    kind: 'staff',
    id: ctx.actor.id,
    name: ctx.actor.name,
    unit: ctx.actor.unitId && unitName ? { id: ctx.actor.unitId, name: unitName } : null,
    officerId: ctx.actor.officerId,
    permissions: Permission.array().parse([...new Set(rows.flatMap((row) => row.permissions))]),
    grants: rows.map((row) => ({ role: row.title, area: row.area, unit: row.unit })),
    tenant,
  }
}

export async function listStaff(
  ctx: Context,
  input: InputOf<typeof contract.listStaff>,
): Promise<OutputOf<typeof contract.listStaff>> {
  const found = await queries.listStaffRows(ctx, input)
  const rows = found.slice(0, input.limit)
  const withGrants = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      lockedUntil: row.lockedUntil && row.lockedUntil > ctx.now() ? instantOf(ctx, row.lockedUntil) : null,
      grants: (await queries.listGrants(ctx.db, ctx.tenant.id, row.id)).map((grant) => ({
        role: grant.title,
        area: grant.area,
        unit: grant.unit,
      })),
    })),
  )
  return { rows: withGrants, next: found.length > input.limit ? (rows.at(-1)?.login ?? null) : null }
}

/** The administrator ends every session of a member of staff at once. */
export function revokeSessions(
  ctx: Context,
  input: InputOf<typeof contract.revokeSessions>,
): Promise<OutputOf<typeof contract.revokeSessions>> {
  return change(ctx, input.id, async (ctx) => {
    if ((await queries.countStaff(ctx, input.staffId)) === 0) throw new Problem('not-found')
    const revoked = await queries.revokeSessionsOf(ctx, 'staff', input.staffId)
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
    if (!(await queries.setStaffActive(ctx, input.staffId, input.active))) throw new Problem('not-found')
    if (!input.active) await queries.revokeSessionsOf(ctx, 'staff', input.staffId)
    await audit(ctx, {
      action: input.active ? 'activate' : 'deactivate',
      subjectKind: 'staff',
      subjectId: input.staffId,
    })
    return { active: input.active }
  })
}

/** Who a bearer token belongs to, read anew for every request, so that a revoked session or grant ends at once. */
export async function authenticate(platform: Platform, tenant: Tenant, token: string): Promise<Actor> {
  const { db } = platform.database
  const session = await queries.findLiveSession(db, tenant.id, tokenHashOf(token), platform.now())
  if (!session) return { kind: 'anyone', id: null }
  if (session.kind === 'resident') return { kind: 'resident', id: session.id }
  const member = await queries.findActiveStaff(db, tenant.id, session.id)
  if (!member) return { kind: 'anyone', id: null }
  const rows = await queries.listGrants(db, tenant.id, member.id)
  const grants = rows.map((row) => ({
    role: row.role,
    permissions: row.permissions,
    areaIds: row.areaId === null ? null : (row.areaIds ?? []),
    unitId: row.unitId,
  }))
  return { kind: 'staff', ...member, grants }
}

/** Hashes a password with argon2id (19 MiB, 2 passes, the library's default after OWASP). */
export const hashPassword = (password: string): Promise<string> => hash(password)

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

/** A send that timed out may still reach the telephone, so its code must stay good. */
const mayHaveArrived = (failure: unknown) =>
  failure instanceof Problem && failure.cause instanceof ForeignFault && failure.cause.code === 'timeout'

let unknown: Promise<string> | undefined
/** A hash that nothing matches, so that an unknown name takes as long as a wrong password. */
function unknownHash(): Promise<string> {
  unknown ??= hash(randomBytes(16).toString('hex'))
  return unknown
}

const tokenHashOf = (token: string) => createHash('sha256').update(token).digest()
const codeHash = (ctx: Context, phoneIndex: Buffer, code: string) =>
  createHmac('sha256', ctx.encryption.blindIndex('sms-code', ctx.tenant.id)).update(phoneIndex).update(code).digest()
