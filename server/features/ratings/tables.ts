import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, day, instant } from '../../platform/tables.ts'

/**
 * A rating as it stands now, and its stored receipt. Its unique keys decide every race: one id one rating, one matter one
 * rating, one resident one rating a standing code and day (`standing_key`, a keyed hash that names nobody).
 */
export const ratings = pgTable(
  'ratings',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    matterId: uuid('matter_id'),
    standingKey: bytes('standing_key'),
    targetKind: text('target_kind'),
    targetId: uuid('target_id'),
    channel: text('channel').notNull(),
    kind: text('kind').notNull(),
    unitId: uuid('unit_id'),
    areaId: uuid('area_id').notNull(),
    officerId: uuid('officer_id'),
    closedDay: day('closed_day').notNull(),
    givenGrade: integer('given_grade').notNull(),
    givenAt: instant('given_at').notNull(),
    givenDay: day('given_day').notNull(),
    inputHash: text('input_hash').notNull(),
    grade: integer('grade').notNull(),
    changes: integer('changes').notNull().default(0),
    excludedReason: text('excluded_reason'),
    mayTellUnit: boolean('may_tell_unit').notNull().default(false),
    anonymisedAt: instant('anonymised_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('ratings_matter').on(t.tenantId, t.matterId),
    uniqueIndex('ratings_standing').on(t.tenantId, t.standingKey).where(sql`standing_key is not null`),
    index('ratings_given').on(t.tenantId, t.givenAt, t.id),
    check('ratings_grade', sql`grade between 1 and 5 and given_grade between 1 and 5`),
  ],
)

/** What happened to a rating (given, changed, excluded, restored, anonymised): rows are added, never changed. */
export const ratingEvents = pgTable(
  'rating_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    at: instant('at').notNull(),
    id: uuid('id').notNull(),
    ratingId: uuid('rating_id').notNull(),
    event: text('event').notNull(),
    gradeBefore: integer('grade_before'),
    gradeAfter: integer('grade_after'),
    reason: text('reason'),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.ratingId, t.id] }),
    // Rows come in the order of time, so the summary of a range of pages is enough.
    index('rating_events_time').using('brin', t.at),
  ],
)

/** What the author added after the grade; wiped when the rating is made anonymous. */
export const ratingDetails = pgTable(
  'rating_details',
  {
    tenantId: uuid('tenant_id').notNull(),
    ratingId: uuid('rating_id').notNull(),
    reasons: text('reasons').array().notNull(),
    words: text('words').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.ratingId] })],
)

/**
 * A proposal to take a rating out of the count (剔除) and how it stands; one rating has one that is open or in force at a time. What
 * was done when and by whom is in its steps.
 */
export const exclusions = pgTable(
  'exclusions',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    ratingId: uuid('rating_id').notNull(),
    reason: text('reason').notNull(),
    note: text('note').notNull(),
    state: text('state').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    /** `unit` where the rated unit itself proposed it. */
    origin: text('origin').notNull().default('office'),
    batchId: uuid('batch_id'),
    appealUntil: day('appeal_until'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('exclusions_one_open')
      .on(t.tenantId, t.ratingId)
      .where(sql`state in ('proposed', 'approved', 'appealed', 'upheld')`),
    index('exclusions_order').on(t.tenantId, t.proposedAt, t.id),
    index('exclusions_rating').on(t.tenantId, t.ratingId),
  ],
)

/** Each step of an exclusion, named after the state it led to, with who took it and why: rows are added, never changed. */
export const exclusionSteps = pgTable(
  'exclusion_steps',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    exclusionId: uuid('exclusion_id').notNull(),
    at: instant('at').notNull(),
    step: text('step').notNull(),
    staffId: uuid('staff_id'),
    note: text('note').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('exclusion_steps_of').on(t.tenantId, t.exclusionId, t.at, t.id),
  ],
)

/** What the author of the rating wrote against its exclusion (申诉), once; wiped when the rating is made anonymous. */
export const exclusionAppeals = pgTable(
  'exclusion_appeals',
  {
    tenantId: uuid('tenant_id').notNull(),
    exclusionId: uuid('exclusion_id').notNull(),
    words: text('words').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.exclusionId] })],
)
