import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../platform/tables.ts'

/** A resident (居民): nothing but an id; openid and telephone lie sealed. */
export const residents = pgTable(
  'residents',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    createdAt: instant('created_at').notNull(),
    anonymisedAt: instant('anonymised_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/** How a resident is found again: the blind index of an openid or a telephone, each belonging to one resident. */
export const residentLogins = pgTable(
  'resident_logins',
  {
    tenantId: uuid('tenant_id').notNull(),
    kind: text('kind').notNull(),
    blindIndex: bytes('blind_index').notNull(),
    residentId: uuid('resident_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.blindIndex] })],
)

/** The SMS code last sent to a telephone, known by its blind index; the code itself is kept as a keyed hash. */
export const smsCodes = pgTable(
  'sms_codes',
  {
    tenantId: uuid('tenant_id').notNull(),
    phoneIndex: bytes('phone_index').notNull(),
    codeHash: bytes('code_hash').notNull(),
    sentAt: instant('sent_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    tries: integer('tries').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.phoneIndex] })],
)

/**
 * A member of staff (工作人员). An officer is unit staff tied to an officer record. While `oneTimeUntil` is set, the password is a
 * one-time one: it opens nothing but the change of itself, and not after that instant.
 */
export const staff = pgTable(
  'staff',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    login: text('login').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    unitId: uuid('unit_id'),
    officerId: uuid('officer_id'),
    active: boolean('active').notNull().default(true),
    failures: integer('failures').notNull().default(0),
    lockedUntil: instant('locked_until'),
    oneTimeUntil: instant('one_time_until'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('staff_login').on(t.tenantId, t.login)],
)

/** A named set of permissions (角色), which the tenant may change. */
export const roles = pgTable(
  'roles',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: text('id').notNull(),
    title: text('title').notNull(),
    permissions: text('permissions').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/** A role given to a member of staff over an area (with all below it) and a unit; null means every one. */
export const grants = pgTable(
  'grants',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    staffId: uuid('staff_id').notNull(),
    roleId: text('role_id').notNull(),
    areaId: uuid('area_id'),
    unitId: uuid('unit_id'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('grants_staff').on(t.tenantId, t.staffId)],
)

/** An opaque session, known by the hash of its token and revocable at once. */
export const sessions = pgTable(
  'sessions',
  {
    tenantId: uuid('tenant_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenHash] }),
    index('sessions_actor').on(t.tenantId, t.actorKind, t.actorId),
  ],
)
