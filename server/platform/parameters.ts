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
