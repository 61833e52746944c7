import { and, eq, gt, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { sealed } from '../../../platform/tables.ts'
import { areas, officers, units } from '../../registry/tables.ts'
import { grants, roles, sessions, staff } from '../tables.ts'

type Page = {
  after?: string | undefined
  limit: number
  search?: string | undefined
  state?: 'active' | 'stopped' | undefined
}

export type MemberRow = Awaited<ReturnType<typeof listMembers>>[number]
export type MemberGrant = Awaited<ReturnType<typeof listGrantsOf>>[number]

/** The staff that the caller manages, in the order of their logins. */
export async function listMembers(ctx: Context, page: Page) {
  const like = `%${(page.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return selectMembers(ctx)
    .where(
      and(
        managed(ctx),
        page.after ? gt(staff.login, page.after) : undefined,
        page.state ? eq(staff.active, page.state === 'active') : undefined,
        page.search
          ? or(...[staff.login, staff.name, units.name, units.shortName].map((c) => ilike(c, like)))
          : undefined,
      ),
    )
    .orderBy(staff.login)
    .limit(page.limit + 1)
}

/** A member of staff that the caller manages. */
export async function findMember(ctx: Context, staffId: string): Promise<MemberRow | undefined> {
  const [row] = await selectMembers(ctx).where(and(managed(ctx), eq(staff.id, staffId)))
  return row
}

function selectMembers(ctx: Context) {
  const open = sql<number>`(
    select count(*)::int from ${sessions} where ${sessions.tenantId} = ${staff.tenantId} and ${sessions.actorKind} = 'staff'
      and ${sessions.actorId} = ${staff.id} and ${sessions.revokedAt} is null
      and ${sessions.expiresAt} > ${ctx.now().toISOString()}::timestamptz)`
  const hasPhone = sql<boolean>`exists (
    select 1 from ${sealed} where ${sealed.tenantId} = ${staff.tenantId} and ${sealed.subjectKind} = 'staff'
      and ${sealed.subjectId} = ${staff.id} and ${sealed.field} = 'phone')`
  return ctx.db
    .select({
      id: staff.id,
      login: staff.login,
      name: staff.name,
      unit: units.shortName,
      unitId: staff.unitId,
      officerId: staff.officerId,
      officerName: officers.name,
      certificateNumber: officers.certificateNumber,
      hasPhone,
      active: staff.active,
      lockedUntil: staff.lockedUntil,
      oneTimeUntil: staff.oneTimeUntil,
      openSessions: open,
      version: staff.version,
    })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .leftJoin(officers, and(eq(officers.tenantId, staff.tenantId), eq(officers.id, staff.officerId)))
    .$dynamic()
}

const managed = (ctx: Context): SQL | undefined =>
  and(eq(staff.tenantId, ctx.tenant.id), scopeOf(ctx.actor, 'staff.manage', { area: units.areaId, unit: staff.unitId }))

/** The grants of several members of staff, in words and by id. */
export async function listGrantsOf(ctx: Context, staffIds: readonly string[]) {
  if (staffIds.length === 0) return []
  return ctx.db
    .select({
      staffId: grants.staffId,
      roleId: grants.roleId,
      role: roles.title,
      permissions: roles.permissions,
      areaId: grants.areaId,
      area: areas.name,
      unitId: grants.unitId,
      unit: units.name,
    })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .leftJoin(areas, and(eq(areas.tenantId, grants.tenantId), eq(areas.id, grants.areaId)))
    .leftJoin(units, and(eq(units.tenantId, grants.tenantId), eq(units.id, grants.unitId)))
    .where(and(eq(grants.tenantId, ctx.tenant.id), inArray(grants.staffId, [...staffIds])))
    .orderBy(grants.staffId, roles.title, grants.id)
}

export async function listRoleRows(ctx: Context) {
  return ctx.db.select().from(roles).where(eq(roles.tenantId, ctx.tenant.id)).orderBy(roles.id)
}

/** False when the login is taken. */
export async function insertMemberOnce(
  ctx: Context,
  row: Omit<typeof staff.$inferInsert, 'tenantId' | 'createdAt'>,
): Promise<boolean> {
  const made = await ctx.db
    .insert(staff)
    .values({ tenantId: ctx.tenant.id, createdAt: ctx.now(), ...row })
    .onConflictDoNothing()
    .returning({ id: staff.id })
  return made.length > 0
}

type Changes = { name: string; unitId: string | null; officerId: string | null }

/** False when somebody was faster. */
export async function updateMember(ctx: Context, staffId: string, version: number, to: Changes): Promise<boolean> {
  const rows = await ctx.db
    .update(staff)
    .set({ ...to, version: version + 1 })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId), eq(staff.version, version)))
    .returning({ id: staff.id })
  return rows.length > 0
}

export async function setActive(ctx: Context, staffId: string, active: boolean): Promise<void> {
  await ctx.db
    .update(staff)
    .set({ active, ...(active ? { failures: 0, lockedUntil: null } : {}) })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
}

export async function setOneTimePassword(
  ctx: Context,
  staffId: string,
  oneTime: { passwordHash: string; oneTimeUntil: Date },
): Promise<void> {
  await ctx.db
    .update(staff)
    .set({ ...oneTime, failures: 0, lockedUntil: null })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
}

type GrantRow = { id: string; roleId: string; areaId: string | null; unitId: string | null }

/** Puts these grants in the place of all that somebody had. */
export async function replaceGrants(ctx: Context, staffId: string, rows: readonly GrantRow[]): Promise<void> {
  await ctx.db.delete(grants).where(and(eq(grants.tenantId, ctx.tenant.id), eq(grants.staffId, staffId)))
  if (rows.length > 0)
    await ctx.db.insert(grants).values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id, staffId })))
}

/** One at a time within a tenant changes who manages it, until the end of the transaction. */
export async function lockManagers(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`staff/${ctx.tenant.id}`}, 0))`)
}

/** How many active members of staff manage the staff of the whole tenant. */
export async function countWholeManagers(ctx: Context): Promise<number> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(distinct ${staff.id})::int` })
    .from(staff)
    .innerJoin(grants, and(eq(grants.tenantId, staff.tenantId), eq(grants.staffId, staff.id)))
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .where(
      and(
        eq(staff.tenantId, ctx.tenant.id),
        eq(staff.active, true),
        isNull(grants.areaId),
        isNull(grants.unitId),
        sql`'staff.manage' = any(${roles.permissions})`,
      ),
    )
  return row?.n ?? 0
}

export async function findUnit(ctx: Context, unitId: string) {
  const [row] = await ctx.db
    .select({ id: units.id, areaId: units.areaId })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, unitId), eq(units.active, true)))
  return row
}

export async function findArea(ctx: Context, areaId: string) {
  const [row] = await ctx.db
    .select({ id: areas.id })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.id, areaId), isNull(areas.validTo)))
  return row
}

export async function findOfficer(ctx: Context, officerId: string) {
  const [row] = await ctx.db
    .select({ id: officers.id, unitId: officers.unitId })
    .from(officers)
    .where(and(eq(officers.tenantId, ctx.tenant.id), eq(officers.id, officerId), eq(officers.active, true)))
  return row
}
