import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day } from '../../../../platform/tables.ts'

/** What an ended item counts for, one bit a measure: kept so that it can be taken back when the item changes or opens again. */
export const handlingItems = pgTable(
  'handling_items',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    day: day('day').notNull(),
    kind: text('kind').notNull(),
    unitId: uuid('unit_id'),
    areaId: uuid('area_id'),
    facts: integer('facts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.caseId] })],
)

/** Ended items that changed and are not counted yet; triggers of items and rounds write it, so that no way in can forget. */
export const handlingChanges = pgTable(
  'handling_changes',
  { tenantId: uuid('tenant_id').notNull(), caseId: uuid('case_id').notNull() },
  (t) => [index('handling_changes_case').on(t.tenantId, t.caseId)],
)

/** How ended items were handled, by the day or month of their receipt: counts of everything, of an area or of a unit, by kind. */
export const handlingCounts = pgTable(
  'handling_counts',
  {
    tenantId: uuid('tenant_id').notNull(),
    dimension: text('dimension').notNull(),
    key: uuid('key').notNull(),
    kind: text('kind').notNull(),
    grain: text('grain').notNull(),
    period: day('period').notNull(),
    counts: integer('counts').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.dimension, t.key, t.kind, t.grain, t.period] })],
)
