import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/** How an indicator is computed, by (id, version): a change is a new row, and figures keep the version they were made with. */
export const indicatorDefinitions = pgTable(
  'indicator_definitions',
  {
    tenantId: uuid('tenant_id').notNull(),
    indicatorId: text('indicator_id').notNull(),
    definitionId: text('definition_id').notNull(),
    version: integer('version').notNull(),
    definition: jsonb('definition').notNull(),
    card: jsonb('card').notNull(),
    public: boolean('public').notNull().default(true),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.definitionId, t.version] })],
)

/**
 * Counts of one dimension, key, month or day, kind of matter and channel: signed and only ever added to, never a rate, so that a
 * new definition needs no rebuild. Made from the outbox by one worker; `rebuild-rollups` makes them anew from the rows.
 */
export const figureRollups = pgTable(
  'figure_rollups',
  {
    tenantId: uuid('tenant_id').notNull(),
    dimension: text('dimension').notNull(),
    key: uuid('key').notNull(),
    kind: text('kind').notNull(),
    grain: text('grain').notNull(),
    period: day('period').notNull(),
    channel: text('channel').notNull(),
    eligible: integer('eligible').notNull().default(0),
    invited: integer('invited').notNull().default(0),
    counter: integer('counter').notNull().default(0),
    defaulted: integer('defaulted').notNull().default(0),
    g5: integer('g5').notNull().default(0),
    g4: integer('g4').notNull().default(0),
    g3: integer('g3').notNull().default(0),
    g2: integer('g2').notNull().default(0),
    g1: integer('g1').notNull().default(0),
    excludedDuplicate: integer('excluded_duplicate').notNull().default(0),
    excludedTest: integer('excluded_test').notNull().default(0),
    excludedIneligible: integer('excluded_ineligible').notNull().default(0),
    excludedMalicious: integer('excluded_malicious').notNull().default(0),
    excludedG5: integer('excluded_g5').notNull().default(0),
    excludedG4: integer('excluded_g4').notNull().default(0),
    excludedG3: integer('excluded_g3').notNull().default(0),
    excludedG2: integer('excluded_g2').notNull().default(0),
    excludedG1: integer('excluded_g1').notNull().default(0),
    changes: integer('changes').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.dimension, t.key, t.kind, t.grain, t.period, t.channel] })],
)

/**
 * The figures that were let out (关账), one row each time: rows are added, never changed. The one in force is the latest of its
 * key; without counts it says that the figure was taken down. `all` is the sum of the areas in force at that closing; it keeps the
 * breakdowns back (`withheld`) that would give those of an area away.
 */
export const closedFigures = pgTable(
  'closed_figures',
  {
    tenantId: uuid('tenant_id').notNull(),
    indicatorId: text('indicator_id').notNull(),
    version: integer('version').notNull(),
    dimension: text('dimension').notNull(),
    key: uuid('key').notNull(),
    closedAt: instant('closed_at').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    members: uuid('members').array().notNull(),
    counts: jsonb('counts'),
    withheld: text('withheld').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.indicatorId, t.dimension, t.key, t.version, t.closedAt] }),
    index('closed_figures_latest').on(t.tenantId, t.dimension, t.key, t.closedAt),
  ],
)

/** Up to when the changes of a township, unit or officer are contained in some closed figure, by kind of matter. */
export const closedUpTo = pgTable(
  'closed_up_to',
  {
    tenantId: uuid('tenant_id').notNull(),
    dimension: text('dimension').notNull(),
    key: uuid('key').notNull(),
    kind: text('kind').notNull(),
    upTo: instant('up_to').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.dimension, t.key, t.kind] })],
)

/** One row a tenant and day: the closing that ran, so that two processes do not close a day twice. */
export const closings = pgTable(
  'closings',
  {
    tenantId: uuid('tenant_id').notNull(),
    day: day('day').notNull(),
    closedAt: instant('closed_at').notNull(),
    ranAt: instant('ran_at').notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day] })],
)
