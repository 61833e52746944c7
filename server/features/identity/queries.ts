import { and, count, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/db.ts'
import { areaClosure, areas, units } from '../registry/tables.ts'
import { grants, residentLogins, residents, roles, sessions, smsCodes, staff } from './tables.ts'

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

type CodeRow = { phoneIndex: Buffer; codeHash: Buffer; sentAt: Date; expiresAt: Date }

/** Puts a new code in place of the old one, unless the old one is younger than `resendAfterMs`; false when it is. */
export async function replaceSmsCode(ctx: Context, code: CodeRow, resendAfterMs: number): Promise<boolean> {
  const oldest = new Date(code.sentAt.getTime() - resendAfterMs)
  const rows = await ctx.db
    .insert(smsCodes)
    .values({ tenantId: ctx.tenant.id, ...code, tries: 0 })
    .onConflictDoUpdate({
      target: [smsCodes.tenantId, smsCodes.phoneIndex],
      set: { codeHash: code.codeHash, sentAt: code.sentAt, expiresAt: code.expiresAt, tries: 0 },
      setWhere: sql`${smsCodes.sentAt} <= ${oldest.toISOString()}::timestamptz`,
    })
    .returning({ sentAt: smsCodes.sentAt })
  return rows.length > 0
}

/** Counts a try and answers the code as it stands, if it still lives. */
export async function tryCode(
  ctx: Context,
  phoneIndex: Buffer,
): Promise<{ codeHash: Buffer; tries: number } | undefined> {
  const [row] = await ctx.db
    .update(smsCodes)
    .set({ tries: sql`${smsCodes.tries} + 1` })
    .where(
      and(eq(smsCodes.tenantId, ctx.tenant.id), eq(smsCodes.phoneIndex, phoneIndex), gt(smsCodes.expiresAt, ctx.now())),
    )
    .returning({ codeHash: smsCodes.codeHash, tries: smsCodes.tries })
  return row
}

/** Takes the code away, so that it opens one session only; false when somebody was faster. */
export async function spendCode(ctx: Context, phoneIndex: Buffer): Promise<boolean> {
  const rows = await ctx.db
    .delete(smsCodes)
    .where(and(eq(smsCodes.tenantId, ctx.tenant.id), eq(smsCodes.phoneIndex, phoneIndex)))
    .returning({ sentAt: smsCodes.sentAt })
  return rows.length > 0
}

export async function findStaffByLogin(ctx: Context, login: string) {
  const [row] = await ctx.db
    .select()
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.login, login)))
  return row
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
    .select({ id: staff.id, name: staff.name, unitId: staff.unitId, officerId: staff.officerId })
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

export async function findUnitName(ctx: Context, unitId: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, unitId)))
  return row?.name
}

export async function listStaffRows(
  ctx: Context,
  page: { after?: string | undefined; limit: number; search?: string | undefined },
) {
  const open = sql<number>`(
    select count(*)::int from ${sessions} where ${sessions.tenantId} = ${staff.tenantId} and ${sessions.actorKind} = 'staff'
      and ${sessions.actorId} = ${staff.id} and ${sessions.revokedAt} is null
      and ${sessions.expiresAt} > ${ctx.now().toISOString()}::timestamptz)`
  return ctx.db
    .select({
      id: staff.id,
      login: staff.login,
      name: staff.name,
      unit: units.shortName,
      active: staff.active,
      lockedUntil: staff.lockedUntil,
      openSessions: open,
    })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(
      and(
        eq(staff.tenantId, ctx.tenant.id),
        page.after ? gt(staff.login, page.after) : undefined,
        page.search ? or(ilike(staff.login, `%${page.search}%`), ilike(staff.name, `%${page.search}%`)) : undefined,
      ),
    )
    .orderBy(staff.login)
    .limit(page.limit + 1)
}

export async function setStaffActive(ctx: Context, staffId: string, active: boolean): Promise<boolean> {
  const rows = await ctx.db
    .update(staff)
    .set({ active, ...(active ? { failures: 0, lockedUntil: null } : {}) })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
    .returning({ id: staff.id })
  return rows.length > 0
}

export async function countStaff(ctx: Context, staffId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ n: count() })
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
  return row?.n ?? 0
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
