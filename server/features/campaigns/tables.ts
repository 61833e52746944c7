import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/**
 * A campaign against one problem (专项整治): what is counted (topic, area, unit), its goal and days, and at its end the effect as it
 * was then. `usual_per_day` is what was to be expected before the rise, where it was opened from a hot spot.
 */
export const campaigns = pgTable(
  'campaigns',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    goal: text('goal').notNull(),
    topicId: uuid('topic_id').notNull(),
    areaId: uuid('area_id'),
    unitId: uuid('unit_id'),
    hotspotId: uuid('hotspot_id'),
    usualPerDay: doublePrecision('usual_per_day'),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    state: text('state').notNull(),
    openedAt: instant('opened_at').notNull(),
    openedBy: uuid('opened_by').notNull(),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by'),
    closingWords: text('closing_words'),
    effect: jsonb('effect'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('campaigns_hotspot').on(t.tenantId, t.hotspotId)],
)

/** What one unit has to do in a campaign, how far it is, and the supervision order that was opened for it. */
export const campaignUnits = pgTable(
  'campaign_units',
  {
    tenantId: uuid('tenant_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    task: text('task').notNull(),
    orderId: uuid('order_id'),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.campaignId, t.unitId] })],
)

/** The campaign's story: opened, progress told, closed. */
export const campaignEvents = pgTable(
  'campaign_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    staffId: uuid('staff_id').notNull(),
    unitId: uuid('unit_id'),
    words: text('words'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('campaign_events_of').on(t.tenantId, t.campaignId, t.at)],
)
