import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/**
 * What one person asks and another decides (申请与审核): an extension, a pause of the clock, an objection to an assignment, a closing
 * without an answer. Several closings that are proposed together share `batch_id`. Only one of a kind waits on an item, and a unit
 * objects to an item once.
 */
export const caseRequests = pgTable(
  'case_requests',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    batchId: uuid('batch_id').notNull(),
    caseId: uuid('case_id').notNull(),
    kind: text('kind').notNull(),
    state: text('state').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedUnitId: uuid('asked_unit_id'),
    askedAt: instant('asked_at').notNull(),
    words: text('words').notNull(),
    reason: text('reason'),
    days: integer('days'),
    endReason: text('end_reason'),
    otherPath: text('other_path'),
    dueAt: instant('due_at').notNull(),
    dueDay: day('due_day').notNull(),
    dayKind: text('day_kind').notNull(),
    definitionVersion: integer('definition_version').notNull(),
    calendarVersion: integer('calendar_version').notNull(),
    provisional: boolean('provisional').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    decisionWords: text('decision_words'),
    pausedFrom: instant('paused_from'),
    pausedTo: instant('paused_to'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('case_requests_waiting').on(t.tenantId, t.caseId, t.kind).where(sql`state = 'asked'`),
    uniqueIndex('case_requests_objection').on(t.tenantId, t.caseId, t.askedUnitId).where(sql`kind = 'objection'`),
    index('case_requests_queue').on(t.tenantId, t.dueAt, t.id).where(sql`state = 'asked'`),
    index('case_requests_case').on(t.tenantId, t.caseId, t.askedAt),
    index('case_requests_batch').on(t.tenantId, t.batchId),
    index('case_requests_paused').on(t.tenantId, t.pausedTo).where(sql`kind = 'pause' and paused_from is not null`),
  ],
)
