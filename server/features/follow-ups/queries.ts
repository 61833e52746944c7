import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, asc, desc, eq, gt, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../platform/access.ts'
import { type Context, today } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { sealed } from '../../platform/tables.ts'
import { staff } from '../identity/tables.ts'
import { matters } from '../matters/tables.ts'
import { ratingDetails } from '../ratings/tables.ts'
import { officers, units } from '../registry/tables.ts'
import { followUpSteps, followUps } from './tables.ts'

export type FollowUpRecord = typeof followUps.$inferSelect
export type FollowUpWithUnit = Awaited<ReturnType<typeof listFollowUpRows>>[number]

type Filter = {
  stage?: string | undefined
  state?: 'open' | 'overdue' | 'closed' | undefined
  unitId?: string | undefined
  number?: string | undefined
  limit: number
}

/** One row more than `limit`, the nearest hard limit first; never a row of the reader's own unit. */
export async function listFollowUpRows(ctx: Context, filter: Filter, after: readonly [string, string] | undefined) {
  return selectFollowUps(ctx, 'follow-ups.read', [
    filter.stage ? eq(followUps.stage, filter.stage) : undefined,
    filter.unitId ? eq(followUps.unitId, filter.unitId) : undefined,
    filter.number ? eq(followUps.number, filter.number.toUpperCase()) : undefined,
    stateCondition(ctx, filter.state),
    after
      ? or(gt(followUps.hardDueDay, after[0]), and(eq(followUps.hardDueDay, after[0]), gt(followUps.id, after[1])))
      : undefined,
  ])
    .orderBy(asc(followUps.hardDueDay), asc(followUps.id))
    .limit(filter.limit + 1)
}

export async function findFollowUpRow(ctx: Context, permission: Permission, id: string) {
  const [row] = await selectFollowUps(ctx, permission, [eq(followUps.id, id)])
  return row
}

function selectFollowUps(ctx: Context, permission: Permission, conditions: (SQL | undefined)[]) {
  const own = ctx.actor.kind === 'staff' ? ctx.actor.unitId : null
  return ctx.db
    .select({
      followUp: followUps,
      unit: { id: units.id, name: units.name },
      matter: {
        id: matters.id,
        title: matters.title,
        caseNumber: matters.caseNumber,
        closedDay: matters.closedDay,
      },
      officerNumber: officers.certificateNumber,
    })
    .from(followUps)
    .innerJoin(units, and(eq(units.tenantId, followUps.tenantId), eq(units.id, followUps.unitId)))
    .leftJoin(matters, and(eq(matters.tenantId, followUps.tenantId), eq(matters.id, followUps.matterId)))
    .leftJoin(officers, and(eq(officers.tenantId, matters.tenantId), eq(officers.id, matters.officerId)))
    .where(
      and(
        eq(followUps.tenantId, ctx.tenant.id),
        scopeOf(ctx.actor, permission, { area: followUps.areaId, unit: followUps.unitId }),
        own === null ? undefined : ne(followUps.unitId, own),
        ...conditions,
      ),
    )
    .$dynamic()
}

/** The day that the clock of the present stage ends on. */
const dueDayOf = sql`case ${followUps.stage} when 'call-back' then ${followUps.callBackDueDay}
  when 're-rate' then coalesce(${followUps.reRateDueDay}, ${followUps.hardDueDay})
  when 'closed' then null else ${followUps.answerDueDay} end`

function stateCondition(ctx: Context, state: Filter['state']): SQL | undefined {
  if (state === 'open') return ne(followUps.stage, 'closed')
  if (state === 'closed') return eq(followUps.stage, 'closed')
  if (state !== 'overdue') return undefined
  return and(ne(followUps.stage, 'closed'), sql`least(${dueDayOf}, ${followUps.hardDueDay}) < ${today(ctx)}::date`)
}

export async function findFollowUpOfRating(ctx: Context, ratingId: string): Promise<FollowUpRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(followUps)
    .where(and(eq(followUps.tenantId, ctx.tenant.id), eq(followUps.ratingId, ratingId)))
  return row
}

export async function insertFollowUpOnce(ctx: Context, row: Omit<typeof followUps.$inferInsert, 'tenantId'>) {
  const made = await ctx.db
    .insert(followUps)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: followUps.id })
  return made.length > 0
}

