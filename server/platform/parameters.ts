import { and, desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { parameters } from './tables.ts'

/** The newest version of a tenant's parameter, or what the product starts with where the tenant has set none. */
export async function readParameter<T>(ctx: Context, name: string, shape: z.ZodType<T>, fallback: T): Promise<T> {
  const [row] = await ctx.db
    .select({ value: parameters.value })
    .from(parameters)
    .where(and(eq(parameters.tenantId, ctx.tenant.id), eq(parameters.name, name)))
    .orderBy(desc(parameters.version))
    .limit(1)
  return row ? shape.parse(row.value) : fallback
}

/** A parameter with its version and source note, as its administrator sees it; version 0 where the tenant has set none. */
export async function readVersioned<T>(ctx: Context, name: string, shape: z.ZodType<T>, fallback: T) {
  const [row] = await ctx.db
    .select()
    .from(parameters)
    .where(and(eq(parameters.tenantId, ctx.tenant.id), eq(parameters.name, name)))
    .orderBy(desc(parameters.version))
    .limit(1)
  return { value: row ? shape.parse(row.value) : fallback, version: row?.version ?? 0, source: row?.source ?? '' }
}

/** Writes the version after the one that was on the screen; false when somebody else was faster. */
export async function writeParameter(
  ctx: Context,
  name: string,
  next: { after: number; value: unknown; source: string },
): Promise<boolean> {
  const made = await ctx.db
    .insert(parameters)
    .values({
      tenantId: ctx.tenant.id,
      name,
      version: next.after + 1,
      value: next.value,
      source: next.source,
      setBy: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      setAt: ctx.now(),
    })
    .onConflictDoNothing()
    .returning({ version: parameters.version })
  return made.length > 0
}
