import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/**
 * A 民意件: every complaint, report, opinion and enquiry of every channel. Who complained lies in `sealed` only; the area is a
 * village at most, the exact position is sealed. `due_at` is set exactly while the item is open, `tier_due_at` while its tier's clock
 * runs, `paused_until` while its clock is paused.
 */
export const cases = pgTable(
  'cases',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    kind: text('kind').notNull(),
    entry: text('entry').notNull(),
    channel: text('channel').notNull(),
    collectorId: uuid('collector_id'),
    collectorKind: text('collector_kind'),
    pointId: uuid('point_id'),
    assisted: boolean('assisted').notNull(),
    identity: text('identity').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    conduct: text('conduct'),
    fineConduct: text('fine_conduct'),
    accusedUnitId: uuid('accused_unit_id'),
    accusedOfficerId: uuid('accused_officer_id'),
    areaId: uuid('area_id'),
    place: text('place'),
    topicId: uuid('topic_id'),
    tier: text('tier'),
    tierDueAt: instant('tier_due_at'),
    legalPath: text('legal_path'),
    takenAt: instant('taken_at'),
    pausedUntil: day('paused_until'),
    mergedInto: uuid('merged_into'),
    happenedDay: day('happened_day'),
    happenedPart: text('happened_part'),
    state: text('state').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    unitId: uuid('unit_id'),
    receivedAt: instant('received_at').notNull(),
    acceptedAt: instant('accepted_at'),
    acceptedByUnitId: uuid('accepted_by_unit_id'),
    endedAt: instant('ended_at'),
    endReason: text('end_reason'),
    otherPath: text('other_path'),
    endWords: text('end_words'),
    reopenUntilDay: day('reopen_until_day'),
    unitOutcome: text('unit_outcome'),
    verdict: text('verdict'),
    clock: text('clock'),
    clockDayKind: text('clock_day_kind'),
    dueAt: instant('due_at'),
    dueDay: day('due_day'),
    provisional: boolean('provisional').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('cases_number').on(t.tenantId, t.number.op('text_pattern_ops')),
    index('cases_due').on(t.tenantId, t.dueAt, t.id).where(sql`due_at is not null`),
    index('cases_open_state').on(t.tenantId, t.state, t.dueAt).where(sql`due_at is not null`),
    index('cases_open_unit').on(t.tenantId, t.unitId, t.dueAt).where(sql`due_at is not null`),
    index('cases_tier_due').on(t.tenantId, t.tierDueAt).where(sql`tier_due_at is not null`),
    index('cases_tiers')
      .on(t.tenantId, t.receivedAt, t.kind, t.tier, t.verdict, t.endReason, t.areaId)
      .where(sql`tier is not null`),
    index('cases_received').on(t.tenantId, t.receivedAt, t.id),
    index('cases_unended').on(t.tenantId, t.receivedAt).where(sql`ended_at is null`),
    index('cases_unit').on(t.tenantId, t.unitId, t.receivedAt),
    index('cases_area').on(t.tenantId, t.areaId, t.receivedAt),
    index('cases_accused').on(t.tenantId, t.accusedUnitId, t.receivedAt).where(sql`accused_unit_id is not null`),
    index('cases_topic').on(t.tenantId, t.topicId, t.receivedAt),
    index('cases_merged').on(t.tenantId, t.mergedInto).where(sql`merged_into is not null`),
  ],
)

/** The last running number of a month. One row counts for all processes, so that no number is given twice. */
export const caseNumbers = pgTable(
  'case_numbers',
  {
    tenantId: uuid('tenant_id').notNull(),
    month: text('month').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month] })],
)

/** One round of handling: what the unit answered and what the resident says to it, side by side (双方办结). */
export const caseRounds = pgTable(
  'case_rounds',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    round: integer('round').notNull(),
    startedAt: instant('started_at').notNull(),
    repliedAt: instant('replied_at'),
    repliedBy: uuid('replied_by'),
    repliedUnitId: uuid('replied_unit_id'),
    unitOutcome: text('unit_outcome'),
    replyWords: text('reply_words'),
    verdictAt: instant('verdict_at'),
    verdict: text('verdict'),
    grade: integer('grade'),
    verdictWords: text('verdict_words'),
    calledBackAt: instant('called_back_at'),
    callBackResult: text('call_back_result'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.caseId, t.round] }),
    index('case_rounds_replied').on(t.tenantId, t.repliedAt).where(sql`replied_at is not null`),
  ],
)

/** Every clock that was set on an item, with the versions it was counted by; `version` is the item's own. */
export const caseClocks = pgTable(
  'case_clocks',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    clock: text('clock').notNull(),
    dayKind: text('day_kind').notNull(),
    definitionVersion: integer('definition_version').notNull(),
    calendarVersion: integer('calendar_version').notNull(),
    startedAt: instant('started_at').notNull(),
    dueAt: instant('due_at').notNull(),
    dueDay: day('due_day').notNull(),
    provisional: boolean('provisional').notNull(),
    extendedBy: integer('extended_by').notNull().default(0),
    stoppedAt: instant('stopped_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('case_clocks_case').on(t.tenantId, t.caseId),
    index('case_clocks_running').on(t.tenantId, t.clock, t.caseId).where(sql`stopped_at is null`),
  ],
)

/**
 * The story of an item (经过): who did what when. Internal lines are the office's own; `version` is the item's. `before` is what a
 * step that can be undone has changed, as it was.
 */
export const caseEvents = pgTable(
  'case_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    at: instant('at').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    action: text('action').notNull(),
    actorKind: text('actor_kind').notNull(),
    staffId: uuid('staff_id'),
    unitId: uuid('unit_id'),
    targetUnitId: uuid('target_unit_id'),
    words: text('words'),
    internal: boolean('internal').notNull(),
    before: jsonb('before'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('case_events_case').on(t.tenantId, t.caseId, t.version),
    index('case_events_staff').on(t.tenantId, t.staffId, t.caseId).where(sql`staff_id is not null`),
    index('case_events_lately').on(t.tenantId, t.at).where(sql`staff_id is not null`),
  ],
)
