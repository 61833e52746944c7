import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/**
 * What an officer was told of their own ratings, one row for each month that brought five new ones: rows are added, never changed.
 * `estimate` is null where the officers of the same kind were too few, and `refusal` says so.
 */
export const officerEstimates = pgTable(
  'officer_estimates',
  {
    tenantId: uuid('tenant_id').notNull(),
    indicatorId: text('indicator_id').notNull(),
    officerId: uuid('officer_id').notNull(),
    month: day('month').notNull(),
    version: integer('version').notNull(),
    closedAt: instant('closed_at').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    estimate: jsonb('estimate'),
    refusal: text('refusal'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.indicatorId, t.officerId, t.month] }),
    index('officer_estimates_own').on(t.tenantId, t.officerId, t.month),
  ],
)

/** The months that were closed for officers, by their first day, so that each is closed once. */
export const officerClosings = pgTable(
  'officer_closings',
  {
    tenantId: uuid('tenant_id').notNull(),
    month: day('month').notNull(),
    closedAt: instant('closed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month] })],
)
