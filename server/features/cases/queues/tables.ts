import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

const columns = {
  tenantId: uuid('tenant_id').notNull(),
  dimension: text('dimension').notNull(),
  key: uuid('key').notNull(),
  state: text('state').notNull(),
  dueAt: instant('due_at').notNull(),
  count: integer('count').notNull(),
}

/** How many open items stand in which state until when, once by unit and once by area; nobody's stand under the zero id. */
export const caseQueueCounts = pgTable('case_queue_counts', columns, (t) => [
  primaryKey({ columns: [t.tenantId, t.dimension, t.key, t.state, t.dueAt] }),
  index('case_queue_counts_empty').on(t.tenantId).where(sql`count = 0`),
])

/** What changed in those counts and is not folded into them yet; triggers of the items write it, so that no way in can forget. */
export const caseQueueDeltas = pgTable('case_queue_deltas', columns)
