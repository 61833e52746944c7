import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../../platform/tables.ts'

/**
 * A drawing of items to be called back (回访抽样): everything that the lot is recomputed from. The items of `population_ids` lie stratum
 * after stratum; those of each are put in the order of SHA-256 of seed and id, and the first of its sample are called. Without `strata`
 * all are one. One drawing a period; rows are never changed.
 */
export const callBackDraws = pgTable(
  'call_back_draws',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day').notNull(),
    drawnAt: instant('drawn_at').notNull(),
    seed: text('seed').notNull(),
    ended: integer('ended').notNull(),
    withoutPhone: integer('without_phone').notNull(),
    sealed: integer('sealed').notNull(),
    population: integer('population').notNull(),
    populationHash: text('population_hash').notNull(),
    populationIds: uuid('population_ids').array().notNull(),
    sampleSize: integer('sample_size').notNull(),
    strata: jsonb('strata'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('call_back_draws_once').on(t.tenantId, t.fromDay, t.toDay),
  ],
)

/**
 * One item of a drawing: who calls (never the unit that handled it), how often it was tried, and what the resident said: contacted
 * within 24 hours, solved, grade. Not reached, declined and excluded are outcomes of their own and in no rate.
 */
export const callBacks = pgTable(
  'call_backs',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    drawId: uuid('draw_id').notNull(),
    caseId: uuid('case_id').notNull(),
    place: integer('place').notNull(),
    unitId: uuid('unit_id').notNull(),
    areaId: uuid('area_id'),
    callerId: uuid('caller_id'),
    version: integer('version').notNull(),
    tries: integer('tries').notNull(),
    triedAt: instant('tried_at'),
    outcome: text('outcome'),
    exclusion: text('exclusion'),
    responded: text('responded'),
    solved: text('solved'),
    grade: integer('grade'),
    words: text('words'),
    reopened: boolean('reopened').notNull(),
    doneAt: instant('done_at'),
    doneDay: day('done_day'),
    doneBy: uuid('done_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('call_backs_once').on(t.tenantId, t.drawId, t.caseId),
    index('call_backs_done').on(t.tenantId, t.doneDay, t.unitId).where(sql`done_day is not null`),
    index('call_backs_waiting').on(t.tenantId, t.callerId, t.id).where(sql`outcome is null`),
    index('call_backs_case').on(t.tenantId, t.caseId),
  ],
)
