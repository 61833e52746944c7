import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/** Which member of staff had an item open (谁看过), one row a person, day and way: on the screen, or in an export. */
export const caseLooks = pgTable(
  'case_looks',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    day: day('day').notNull(),
    how: text('how').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    times: integer('times').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.caseId, t.day, t.staffId, t.how] })],
)
