import { randomUUID } from 'node:crypto'
import { cases } from '@minyi/server/features/cases/tables.ts'
import { readTopics } from '@minyi/server/features/cases/topics/service.ts'
import type { Context } from '@minyi/server/platform/context.ts'

let made = 0

/** The id of a topic that a tenant starts with, by its key. */
export async function topicIdOf(ctx: Context, key: string): Promise<string> {
  const topic = (await readTopics(ctx)).find(({ externalId }) => externalId === key)
  if (!topic) throw new Error(`no topic ${key}`)
  return topic.id
}

/** Items as they lie in the table, many at once: `counts` says how many came in on each of the days that end with `through`. */
export async function layItems(
  ctx: Context,
  through: string,
  counts: readonly number[],
  given: Partial<typeof cases.$inferInsert> = {},
): Promise<string[]> {
  const end = Date.parse(`${through}T04:00:00Z`)
  const rows = counts.flatMap((count, i) =>
    Array.from({ length: count }, () => ({
      tenantId: ctx.tenant.id,
      id: randomUUID(),
      number: `LAID-${++made}`,
      kind: 'opinion',
      entry: 'general',
      channel: 'hotline',
      assisted: false,
      identity: 'public',
      title: '一件诉求',
      text: '一件诉求的原文',
      state: 'closed',
      round: 1,
      version: 1,
      receivedAt: new Date(end - (counts.length - 1 - i) * 86_400_000),
      ...given,
    })),
  )
  for (let at = 0; at < rows.length; at += 1000) await ctx.db.insert(cases).values(rows.slice(at, at + 1000))
  return rows.map(({ id }) => id)
}