/** Changes a follow-up as it was seen; false when somebody was faster. */
export async function updateFollowUp(
  ctx: Context,
  seen: FollowUpRecord,
  set: Partial<FollowUpRecord>,
): Promise<boolean> {
  const rows = await ctx.db
    .update(followUps)
    .set({ ...set, version: seen.version + 1 })
    .where(and(eq(followUps.tenantId, ctx.tenant.id), eq(followUps.id, seen.id), eq(followUps.version, seen.version)))
    .returning({ id: followUps.id })
  return rows.length > 0
}

/** Whether the unit may know which matter it was; it follows the resident's consent at once and needs no version. */
export async function setMayTell(ctx: Context, ratingId: string, mayTellUnit: boolean): Promise<void> {
  await ctx.db
    .update(followUps)
    .set({ mayTellUnit })
    .where(and(eq(followUps.tenantId, ctx.tenant.id), eq(followUps.ratingId, ratingId)))
}

export async function insertStep(ctx: Context, seen: FollowUpRecord, step: string, note: string): Promise<void> {
  const at = ctx.now()
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const { id: followUpId, version } = seen
  await ctx.db
    .insert(followUpSteps)
    .values({ tenantId: ctx.tenant.id, id: newRowId(at.getTime()), followUpId, version, at, step, staffId, note })
}

export async function listSteps(ctx: Context, followUpId: string) {
  return ctx.db
    .select({ at: followUpSteps.at, step: followUpSteps.step, note: followUpSteps.note, by: staff.name })
    .from(followUpSteps)
    .leftJoin(staff, and(eq(staff.tenantId, followUpSteps.tenantId), eq(staff.id, followUpSteps.staffId)))
    .where(and(eq(followUpSteps.tenantId, ctx.tenant.id), eq(followUpSteps.followUpId, followUpId)))
    .orderBy(asc(followUpSteps.version))
}

/** What the author of the rating added. */
export async function findDetails(ctx: Context, ratingId: string) {
  const [row] = await ctx.db
    .select({ reasons: ratingDetails.reasons, words: ratingDetails.words })
    .from(ratingDetails)
    .where(and(eq(ratingDetails.tenantId, ctx.tenant.id), eq(ratingDetails.ratingId, ratingId)))
  return row
}

/** Which sealed fields a subject has, without opening any. */
export async function listSealedFields(ctx: Context, subject: { kind: string; id: string }): Promise<string[]> {
  const rows = await ctx.db
    .select({ field: sealed.field })
    .from(sealed)
    .where(
      and(eq(sealed.tenantId, ctx.tenant.id), eq(sealed.subjectKind, subject.kind), eq(sealed.subjectId, subject.id)),
    )
  return rows.map((row) => row.field)
}

/** The poor grades that the rated unit may know, because their residents said so; newest matter first. */
export async function listToldRows(ctx: Context, limit: number, after: readonly [string, string] | undefined) {
  return ctx.db
    .select({
      followUp: followUps,
      reasons: ratingDetails.reasons,
      matter: {
        id: matters.id,
        title: matters.title,
        caseNumber: matters.caseNumber,
        closedDay: matters.closedDay,
      },
    })
    .from(followUps)
    .innerJoin(matters, and(eq(matters.tenantId, followUps.tenantId), eq(matters.id, followUps.matterId)))
    .leftJoin(
      ratingDetails,
      and(eq(ratingDetails.tenantId, followUps.tenantId), eq(ratingDetails.ratingId, followUps.ratingId)),
    )
    .where(
      and(
        eq(followUps.tenantId, ctx.tenant.id),
        eq(followUps.mayTellUnit, true),
        or(isNull(followUps.outcome), ne(followUps.outcome, 'anonymised')),
        scopeOf(ctx.actor, 'matters.read', { area: followUps.areaId, unit: followUps.unitId }),
        after
          ? or(lt(matters.closedDay, after[0]), and(eq(matters.closedDay, after[0]), lt(followUps.id, after[1])))
          : undefined,
      ),
    )
    .orderBy(desc(matters.closedDay), desc(followUps.id))
    .limit(limit + 1)
}
