import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
/** A calendar day, kept as its text so that no process's own zone can shift it. */
export const day = (name: string) => date(name, { mode: 'string' })

/** A city or district (租户). Its id stands first in every key and every query. */
export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  zone: text('zone').notNull().default('Asia/Shanghai'),
  demo: integer('demo').notNull().default(0),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** A tenant's parameters (clock days, thresholds), versioned, each with the source note that the administrator sees. */
export const parameters = pgTable(
  'parameters',
  {
    tenantId: uuid('tenant_id').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    value: jsonb('value').notNull(),
    source: text('source').notNull(),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name, t.version] })],
)

/** What was done by whom to what: ids and hashes only, so that deleting a person breaks nothing here. */
export const auditRows = pgTable(
  'audit_rows',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    detailHash: text('detail_hash'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.subjectKind, t.subjectId, t.id] })],
)

/**
 * What happened, for everything that follows from it: notices, live updates, webhooks and the rollups. `figure` is the signed
 * change of the counts, where there is one. `xid` is the writer's transaction, the only watermark that loses no late commit;
 * everybody reads in its order, so it is the only index.
 */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    at: instant('at').notNull(),
    topic: text('topic').notNull(),
    subjectId: uuid('subject_id').notNull(),
    payload: jsonb('payload').notNull(),
    figure: jsonb('figure'),
  },
  (t) => [index('outbox_order').on(t.xid)],
)

/** How far each consumer of the outbox has come: everything below `xid` is done. */
export const outboxCursors = pgTable('outbox_cursors', {
  consumer: text('consumer').primaryKey(),
  xid: xid8('xid').notNull(),
  cluster: text('cluster').notNull(),
  movedAt: instant('moved_at').notNull(),
})

/**
 * An event that a follower failed at, kept whole, so that it outlives the outbox. Without `setAsideAt` the follower still waits at it; with
 * it, the follower went on without it. `replayAt` asks that it be handed over again.
 */
export const outboxFaults = pgTable(
  'outbox_faults',
  {
    consumer: text('consumer').notNull(),
    eventId: uuid('event_id').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    at: instant('at').notNull(),
    topic: text('topic').notNull(),
    subjectId: uuid('subject_id').notNull(),
    payload: jsonb('payload').notNull(),
    tries: integer('tries').notNull(),
    error: text('error').notNull(),
    failedAt: instant('failed_at').notNull(),
    setAsideAt: instant('set_aside_at'),
    replayAt: instant('replay_at'),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.eventId] })],
)

/** One row a write that was acknowledged: its id, what was asked (hash) and the sealed answer, so that a repeat gets the same. */
export const replays = pgTable(
  'replays',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    operation: text('operation').notNull(),
    actor: text('actor').notNull(),
    inputHash: text('input_hash').notNull(),
    answer: bytes('answer'),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('replays_age').on(t.at)],
)

/** Every personal value (telephone, name, exact position, complainant), encrypted; nothing personal lies anywhere else. */
export const sealed = pgTable(
  'sealed',
  {
    tenantId: uuid('tenant_id').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    field: text('field').notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    keyVersion: integer('key_version').notNull(),
    blindIndex: bytes('blind_index'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.subjectKind, t.subjectId, t.field] }),
    index('sealed_blind').on(t.tenantId, t.field, t.blindIndex),
  ],
)

/** Who opened a sealed value, and why; shown to the person it belongs to. */
export const unsealings = pgTable(
  'unsealings',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    fields: text('fields').array().notNull(),
    staffId: uuid('staff_id').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('unsealings_subject').on(t.tenantId, t.subjectKind, t.subjectId),
  ],
)

/** Attempts counted per key (an address, a telephone's blind index, a short code) and window, shared by all processes. */
export const attempts = pgTable(
  'attempts',
  {
    tenantId: uuid('tenant_id').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind, t.key, t.windowStart] })],
)

/** An uploaded file, known by the hash of its content; the bytes lie below the data folder. */
export const files = pgTable(
  'files',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    ownerKind: text('owner_kind').notNull(),
    ownerId: uuid('owner_id'),
    purpose: text('purpose').notNull(),
    declaredSha256: text('declared_sha256').notNull(),
    declaredBytes: bigint('declared_bytes', { mode: 'number' }).notNull(),
    chunkBytes: integer('chunk_bytes').notNull(),
    secretHash: bytes('secret_hash').notNull(),
    storedSha256: text('stored_sha256'),
    storedBytes: bigint('stored_bytes', { mode: 'number' }),
    mediaType: text('media_type'),
    subjectKind: text('subject_kind'),
    subjectId: uuid('subject_id'),
    createdAt: instant('created_at').notNull(),
    completedAt: instant('completed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('files_subject').on(t.tenantId, t.subjectKind, t.subjectId),
    index('files_content').on(t.storedSha256),
  ],
)

export const fileChunks = pgTable(
  'file_chunks',
  {
    tenantId: uuid('tenant_id').notNull(),
    fileId: uuid('file_id').notNull(),
    index: integer('index').notNull(),
    bytes: integer('bytes').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.fileId, t.index] }),
    unique('file_chunks_once').on(t.tenantId, t.fileId, t.index),
  ],
)
