import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/** Whether a resident agreed to be asked about retaliation after the end (报复回访); taken back as easily as given. */
export const checkInConsents = pgTable(
  'check_in_consents',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    agreedAt: instant('agreed_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.caseId] })],
)

/** One question, 7, 30 or 90 days after the end: was the resident made to suffer for it? A yes opens an order the unit cannot see. */
export const checkIns = pgTable(
  'check_ins',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    round: integer('round').notNull(),
    days: integer('days').notNull(),
    dueDay: day('due_day').notNull(),
    state: text('state').notNull(),
    askedAt: instant('asked_at'),
    answeredAt: instant('answered_at'),
    answer: text('answer'),
    words: text('words'),
    orderId: uuid('order_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('check_ins_once').on(t.tenantId, t.caseId, t.round, t.days),
    index('check_ins_due').on(t.tenantId, t.dueDay).where(sql`state = 'waiting'`),
    index('check_ins_answered').on(t.tenantId, t.answeredAt).where(sql`answer = 'yes'`),
  ],
)
