import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, day, instant } from '../../platform/tables.ts'

/**
 * Bulletins and annual reports (通报、年度报告). `figures` is everything that was counted, frozen with its hash; the text stands in `head` and
 * `sections`. Once `published`, the database refuses every change; a correction is a row of its own that names this one.
 */
export const bulletins = pgTable(
  'bulletins',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    head: jsonb('head').notNull(),
    sections: jsonb('sections').notNull(),
    figures: jsonb('figures'),
    /** What stood there before the last recount, or in the bulletin that this one corrects. */
    figuresBefore: jsonb('figures_before'),
    /** Counts and rates beside those of earlier periods, for the office alone. */
    comparison: jsonb('comparison'),
    /** The places that stand alone in its table; the next bulletin tells no earlier count of any other. */
    alone: text('alone').array().notNull(),
    stepsDone: integer('steps_done').notNull(),
    stepsOf: integer('steps_of').notNull(),
    number: text('number'),
    year: text('year'),
    running: integer('running'),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull(),
    submittedAt: instant('submitted_at'),
    submittedBy: uuid('submitted_by'),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: uuid('reviewed_by'),
    returnedWords: text('returned_words'),
    publishedAt: instant('published_at'),
    publishedBy: uuid('published_by'),
    corrects: uuid('corrects'),
    correction: text('correction'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('bulletins_running').on(t.tenantId, t.kind, t.year, t.running),
    index('bulletins_made').on(t.tenantId, t.madeAt, t.id),
    index('bulletins_published').on(t.tenantId, t.publishedAt, t.id).where(sql`published_at is not null`),
    index('bulletins_preparing').on(t.tenantId, t.id).where(sql`state = 'preparing'`),
    uniqueIndex('bulletins_corrects').on(t.tenantId, t.corrects).where(sql`corrects is not null`),
  ],
)

/** What the text of a bulletin was before each change, and who changed it; rows are added, never changed. */
export const bulletinEdits = pgTable(
  'bulletin_edits',
  {
    tenantId: uuid('tenant_id').notNull(),
    bulletinId: uuid('bulletin_id').notNull(),
    version: integer('version').notNull(),
    at: instant('at').notNull(),
    by: uuid('by').notNull(),
    what: text('what').notNull(),
    head: jsonb('head').notNull(),
    sections: jsonb('sections').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.bulletinId, t.version] })],
)

/** The files of a published bulletin, as they were published; rows are added, never changed. */
export const bulletinFiles = pgTable(
  'bulletin_files',
  {
    tenantId: uuid('tenant_id').notNull(),
    bulletinId: uuid('bulletin_id').notNull(),
    format: text('format').notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.bulletinId, t.format] })],
)
