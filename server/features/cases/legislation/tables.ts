import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/** A draft law or rule on which opinions are gathered (征求意见的草案): where its text stands and until when. */
export const lawDrafts = pgTable(
  'law_drafts',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    title: text('title').notNull(),
    address: text('address'),
    unitId: uuid('unit_id').notNull(),
    openFrom: day('open_from').notNull(),
    openUntil: day('open_until').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/** An opinion on a draft and what became of it: 收集 → 评估 → 处理 → 反馈. */
export const legislativeOpinions = pgTable(
  'legislative_opinions',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    draftId: uuid('draft_id').notNull(),
    article: text('article'),
    assessedAt: instant('assessed_at'),
    assessment: text('assessment'),
    decidedAt: instant('decided_at'),
    adoption: text('adoption'),
    words: text('words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.caseId] }),
    index('legislative_opinions_draft').on(t.tenantId, t.draftId, t.caseId),
  ],
)
