import { boolean, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'

/**
 * What items are about (诉求主题), a tree of two levels that the tenant keeps; `keywords` suggest a topic for a text, `unit_id` a
 * unit for the topic, and neither decides.
 */
export const topics = pgTable(
  'topics',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    parentId: uuid('parent_id'),
    keywords: text('keywords').array().notNull(),
    unitId: uuid('unit_id'),
    position: integer('position').notNull(),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('topics_external').on(t.tenantId, t.externalId)],
)
