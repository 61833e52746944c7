import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * A message to a resident about an item, one for each event that concerns the resident. The telephone is not here: it is opened
 * for the moment of sending. `sending` that is never followed by an answer is tried again later.
 */
export const caseNotices = pgTable(
  'case_notices',
  {
    tenantId: uuid('tenant_id').notNull(),
    eventId: uuid('event_id').notNull(),
    caseId: uuid('case_id').notNull(),
    topic: text('topic').notNull(),
    state: text('state').notNull(),
    tries: integer('tries').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    receiptId: text('receipt_id'),
    fault: text('fault'),
    doneAt: instant('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.eventId] }),
    index('case_notices_waiting').on(t.dueAt).where(sql`state in ('waiting', 'sending')`),
    index('case_notices_case').on(t.tenantId, t.caseId),
  ],
)
