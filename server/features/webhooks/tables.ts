import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../platform/tables.ts'

/**
 * A subscriber outside (事件推送): which topics go to which address, limited to a unit's items or an area's where one is named.
 * The secret is encrypted; the one before it signs along until `oldSecretUntil`.
 */
export const webhooks = pgTable(
  'webhooks',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    url: text('url').notNull(),
    topics: text('topics').array().notNull(),
    unitId: uuid('unit_id'),
    areaId: uuid('area_id'),
    state: text('state').notNull(),
    secret: bytes('secret').notNull(),
    oldSecret: bytes('old_secret'),
    oldSecretUntil: instant('old_secret_until'),
    version: integer('version').notNull(),
    failingSince: instant('failing_since'),
    stoppedAt: instant('stopped_at'),
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/**
 * One event on its way to one subscriber. `seq` is the order: a delivery waits for those of the same subject before it, so that
 * nobody reads an older state after a newer one. A replay is a row of its own that carries the same event.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    webhookId: uuid('webhook_id').notNull(),
    eventId: uuid('event_id').notNull(),
    topic: text('topic').notNull(),
    subjectId: uuid('subject_id').notNull(),
    payload: jsonb('payload').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    replayOf: uuid('replay_of'),
    state: text('state').notNull(),
    tries: integer('tries').notNull().default(0),
    firstTryAt: instant('first_try_at'),
    dueAt: instant('due_at').notNull(),
    doneAt: instant('done_at'),
    code: integer('code'),
    ms: integer('ms'),
    fault: text('fault'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('webhook_deliveries_once').on(t.tenantId, t.webhookId, t.eventId).where(sql`replay_of is null`),
    index('webhook_deliveries_due').on(t.dueAt).where(sql`state in ('waiting', 'sending')`),
    index('webhook_deliveries_order')
      .on(t.tenantId, t.webhookId, t.subjectId, t.seq)
      .where(sql`state in ('waiting', 'sending')`),
    index('webhook_deliveries_log').on(t.tenantId, t.webhookId, t.seq),
  ],
)

/** Each try of a delivery, with the answer's code and how long it took; never a word of the answer. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    tenantId: uuid('tenant_id').notNull(),
    deliveryId: uuid('delivery_id').notNull(),
    number: integer('number').notNull(),
    at: instant('at').notNull(),
    code: integer('code'),
    ms: integer('ms').notNull(),
    fault: text('fault'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.deliveryId, t.number] })],
)
