import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../platform/tables.ts'

/**
 * One message to one person about one thing, kept in that person's inbox; `key` makes it once. The person is a keyed hash, so that
 * nothing leads from an item to its resident; null where nobody has an inbox (an item filed without signing in). No words are
 * kept: they follow from `kind`.
 */
export const notices = pgTable(
  'notices',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    key: text('key').notNull(),
    audience: text('audience').notNull(),
    recipient: bytes('recipient'),
    kind: text('kind').notNull(),
    aboutKind: text('about_kind').notNull(),
    aboutId: uuid('about_id').notNull(),
    number: text('number'),
    count: integer('count'),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('notices_once').on(t.tenantId, t.key),
    index('notices_inbox').on(t.tenantId, t.recipient, t.at, t.id),
    index('notices_unread').on(t.tenantId, t.recipient).where(sql`read_at is null`),
    index('notices_about').on(t.tenantId, t.aboutKind, t.aboutId),
  ],
)

/**
 * One way that a message takes to a resident (`subscribe`, `sms`, `call`) and what became of it. Telephone and openid are opened
 * for the moment of sending and are not here. `sending` that is never followed by an answer is taken up again at `dueAt`.
 */
export const noticeDeliveries = pgTable(
  'notice_deliveries',
  {
    tenantId: uuid('tenant_id').notNull(),
    noticeId: uuid('notice_id').notNull(),
    channel: text('channel').notNull(),
    state: text('state').notNull(),
    tries: integer('tries').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    dueAt: instant('due_at'),
    receiptId: text('receipt_id'),
    fault: text('fault'),
    sentAt: instant('sent_at'),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.noticeId, t.channel] }),
    index('notice_deliveries_due').on(t.dueAt).where(sql`due_at is not null`),
    index('notice_deliveries_log').on(t.tenantId, t.createdAt, t.noticeId),
    index('notice_deliveries_calls').on(t.tenantId, t.createdAt).where(sql`channel = 'call' and state = 'waiting'`),
  ],
)

/** The messages that a resident's taps in WeChat still allow, by template. One tap is one message. */
export const noticeGrants = pgTable(
  'notice_grants',
  {
    tenantId: uuid('tenant_id').notNull(),
    residentId: uuid('resident_id').notNull(),
    templateId: text('template_id').notNull(),
    left: integer('left').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.residentId, t.templateId] })],
)

/** What a resident does not want: one way for one purpose. No row means yes. */
export const noticeRefusals = pgTable(
  'notice_refusals',
  {
    tenantId: uuid('tenant_id').notNull(),
    residentId: uuid('resident_id').notNull(),
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.residentId, t.purpose, t.channel] })],
)
