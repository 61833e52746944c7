import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, day, instant } from '../../../platform/tables.ts'

/** Answers of a survey that somebody conducted (调查数据): one row a file, the answers themselves compressed; never changed. */
export const answerSets = pgTable(
  'answer_sets',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    title: text('title').notNull(),
    agency: text('agency').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    frame: jsonb('frame').notNull(),
    columns: jsonb('columns').notNull(),
    rows: integer('rows').notNull(),
    sha256: text('sha256').notNull(),
    answers: bytes('answers').notNull(),
    keptAt: instant('kept_at').notNull(),
    keptBy: uuid('kept_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)
