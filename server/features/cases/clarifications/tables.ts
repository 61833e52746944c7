import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * A clarification for whoever was reported without ground (不实举报澄清): it names the cleared unit or officer and the office that issues
 * it, nobody else and no item. `heard` says how the matter became known where the item itself was never told to the accused.
 */
export const clarifications = pgTable(
  'clarifications',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    caseId: uuid('case_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    officerId: uuid('officer_id'),
    finding: text('finding').notNull(),
    words: text('words').notNull(),
    heard: text('heard'),
    public: boolean('public').notNull(),
    issuedBy: uuid('issued_by').notNull(),
    issuedUnitId: uuid('issued_unit_id'),
    issuedAt: instant('issued_at').notNull(),
    withdrawnBy: uuid('withdrawn_by'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawWords: text('withdraw_words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('clarifications_number').on(t.tenantId, t.number),
    index('clarifications_unit').on(t.tenantId, t.unitId, t.issuedAt),
    index('clarifications_case').on(t.tenantId, t.caseId),
    index('clarifications_public').on(t.tenantId, t.issuedAt, t.id).where(sql`public and withdrawn_at is null`),
  ],
)
