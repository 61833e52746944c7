import { and, asc, eq } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
import { topics } from './tables.ts'

export type TopicRow = typeof topics.$inferSelect
export type TopicLine = TopicRow & { unitName: string | null }

/** The whole tree, groups and topics in the tenant's order. */
export async function listTopicLines(ctx: Context): Promise<TopicLine[]> {
  const rows = await ctx.db
    .select({ topic: topics, unitName: units.shortName })
    .from(topics)
    .leftJoin(units, and(eq(units.tenantId, topics.tenantId), eq(units.id, topics.unitId)))
    .where(eq(topics.tenantId, ctx.tenant.id))
    .orderBy(asc(topics.position), asc(topics.externalId))
  return rows.map(({ topic, unitName }) => ({ ...topic, unitName }))
}

export async function insertTopicsOnce(ctx: Context, rows: readonly Omit<TopicRow, 'tenantId'>[]): Promise<number> {
  const made = await ctx.db
    .insert(topics)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
    .returning({ id: topics.id })
  return made.length
}

/** Undefined when the version on the screen is no longer the newest. */
export async function updateTopic(
  ctx: Context,
  id: string,
  version: number,
  patch: Omit<TopicRow, 'tenantId' | 'id' | 'externalId' | 'version'>,
): Promise<TopicRow | undefined> {
  const [row] = await ctx.db
    .update(topics)
    .set({ ...patch, version: version + 1 })
    .where(and(eq(topics.tenantId, ctx.tenant.id), eq(topics.id, id), eq(topics.version, version)))
    .returning()
  return row
}
