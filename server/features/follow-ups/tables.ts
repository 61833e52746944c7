import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/** What a poor grade opens at the supervisor's office (差评跟进). The days are due days in working days. */
export const followUps = pgTable(
  'follow_ups',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    ratingId: uuid('rating_id').notNull(),
    number: text('number').notNull(),
    matterId: uuid('matter_id'),
    kind: text('kind').notNull(),
    unitId: uuid('unit_id').notNull(),
    areaId: uuid('area_id').notNull(),
    grade: integer('grade').notNull(),
    stage: text('stage').notNull(),
    outcome: text('outcome'),
    gradeRaised: boolean('grade_raised').notNull().default(false),
    mayTellUnit: boolean('may_tell_unit').notNull().default(false),
    sentBack: boolean('sent_back').notNull().default(false),
    openedAt: instant('opened_at').notNull(),
    callBackDueDay: day('call_back_due_day').notNull(),
    answerDueDay: day('answer_due_day').notNull(),
    hardDueDay: day('hard_due_day').notNull(),
    reRateDueDay: day('re_rate_due_day'),
    provisional: boolean('provisional').notNull(),
    reGrade: integer('re_grade'),
    reGradedAt: instant('re_graded_at'),
    batchId: uuid('batch_id'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('follow_ups_rating').on(t.tenantId, t.ratingId),
    index('follow_ups_number').on(t.tenantId, t.number),
    index('follow_ups_order').on(t.tenantId, t.hardDueDay, t.id),
    index('follow_ups_unbatched').on(t.tenantId, t.unitId, t.kind).where(sql`batch_id is null`),
  ],
)

/** Each step of a follow-up with who took it, in the order of the versions it was taken on: rows are added, never changed. */
export const followUpSteps = pgTable(
  'follow_up_steps',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    followUpId: uuid('follow_up_id').notNull(),
    version: integer('version').notNull(),
    at: instant('at').notNull(),
    step: text('step').notNull(),
    staffId: uuid('staff_id'),
    note: text('note').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('follow_up_steps_of').on(t.tenantId, t.followUpId, t.version),
  ],
)

/** Five or more poor grades of one kind that a unit sees together: reasons and how often, nothing that leads back. */
export const unitBatches = pgTable(
  'unit_batches',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    unitId: uuid('unit_id').notNull(),
    kind: text('kind').notNull(),
    size: integer('size').notNull(),
    closedDay: day('closed_day').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('unit_batches_unit').on(t.tenantId, t.unitId, t.id)],
)

/** How often a reason stands in a batch; null is a poor grade without a reason. */
export const unitBatchReasons = pgTable(
  'unit_batch_reasons',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    batchId: uuid('batch_id').notNull(),
    reason: text('reason'),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('unit_batch_reasons_batch').on(t.tenantId, t.batchId)],
)
