import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../platform/tables.ts'

/** A matter of public opinion (政务舆情) on its way 收集 → 研判 → 处置 → 回应. Only a published response is seen outside. */
export const sentiments = pgTable(
  'sentiments',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    version: integer('version').notNull(),
    stage: text('stage').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    sources: jsonb('sources').notNull(),
    topicId: uuid('topic_id'),
    areaId: uuid('area_id'),
    unitId: uuid('unit_id'),
    level: text('level'),
    collectedAt: instant('collected_at').notNull(),
    responseTitle: text('response_title'),
    responseWords: text('response_words'),
    responseUrl: text('response_url'),
    respondedAt: instant('responded_at'),
    published: boolean('published').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('sentiments_stage').on(t.tenantId, t.stage, t.collectedAt),
  ],
)

/** Every step of it: who did what with which words. */
export const sentimentEvents = pgTable(
  'sentiment_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    sentimentId: uuid('sentiment_id').notNull(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    staffId: uuid('staff_id').notNull(),
    unitId: uuid('unit_id'),
    words: text('words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('sentiment_events_of').on(t.tenantId, t.sentimentId, t.at),
  ],
)

/** Items that belong to it. */
export const sentimentCases = pgTable(
  'sentiment_cases',
  {
    tenantId: uuid('tenant_id').notNull(),
    sentimentId: uuid('sentiment_id').notNull(),
    caseId: uuid('case_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.sentimentId, t.caseId] })],
)
