import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * A conflict of interest of a person (回避): declared by the person or ordered by a supervisor, about one item or about everything that
 * accuses a unit. While it is not lifted the person reaches none of it anywhere.
 */
export const recusals = pgTable(
  'recusals',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    staffId: uuid('staff_id').notNull(),
    caseId: uuid('case_id'),
    unitId: uuid('unit_id'),
    ground: text('ground').notNull(),
    words: text('words').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    liftedBy: uuid('lifted_by'),
    liftedAt: instant('lifted_at'),
    liftWords: text('lift_words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('recusals_staff').on(t.tenantId, t.staffId).where(sql`lifted_at is null`),
    index('recusals_case').on(t.tenantId, t.caseId),
  ],
)
