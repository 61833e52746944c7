import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * A review that the resident of a 信访 item has asked for (复查, 复核): of the answer of a round, by which unit (null: the dispatching
 * desk), with which finding. Its clock is one of the item's own. Each level is decided once for an item, unless what was to be
 * reviewed came to be handled anew before.
 */
export const petitionReviews = pgTable(
  'petition_reviews',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    round: integer('round').notNull(),
    level: text('level').notNull(),
    state: text('state').notNull(),
    reasons: text('reasons').notNull(),
    unitId: uuid('unit_id'),
    clockId: uuid('clock_id').notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by'),
    decidedUnitId: uuid('decided_unit_id'),
    outcome: text('outcome'),
    words: text('words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('petition_reviews_once').on(t.tenantId, t.caseId, t.level).where(sql`state <> 'lapsed'`),
    index('petition_reviews_case').on(t.tenantId, t.caseId, t.askedAt),
    index('petition_reviews_waiting').on(t.tenantId, t.clockId).where(sql`state = 'asked'`),
    index('petition_reviews_asked').on(t.tenantId, t.askedAt, t.id),
  ],
)
