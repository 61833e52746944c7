import { integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../platform/tables.ts'

/**
 * A key by which another system calls (接口密钥). Only its keyed hash is kept; the words were shown once, to whoever made it.
 * `prefix` is what people recognise it by, `source_ids` are the import sources it may fill (null: all of them).
 */
export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: bytes('hash').notNull(),
    scopes: text('scopes').array().notNull(),
    sourceIds: uuid('source_ids').array(),
    perMinute: integer('per_minute').notNull(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull(),
    endsAt: instant('ends_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('api_keys_hash').on(t.tenantId, t.hash)],
)
