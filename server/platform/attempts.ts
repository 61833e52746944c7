import { sql } from 'drizzle-orm'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'
import { attempts } from './tables.ts'

export type Limit = { kind: string; limit: number; windowMs: number }

/** Counts one attempt under a key, in the database so that all processes share it; past the limit it fails with 429. */
export async function countAttempt(ctx: Context, key: string, rule: Limit): Promise<void> {
  const start = new Date(Math.floor(ctx.now().getTime() / rule.windowMs) * rule.windowMs)
  const [row] = await ctx.database.db
    .insert(attempts)
    .values({ tenantId: ctx.tenant.id, kind: rule.kind, key, windowStart: start, count: 1 })
    .onConflictDoUpdate({
      target: [attempts.tenantId, attempts.kind, attempts.key, attempts.windowStart],
      set: { count: sql`${attempts.count} + 1` },
    })
    .returning({ count: attempts.count })
  if ((row?.count ?? 0) > rule.limit) {
    const waitMs = start.getTime() + rule.windowMs - ctx.now().getTime()
    throw new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
}
