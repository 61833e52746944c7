import type { ApiScope, Permission } from '@minyi/shared/platform/identity.ts'
import type { Day, Instant } from '@minyi/shared/platform/time.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import type { Database, Db } from './db.ts'
import type { Encryption } from './encryption.ts'
import type { Foreign } from './foreign.ts'
import { dayIn, instantIn } from './zone.ts'

export type Tenant = { id: string; slug: string; name: string; zone: string; demo: boolean }

/** One role held over one area (with all below it) and one unit; null means every one. */
export type Grant = {
  role: string
  permissions: readonly string[]
  areaIds: readonly string[] | null
  unitId: string | null
}

/** Who is calling. A `key` is another system (`sourceIds`: the import sources it may fill); `system` is the product itself, in its jobs. */
export type Actor =
  | { kind: 'anyone'; id: null }
  | { kind: 'resident'; id: string }
  | {
      kind: 'staff'
      id: string
      name: string
      unitId: string | null
      officerId: string | null
      grants: readonly Grant[]
    }
  | { kind: 'key'; id: string; name: string; scopes: readonly ApiScope[]; sourceIds: readonly string[] | null }
  | { kind: 'system'; id: null }

export type KeyActor = Extract<Actor, { kind: 'key' }>
export type StaffActor = Extract<Actor, { kind: 'staff' }>

/** What lives as long as the process. */
export type Platform = {
  config: Config
  database: Database
  encryption: Encryption
  foreign: Foreign
  now: () => Date
  log: FastifyBaseLogger
}

/** What a use case is handed: the database (or its transaction), who calls, and the clock. */
export type Context = Platform & {
  db: Db
  tenant: Tenant
  actor: Actor
  address: string
  /** The bearer token as it was sent, for ending its own session. */
  token: string | null
  operation: string
  inputHash: string
  /** Set inside `change`: what the transaction has recorded about itself. */
  record: { audited: boolean } | null
}

export const instantOf = (ctx: Pick<Context, 'tenant'>, at: Date): Instant => instantIn(ctx.tenant.zone, at)
export const dayOf = (ctx: Pick<Context, 'tenant'>, at: Date): Day => dayIn(ctx.tenant.zone, at)
export const today = (ctx: Pick<Context, 'tenant' | 'now'>): Day => dayIn(ctx.tenant.zone, ctx.now())

/** The same platform acting by itself for one tenant, as jobs do. */
export function systemContext(platform: Platform, tenant: Tenant, operation: string): Context {
  return {
    ...platform,
    db: platform.database.db,
    tenant,
    actor: { kind: 'system', id: null },
    address: '',
    token: null,
    operation,
    inputHash: '',
    record: null,
  }
}

/**
 * The same call by nobody in particular. Who filed something stands in the sealed table alone, so what is written about it (story,
 * audit row, owner of a photo) must not hold the resident, nor a member of staff who comes as a resident.
 */
export const unnamed = (ctx: Context): Context => ({ ...ctx, actor: { kind: 'anyone', id: null } })

/** The member of staff who calls; only for operations whose access already says so. */
export function staffOf(ctx: Pick<Context, 'actor'>): StaffActor {
  if (ctx.actor.kind !== 'staff') throw new Error('this operation must be declared for staff')
  return ctx.actor
}

/** The units that a member of staff belongs to or acts for. */
export function unitIdsOf(actor: Pick<StaffActor, 'unitId' | 'grants'>): string[] {
  return [...new Set([actor.unitId, ...actor.grants.map((grant) => grant.unitId)].filter((id) => id !== null))]
}

/** The other system that calls; only for operations whose access already says so. */
export function keyOf(ctx: Pick<Context, 'actor'>): KeyActor {
  if (ctx.actor.kind !== 'key') throw new Error('this operation must be declared for keys')
  return ctx.actor
}

export function residentIdOf(ctx: Pick<Context, 'actor'>): string {
  if (ctx.actor.kind !== 'resident') throw new Error('this operation must be declared for residents')
  return ctx.actor.id
}

export function holds(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'staff' && actor.grants.some((grant) => grant.permissions.includes(permission))
}
