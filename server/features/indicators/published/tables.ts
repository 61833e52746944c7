import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, day, instant } from '../../../platform/tables.ts'

/**
 * Published figures (已发布的数字), frozen: rows are added, and the database refuses to change one. `certificate` is the birth
 * certificate as the office reads it, `open` as the public does (null for the office's own). A figure that corrects another names
 * it, and each is corrected once at most.
 */
export const publishedFigures = pgTable(
  'published_figures',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    indicatorId: text('indicator_id').notNull(),
    definitionId: text('definition_id').notNull(),
    version: integer('version').notNull(),
    audience: text('audience').notNull(),
    dimension: text('dimension').notNull(),
    areaId: uuid('area_id'),
    unitId: uuid('unit_id'),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    asOf: instant('as_of').notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedBy: uuid('published_by').notNull(),
    certificate: jsonb('certificate').notNull(),
    open: jsonb('open'),
    corrects: uuid('corrects'),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('published_figures_order').on(t.tenantId, t.publishedAt, t.id),
    index('published_figures_indicator').on(t.tenantId, t.indicatorId, t.publishedAt, t.id),
    uniqueIndex('published_figures_corrects').on(t.tenantId, t.corrects).where(sql`corrects is not null`),
  ],
)

/** The rows of a published figure in their canonical form, compressed, in parts; `open` are those that everybody may have. */
export const publishedRows = pgTable(
  'published_rows',
  {
    tenantId: uuid('tenant_id').notNull(),
    figureId: uuid('figure_id').notNull(),
    open: boolean('open').notNull(),
    part: integer('part').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.figureId, t.open, t.part] })],
)

/** A published figure that was taken down, by whom and why; it stays in every list. */
export const figureWithdrawals = pgTable(
  'figure_withdrawals',
  {
    tenantId: uuid('tenant_id').notNull(),
    figureId: uuid('figure_id').notNull(),
    at: instant('at').notNull(),
    by: uuid('by').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.figureId] })],
)
