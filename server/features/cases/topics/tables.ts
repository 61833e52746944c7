import { boolean, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'

/** What items are about (诉求主题), a tree that the tenant keeps; `keywords` suggest a topic for a text, and never decide. */
export const topics = pgTable(
  'topics',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    parentId: uuid('parent_id'),
    keywords: text('keywords').array().notNull(),
    position: integer('position').notNull(),
    active: boolean('active').notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('topics_external').on(t.tenantId, t.externalId)],
)
