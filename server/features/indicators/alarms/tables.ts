import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/**
 * Alarms (预警) with the case for them as it stood when they were raised; a series has at most one that is not over. `evidence` holds
 * counts and keys, never names.
 */
export const figureAlarms = pgTable(
  'figure_alarms',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    indicatorId: text('indicator_id').notNull(),
    version: integer('version').notNull(),
    dimension: text('dimension').notNull(),
    key: uuid('key').notNull(),
    raisedOn: day('raised_on').notNull(),
    raisedAt: instant('raised_at').notNull(),
    overOn: day('over_on'),
    evidence: jsonb('evidence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('figure_alarms_standing')
      .on(t.tenantId, t.indicatorId, t.dimension, t.key)
      .where(sql`${t.overOn} is null`),
    index('figure_alarms_latest').on(t.tenantId, t.raisedAt),
  ],
)

/** What somebody wrote to an alarm after looking at it; added, never changed. */
export const figureAlarmNotes = pgTable(
  'figure_alarm_notes',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    alarmId: uuid('alarm_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    note: text('note').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('figure_alarm_notes_of').on(t.tenantId, t.alarmId)],
)

/** One row a tenant and day: the watch that ran, with how many series it watched and how often they cry wolf together. */
export const figureWatches = pgTable(
  'figure_watches',
  {
    tenantId: uuid('tenant_id').notNull(),
    day: day('day').notNull(),
    watched: integer('watched').notNull(),
    unwatched: integer('unwatched').notNull(),
    falseAlarmDays: integer('false_alarm_days').notNull(),
    /** False alarms of all series together in 30 days, in hundredths. */
    falsePerMonthHundredths: integer('false_per_month_hundredths').notNull(),
    ranAt: instant('ran_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day] })],
)
