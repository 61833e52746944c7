import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
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

/**
 * The decision that clocks which already run are counted anew (重算到期日), after a new calendar or definition. `reached` is the last
 * running clock that was looked at, so that a process which stops goes on where it was.
 */
export const recounts = pgTable(
  'recounts',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    cause: text('cause').notNull(),
    clock: text('clock'),
    version: integer('version').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    reached: uuid('reached'),
    examined: integer('examined').notNull().default(0),
    moved: integer('moved').notNull().default(0),
    firm: integer('firm').notNull().default(0),
    doneAt: instant('done_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('recounts_waiting').on(t.askedAt).where(sql`done_at is null`),
  ],
)
