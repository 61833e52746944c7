import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
import { replyTemplates } from './tables.ts'

export type TemplateRecord = typeof replyTemplates.$inferSelect

/** The templates in use, of the whole place and of one unit. */
export async function listTemplateRows(ctx: Context, unitId: string | null) {
  return ctx.db
    .select({ template: replyTemplates, unitName: units.shortName })
    .from(replyTemplates)
    .leftJoin(units, and(eq(units.tenantId, replyTemplates.tenantId), eq(units.id, replyTemplates.unitId)))
    .where(
      and(
        eq(replyTemplates.tenantId, ctx.tenant.id),
        eq(replyTemplates.active, true),
        or(isNull(replyTemplates.unitId), unitId ? eq(replyTemplates.unitId, unitId) : undefined),
      ),
    )
    .orderBy(asc(replyTemplates.act), asc(replyTemplates.title), asc(replyTemplates.id))
}

/** A template in use, locked for a change. */
export async function lockTemplate(ctx: Context, id: string): Promise<TemplateRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(replyTemplates)
    .where(and(eq(replyTemplates.tenantId, ctx.tenant.id), eq(replyTemplates.id, id), eq(replyTemplates.active, true)))
    .for('update')
  return row
}

/** False when a template of this id is there already. */
export async function insertTemplateOnce(ctx: Context, row: Omit<TemplateRecord, 'tenantId'>): Promise<boolean> {
  const made = await ctx.db
    .insert(replyTemplates)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: replyTemplates.id })
  return made.length > 0
}

export async function updateTemplate(
  ctx: Context,
  id: string,
  patch: Partial<Omit<TemplateRecord, 'tenantId' | 'id'>>,
): Promise<void> {
  await ctx.db
    .update(replyTemplates)
    .set(patch)
    .where(and(eq(replyTemplates.tenantId, ctx.tenant.id), eq(replyTemplates.id, id)))
}
