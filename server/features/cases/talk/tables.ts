import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/** Somebody was named in an internal note (提到); it waits in that person's inbox until it is read. */
export const caseMentions = pgTable(
  'case_mentions',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    byStaffId: uuid('by_staff_id').notNull(),
    words: text('words').notNull(),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('case_mentions_inbox').on(t.tenantId, t.staffId, t.at),
    index('case_mentions_unread').on(t.tenantId, t.staffId).where(sql`read_at is null`),
  ],
)

/** Who has an item on the screen now; a row that is not renewed ends by itself. */
export const casePresence = pgTable(
  'case_presence',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    act: text('act'),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.caseId, t.staffId] }), index('case_presence_end').on(t.until)],
)
