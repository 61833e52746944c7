import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/**
 * What an office owes by law on a date (法定期限): the occurrence of an annual report, made by the product once a year, or something that
 * somebody has entered. `told` is the loudest notice that was given of it.
 */
export const duties = pgTable(
  'duties',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    version: integer('version').notNull(),
    clock: text('clock').notNull(),
    title: text('title').notNull(),
    yearly: boolean('yearly').notNull(),
    startDay: day('start_day').notNull(),
    dueDay: day('due_day').notNull(),
    dueAt: instant('due_at').notNull(),
    provisional: boolean('provisional').notNull(),
    dayKind: text('day_kind').notNull(),
    definitionVersion: integer('definition_version').notNull(),
    calendarVersion: integer('calendar_version').notNull(),
    told: integer('told').notNull(),
    enteredBy: uuid('entered_by'),
    outcome: text('outcome'),
    doneDay: day('done_day'),
    doneBy: uuid('done_by'),
    recordedAt: instant('recorded_at'),
    note: text('note'),
    link: text('link'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('duties_yearly').on(t.tenantId, t.clock, t.startDay).where(sql`yearly`),
    index('duties_open').on(t.tenantId, t.dueDay, t.id).where(sql`outcome is null`),
    index('duties_ended').on(t.tenantId, t.recordedAt, t.id).where(sql`outcome is not null`),
  ],
)
