import { and, asc, eq, lt } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { type CaseLine, type CaseRecord, selectLines, within } from '../queries.ts'
import { cases } from '../tables.ts'

/** One item within the caller's reach. */
export async function findLine(ctx: Context, id: string): Promise<CaseLine | undefined> {
  const [line] = await selectLines(ctx).where(and(within(ctx, 'cases.read'), eq(cases.id, id)))
  return line
}

/** Items whose resident has let the window for a verdict go by, each locked by whoever takes it. */
export async function lockLapsed(ctx: Context, limit: number): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.state, 'replied'), lt(cases.dueAt, ctx.now())))
    .orderBy(asc(cases.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true })
}
