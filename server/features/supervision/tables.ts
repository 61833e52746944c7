import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/**
 * A supervision order (督办件). `assigner_id` alone steers and clears it; null where the product opened it. Nobody of a unit in
 * `hidden_from_units`, and nobody in `hidden_from_staff`, ever learns of it.
 */
export const supervisionOrders = pgTable(
  'supervision_orders',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    source: text('source').notNull(),
    sourceId: uuid('source_id'),
    sourceWords: text('source_words'),
    title: text('title').notNull(),
    demand: text('demand').notNull(),
    importance: text('importance').notNull(),
    plannedDay: day('planned_day'),
    areaId: uuid('area_id'),
    assignerId: uuid('assigner_id'),
    openedAt: instant('opened_at').notNull(),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    dueAt: instant('due_at'),
    endedAt: instant('ended_at'),
    hiddenFromUnits: uuid('hidden_from_units').array().notNull(),
    hiddenFromStaff: uuid('hidden_from_staff').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('supervision_orders_number').on(t.tenantId, t.number),
    index('supervision_orders_opened').on(t.tenantId, t.openedAt, t.id),
    index('supervision_orders_state').on(t.tenantId, t.state, t.dueAt),
    index('supervision_orders_source').on(t.tenantId, t.sourceId).where(sql`source_id is not null`),
  ],
)

/** One unit's part of an order, with a state of its own; `due_at` is its next checkpoint while one is open. */
export const supervisionTasks = pgTable(
  'supervision_tasks',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    orderId: uuid('order_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    state: text('state').notNull(),
    round: integer('round').notNull(),
    version: integer('version').notNull(),
    assignedAt: instant('assigned_at').notNull(),
    endedAt: instant('ended_at'),
    dueAt: instant('due_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('supervision_tasks_once').on(t.tenantId, t.orderId, t.unitId),
    index('supervision_tasks_unit').on(t.tenantId, t.unitId, t.state),
  ],
)

/** A checkpoint of 13710 on one unit's part, with the versions it was counted by and when it was met. */
export const supervisionCheckpoints = pgTable(
  'supervision_checkpoints',
  {
    tenantId: uuid('tenant_id').notNull(),
    taskId: uuid('task_id').notNull(),
    round: integer('round').notNull(),
    kind: text('kind').notNull(),
    clock: text('clock').notNull(),
    definitionVersion: integer('definition_version'),
    startedAt: instant('started_at').notNull(),
    firstDueDay: day('first_due_day').notNull(),
    dueDay: day('due_day').notNull(),
    dueAt: instant('due_at').notNull(),
    metAt: instant('met_at'),
    lateToldAt: instant('late_told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.taskId, t.round, t.kind] }),
    index('supervision_checkpoints_late').on(t.dueAt).where(sql`met_at is null and late_told_at is null`),
  ],
)

/** More time that a unit asked for; one at a time waits for a decision. */
export const supervisionExtensions = pgTable(
  'supervision_extensions',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    taskId: uuid('task_id').notNull(),
    askedAt: instant('asked_at').notNull(),
    askedBy: uuid('asked_by').notNull(),
    fromDay: day('from_day').notNull(),
    untilDay: day('until_day').notNull(),
    reason: text('reason').notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by'),
    granted: boolean('granted'),
    words: text('words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('supervision_extensions_pending').on(t.tenantId, t.taskId).where(sql`decided_at is null`),
    index('supervision_extensions_task').on(t.tenantId, t.taskId),
  ],
)

/** The story of an order or a letter (经过). A line with a task belongs to one unit's part; `turn` orders what one instant holds. */
export const supervisionEvents = pgTable(
  'supervision_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    subjectId: uuid('subject_id').notNull(),
    taskId: uuid('task_id'),
    at: instant('at').notNull(),
    turn: integer('turn').notNull().generatedAlwaysAsIdentity(),
    action: text('action').notNull(),
    staffId: uuid('staff_id'),
    words: text('words'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('supervision_events_subject').on(t.tenantId, t.subjectId, t.at),
  ],
)

/** The last running number of a series in a year. One row counts for all processes, so that no number is given twice. */
export const supervisionNumbers = pgTable(
  'supervision_numbers',
  {
    tenantId: uuid('tenant_id').notNull(),
    series: text('series').notNull(),
    year: text('year').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.series, t.year] })],
)

/**
 * A supervision letter (督办函, 行政执法监督函) to one unit: what was found, what is demanded, on what legal ground, and how far the
 * unit has come. What it says is never changed once it is sent.
 */
export const supervisionLetters = pgTable(
  'supervision_letters',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    kind: text('kind').notNull(),
    unitId: uuid('unit_id').notNull(),
    orderId: uuid('order_id'),
    caseId: uuid('case_id'),
    areaId: uuid('area_id'),
    title: text('title').notNull(),
    facts: text('facts').notNull(),
    requirements: text('requirements').notNull(),
    legalBasis: text('legal_basis').notNull(),
    senderId: uuid('sender_id').notNull(),
    senderUnitId: uuid('sender_unit_id'),
    sentAt: instant('sent_at').notNull(),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    correctDueAt: instant('correct_due_at').notNull(),
    correctDueDay: day('correct_due_day').notNull(),
    /** The version of the clock that a date was counted by; null in letters that were sent before versions were kept. */
    correctVersion: integer('correct_version'),
    correctedAt: instant('corrected_at'),
    reportDueAt: instant('report_due_at').notNull(),
    reportDueDay: day('report_due_day').notNull(),
    reportVersion: integer('report_version'),
    reportedAt: instant('reported_at'),
    acknowledgedAt: instant('acknowledged_at'),
    endedAt: instant('ended_at'),
    objectDueAt: instant('object_due_at').notNull(),
    objectDueDay: day('object_due_day').notNull(),
    objectVersion: integer('object_version'),
    objectedAt: instant('objected_at'),
    reviewDueAt: instant('review_due_at'),
    reviewDueDay: day('review_due_day'),
    reviewVersion: integer('review_version'),
    reviewedAt: instant('reviewed_at'),
    reviewedBy: uuid('reviewed_by'),
    upheld: boolean('upheld'),
    hiddenFromUnits: uuid('hidden_from_units').array().notNull(),
    hiddenFromStaff: uuid('hidden_from_staff').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('supervision_letters_number').on(t.tenantId, t.number),
    index('supervision_letters_sent').on(t.tenantId, t.sentAt, t.id),
    index('supervision_letters_unit').on(t.tenantId, t.unitId, t.state),
  ],
)

/** A hand-out list (周交办) or monthly review (月讲评) as it was issued: frozen, one for each period. */
export const supervisionLists = pgTable(
  'supervision_lists',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').notNull(),
    number: text('number').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    issuedAt: instant('issued_at').notNull(),
    issuedBy: uuid('issued_by').notNull(),
    words: text('words'),
    entries: jsonb('entries').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('supervision_lists_once').on(t.tenantId, t.kind, t.fromDay),
  ],
)
