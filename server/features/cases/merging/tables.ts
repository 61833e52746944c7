import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * One merging of an item into its lead (重复诉求并单), with what the item was before, so that undoing it gives all of it back.
 * It is over when it was undone, or when the answer went on to the item's own resident.
 */
export const caseMerges = pgTable(
  'case_merges',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    leadId: uuid('lead_id').notNull(),
    mergedAt: instant('merged_at').notNull(),
    mergedBy: uuid('merged_by'),
    before: jsonb('before').notNull(),
    endedAt: instant('ended_at'),
    ended: text('ended'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('case_merges_running').on(t.tenantId, t.caseId).where(sql`ended_at is null`),
    index('case_merges_lead').on(t.tenantId, t.leadId),
  ],
)

/** A resident's wish to be counted with an item like theirs (一并关注), made before submitting; staff decide about merging. */
export const caseLinks = pgTable(
  'case_links',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    likeId: uuid('like_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.caseId] }), index('case_links_like').on(t.tenantId, t.likeId)],
)
