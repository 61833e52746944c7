import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/**
 * How many items came in: by topic, township (the nil id where none is known), the unit concerned (the accused one, else the one that
 * handles it; nil where neither) and day. Made anew each night from the items; praise and one person's duplicates do not count.
 */
export const topicCounts = pgTable(
  'topic_counts',
  {
    tenantId: uuid('tenant_id').notNull(),
    topicId: uuid('topic_id').notNull(),
    areaId: uuid('area_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    day: day('day').notNull(),
    items: integer('items').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.topicId, t.day, t.areaId, t.unitId] }),
    index('topic_counts_day').on(t.tenantId, t.day),
  ],
)

/** What the last night said of a whole topic: counted and expected, and the smallest rise that its size would show. */
export const topicWatches = pgTable(
  'topic_watches',
  {
    tenantId: uuid('tenant_id').notNull(),
    topicId: uuid('topic_id').notNull(),
    day: day('day').notNull(),
    findings: jsonb('findings').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.topicId] })],
)

/**
 * A topic that rose against its own past (热点): as a whole, in one area or at one unit (`key` is that one's id, nil for the whole).
 * One runs at a time for the same thing; `findings` are those of the day on which it was clearest, `course` that of the last night.
 */
export const hotspots = pgTable(
  'hotspots',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    topicId: uuid('topic_id').notNull(),
    scope: text('scope').notNull(),
    key: uuid('key').notNull(),
    areaId: uuid('area_id'),
    unitId: uuid('unit_id'),
    beganDay: day('began_day').notNull(),
    foundDay: day('found_day').notNull(),
    lastDay: day('last_day').notNull(),
    overDay: day('over_day'),
    probability: doublePrecision('probability').notNull(),
    findings: jsonb('findings').notNull(),
    course: jsonb('course').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('hotspots_running').on(t.tenantId, t.topicId, t.scope, t.key).where(sql`over_day is null`),
    index('hotspots_found').on(t.tenantId, t.foundDay, t.id),
  ],
)

/** The nights that were watched, so that a page says as of when it speaks. */
export const hotspotNights = pgTable(
  'hotspot_nights',
  {
    tenantId: uuid('tenant_id').notNull(),
    day: day('day').notNull(),
    ranAt: instant('ran_at').notNull(),
    series: jsonb('series').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.day] })],
)
