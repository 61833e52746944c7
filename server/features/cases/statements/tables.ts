import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/** What the accused unit or officer says to a complaint (陈述申辩). Rows are added, never changed. */
export const caseStatements = pgTable(
  'case_statements',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    officerId: uuid('officer_id'),
    staffId: uuid('staff_id').notNull(),
    words: text('words').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('case_statements_case').on(t.tenantId, t.caseId, t.at)],
)
