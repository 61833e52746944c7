import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/** Words that answers begin from (答复模板), of the whole place or of one unit, with places for the item's own values. */
export const replyTemplates = pgTable(
  'reply_templates',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    unitId: uuid('unit_id'),
    act: text('act').notNull(),
    title: text('title').notNull(),
    words: text('words').notNull(),
    active: boolean('active').notNull(),
    version: integer('version').notNull(),
    changedBy: uuid('changed_by').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)
