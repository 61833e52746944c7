import type { Context } from '../../platform/context.ts'
import { tenants } from '../../platform/tables.ts'

/** False when the slug is taken. */
export async function insertTenantOnce(ctx: Context): Promise<boolean> {
  const { id, slug, name, zone } = ctx.tenant
  const made = await ctx.db
    .insert(tenants)
    .values({ id, slug, name, zone, demo: 0, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: tenants.id })
  return made.length > 0
}
