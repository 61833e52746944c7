import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../../platform/tables.ts'

/**
 * The reward that a reporter claims with the receipt's secret (举报奖励). Nothing here leads to the reporter: the money is handed over
 * against a code that only the receipt's holder can read, of which a keyed hash is kept.
 */
export const rewards = pgTable(
  'rewards',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    claimedAt: instant('claimed_at').notNull(),
    amountYuan: integer('amount_yuan'),
    reason: text('reason'),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    approvalWords: text('approval_words'),
    codeHash: bytes('code_hash'),
    paidBy: uuid('paid_by'),
    paidAt: instant('paid_at'),
    paymentReference: text('payment_reference'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('rewards_case').on(t.tenantId, t.caseId),
    unique('rewards_code').on(t.tenantId, t.codeHash),
    index('rewards_state').on(t.tenantId, t.state, t.claimedAt),
  ],
)
