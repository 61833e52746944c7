import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/db.ts'
import { areaClosure, areas, units } from '../registry/tables.ts'
import { grants, residentLogins, residents, roles, sessions, staff } from './tables.ts'

export async function insertResidentOnce(
  ctx: Context,
  kind: string,
  blindIndex: Buffer,
  residentId: string,
): Promise<boolean> {
  const made = await ctx.db
    .insert(residentLogins)
    .values({ tenantId: ctx.tenant.id, kind, blindIndex, residentId })
    .onConflictDoNothing()
    .returning({ id: residentLogins.residentId })
  if (made.length === 0) return false
  await ctx.db.insert(residents).values({ tenantId: ctx.tenant.id, id: residentId, createdAt: ctx.now() })
  return true
}

export async function findResidentByLogin(ctx: Context, kind: string, blindIndex: Buffer): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ id: residentLogins.residentId })
    .from(residentLogins)
    .where(
      and(
        eq(residentLogins.tenantId, ctx.tenant.id),
        eq(residentLogins.kind, kind),
        eq(residentLogins.blindIndex, blindIndex),
      ),
    )
  return row?.id
}

export async function findStaffByLogin(ctx: Context, login: string) {
  const [row] = await ctx.db
    .select()
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.login, login)))
  return row
}

/** How an account stands after wrong passwords, locked until the end of the transaction. */
export async function lockFailures(ctx: Context, staffId: string) {
  const [row] = await ctx.db
    .select({ failures: staff.failures, lockedUntil: staff.lockedUntil })
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
    .for('update')
  return row ?? { failures: 0, lockedUntil: null }
}

export async function noteFailures(
  ctx: Context,
  staffId: string,
  failures: number,
  lockedUntil: Date | null,
): Promise<void> {
  await ctx.db
    .update(staff)
    .set({ failures, lockedUntil })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
}

type SessionRow = { tokenHash: Buffer; actorKind: 'resident' | 'staff'; actorId: string; expiresAt: Date }

export async function insertSession(ctx: Context, row: SessionRow): Promise<void> {
  await ctx.db.insert(sessions).values({ tenantId: ctx.tenant.id, ...row, createdAt: ctx.now() })
}

export async function revokeSession(ctx: Context, tokenHash: Buffer): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now() })
    .where(and(eq(sessions.tenantId, ctx.tenant.id), eq(sessions.tokenHash, tokenHash)))
}

export async function revokeSessionsOf(ctx: Context, actorKind: string, actorId: string): Promise<number> {
  const rows = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(sessions.tenantId, ctx.tenant.id),
        eq(sessions.actorKind, actorKind),
        eq(sessions.actorId, actorId),
        isNull(sessions.revokedAt),
      ),
    )
    .returning({ at: sessions.createdAt })
  return rows.length
}

export async function findLiveSession(db: Db, tenantId: string, tokenHash: Buffer, now: Date) {
  const [row] = await db
    .select({ kind: sessions.actorKind, id: sessions.actorId })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        eq(sessions.tokenHash, tokenHash),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
      ),
    )
  return row
}

export async function findActiveStaff(db: Db, tenantId: string, staffId: string) {
  const [row] = await db
    .select({
      id: staff.id,
      name: staff.name,
      unitId: staff.unitId,
      officerId: staff.officerId,
      oneTimeUntil: staff.oneTimeUntil,
    })
    .from(staff)
    .where(and(eq(staff.tenantId, tenantId), eq(staff.id, staffId), eq(staff.active, true)))
  return row
}

/** Each grant of a member of staff with its role's permissions and every area that lies in its area today. */
export async function listGrants(db: Db, tenantId: string, staffId: string) {
  const below = sql<string[] | null>`(
    select array_agg(${areaClosure.descendantId}) from ${areaClosure}
    where ${areaClosure.tenantId} = ${grants.tenantId} and ${areaClosure.ancestorId} = ${grants.areaId}
      and ${areaClosure.validTo} is null)`
  return db
    .select({
      role: roles.id,
      title: roles.title,
      permissions: roles.permissions,
      areaId: grants.areaId,
      unitId: grants.unitId,
      area: areas.name,
      unit: units.name,
      areaIds: below,
    })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .leftJoin(areas, and(eq(areas.tenantId, grants.tenantId), eq(areas.id, grants.areaId)))
    .leftJoin(units, and(eq(units.tenantId, grants.tenantId), eq(units.id, grants.unitId)))
    .where(and(eq(grants.tenantId, tenantId), eq(grants.staffId, staffId)))
}

/** What a member of staff signs in with and belongs to. */
export async function getAccount(ctx: Context, staffId: string) {
  const [row] = await ctx.db
    .select({ login: staff.login, oneTimeUntil: staff.oneTimeUntil, unit: units.name })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
  if (!row) throw new Error('a session without its account')
  return row
}

export async function insertStaff(
  ctx: Context,
  row: Omit<typeof staff.$inferInsert, 'tenantId' | 'createdAt'>,
): Promise<void> {
  await ctx.db
    .insert(staff)
    .values({ tenantId: ctx.tenant.id, createdAt: ctx.now(), ...row })
    .onConflictDoNothing()
}

export async function insertGrant(ctx: Context, row: Omit<typeof grants.$inferInsert, 'tenantId'>): Promise<void> {
  await ctx.db
    .insert(grants)
    .values({ tenantId: ctx.tenant.id, ...row })
    .onConflictDoNothing()
}

export async function insertRoles(
  ctx: Context,
  rows: readonly { id: string; title: string; permissions: readonly string[] }[],
) {
  await ctx.db
    .insert(roles)
    .values(
      rows.map((row) => ({ tenantId: ctx.tenant.id, id: row.id, title: row.title, permissions: [...row.permissions] })),
    )
    .onConflictDoNothing()
}
