import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/** The working calendar of a tenant, one row a version: days off, made-up working days (调休), and through which day it is known. */
export const calendars = pgTable(
  'calendars',
  {
    tenantId: uuid('tenant_id').notNull(),
    version: integer('version').notNull(),
    knownFrom: day('known_from').notNull(),
    knownThrough: day('known_through').notNull(),
    daysOff: text('days_off').array().notNull(),
    workDays: text('work_days').array().notNull(),
    source: text('source').notNull(),
    setBy: uuid('set_by'),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.version] })],
)
