import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { type Context, staffOf } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { caseViewPlaces, caseViews } from './tables.ts'

/** The views that the caller finds in the list: own ones, and those shared with the caller's unit or a role that the caller holds. */
export async function listViewRows(ctx: Context) {
  const me = staffOf(ctx)
  const roles = [...new Set(me.grants.map(({ role }) => role))]
  return ctx.db
    .select({
      view: caseViews,
      ownerName: staff.name,
      position: caseViewPlaces.position,
      opens: caseViewPlaces.opens,
    })
    .from(caseViews)
    .innerJoin(staff, and(eq(staff.tenantId, caseViews.tenantId), eq(staff.id, caseViews.ownerId)))
    .leftJoin(
      caseViewPlaces,
      and(
        eq(caseViewPlaces.tenantId, caseViews.tenantId),
        eq(caseViewPlaces.viewId, caseViews.id),
        eq(caseViewPlaces.staffId, me.id),
      ),
    )
    .where(
      and(
        eq(caseViews.tenantId, ctx.tenant.id),
        or(
          eq(caseViews.ownerId, me.id),
          me.unitId ? and(eq(caseViews.sharedWith, 'unit'), eq(caseViews.unitId, me.unitId)) : undefined,
          roles.length > 0 ? and(eq(caseViews.sharedWith, 'role'), inArray(caseViews.roleId, roles)) : undefined,
        ),
      ),
    )
    .orderBy(sql`${caseViewPlaces.position} asc nulls last`, asc(caseViews.createdAt), asc(caseViews.id))
    .limit(100)
}
export type ViewRow = Awaited<ReturnType<typeof listViewRows>>[number]

type Saved = Omit<typeof caseViews.$inferInsert, 'tenantId' | 'ownerId' | 'version'>

/** False when a view of this id is there already. */
export async function insertViewOnce(ctx: Context, view: Saved): Promise<boolean> {
  const made = await ctx.db
    .insert(caseViews)
    .values({ ...view, tenantId: ctx.tenant.id, ownerId: staffOf(ctx).id, version: 1 })
    .onConflictDoNothing()
    .returning({ id: caseViews.id })
  return made.length > 0
}

/** Changes an own view on the version that was seen; answers false where it is another's, gone or newer. */
export async function updateView(ctx: Context, view: Saved, version: number): Promise<boolean> {
  const { id, createdAt: _, ...rest } = view
  const changed = await ctx.db
    .update(caseViews)
    .set({ ...rest, version: version + 1 })
    .where(and(isOwn(ctx, id), eq(caseViews.version, version)))
    .returning({ id: caseViews.id })
  return changed.length > 0
}

export async function findOwnView(ctx: Context, id: string) {
  const [row] = await ctx.db.select().from(caseViews).where(isOwn(ctx, id))
  return row
}

export async function deleteView(ctx: Context, id: string): Promise<boolean> {
  const gone = await ctx.db.delete(caseViews).where(isOwn(ctx, id)).returning({ id: caseViews.id })
  await ctx.db
    .delete(caseViewPlaces)
    .where(and(eq(caseViewPlaces.tenantId, ctx.tenant.id), eq(caseViewPlaces.viewId, id)))
  return gone.length > 0
}

/** Puts the caller's list into this order. */
export async function putPlaces(ctx: Context, viewIds: readonly string[], opens: string | null): Promise<void> {
  const staffId = staffOf(ctx).id
  await ctx.db
    .delete(caseViewPlaces)
    .where(and(eq(caseViewPlaces.tenantId, ctx.tenant.id), eq(caseViewPlaces.staffId, staffId)))
  if (viewIds.length === 0) return
  await ctx.db
    .insert(caseViewPlaces)
    .values(
      viewIds.map((viewId, position) => ({
        tenantId: ctx.tenant.id,
        staffId,
        viewId,
        position,
        opens: viewId === opens,
      })),
    )
    .onConflictDoNothing()
}

const isOwn = (ctx: Context, id: string) =>
  and(eq(caseViews.tenantId, ctx.tenant.id), eq(caseViews.id, id), eq(caseViews.ownerId, staffOf(ctx).id))
