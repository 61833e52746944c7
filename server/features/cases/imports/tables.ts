import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../../../platform/tables.ts'

/** Where items come from in bulk (导入来源): its channel, and the mapping of its columns and words, made once and kept. */
export const importSources = pgTable(
  'import_sources',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    channel: text('channel').notNull(),
    mapping: jsonb('mapping').notNull(),
    version: integer('version').notNull(),
    watched: boolean('watched').notNull().default(false),
    active: boolean('active').notNull().default(true),
    changedAt: instant('changed_at').notNull(),
    changedBy: uuid('changed_by'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('import_sources_slug').on(t.tenantId, t.slug)],
)

/**
 * One file or one batch that is checked or brought in. `next_row` is how far it has come, moved in the transaction that writes the
 * rows; whoever works on it holds the lease, and a worker that died is followed by another one from there.
 */
export const importRuns = pgTable(
  'import_runs',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    sourceId: uuid('source_id').notNull(),
    mode: text('mode').notNull(),
    origin: text('origin').notNull(),
    state: text('state').notNull(),
    fileId: uuid('file_id'),
    fileName: text('file_name').notNull(),
    bytes: integer('bytes').notNull(),
    mapping: jsonb('mapping').notNull(),
    headings: text('headings').array(),
    nextRow: integer('next_row').notNull(),
    read: integer('read').notNull().default(0),
    created: integer('created').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    same: integer('same').notNull().default(0),
    kept: integer('kept').notNull().default(0),
    faulty: integer('faulty').notNull().default(0),
    warned: integer('warned').notNull().default(0),
    fault: text('fault'),
    startedBy: uuid('started_by'),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    share: integer('share').notNull().default(0),
    leaseUntil: instant('lease_until'),
    leaseBy: uuid('lease_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('import_runs_waiting').on(t.createdAt).where(sql`state in ('waiting', 'running')`),
    index('import_runs_recent').on(t.tenantId, t.createdAt, t.id),
  ],
)

/** What is wrong or worth knowing in one cell. The value itself stands in the sealed row only, for it may be personal. */
export const importFaults = pgTable(
  'import_faults',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    row: integer('row').notNull(),
    field: text('field').notNull(),
    column: text('column').notNull(),
    code: text('code').notNull(),
    stops: boolean('stops').notNull(),
    value: text('value'),
    words: text('words').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.runId, t.row, t.field] })],
)

/** A row that was not brought in, encrypted as it came, so that it can be downloaded, corrected and sent again. */
export const importFaultRows = pgTable(
  'import_fault_rows',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    row: integer('row').notNull(),
    cells: bytes('cells').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.runId, t.row] })],
)

/**
 * Which item a source's own number is. The key decides, so that an item is never brought in twice; `hash` tells whether a row has
 * changed since, and `version` is the item's as the import left it: a higher one means that the office has taken it in hand.
 */
export const caseImports = pgTable(
  'case_imports',
  {
    tenantId: uuid('tenant_id').notNull(),
    sourceId: uuid('source_id').notNull(),
    externalId: text('external_id').notNull(),
    caseId: uuid('case_id').notNull(),
    hash: bytes('hash').notNull(),
    version: integer('version').notNull(),
    runId: uuid('run_id').notNull(),
    row: integer('row').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId, t.externalId] }),
    unique('case_imports_case').on(t.tenantId, t.caseId),
  ],
)
