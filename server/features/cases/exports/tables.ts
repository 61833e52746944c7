import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/** A list of items that somebody takes out as a file: what was asked, why, and how far it is. The file goes at `expiresAt`. */
export const caseExports = pgTable(
  'case_exports',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    staffId: uuid('staff_id').notNull(),
    format: text('format').notNull(),
    columns: text('columns').array().notNull(),
    filter: jsonb('filter').notNull(),
    reason: text('reason').notNull(),
    state: text('state').notNull(),
    rows: integer('rows').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }),
    createdAt: instant('created_at').notNull(),
    leaseUntil: instant('lease_until'),
    doneAt: instant('done_at'),
    expiresAt: instant('expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('case_exports_staff').on(t.tenantId, t.staffId, t.createdAt),
    index('case_exports_open').on(t.createdAt).where(sql`state in ('waiting', 'writing', 'ready')`),
  ],
)
