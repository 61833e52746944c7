import type { CaseFilter, Queue } from '@minyi/shared/cases/office/contract.ts'
import { officeStates } from '@minyi/shared/cases/rules.ts'
import { and, asc, desc, eq, gt, ilike, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure } from '../../registry/tables.ts'
import { type CaseLine, type CaseRecord, selectLines, within } from '../queries.ts'
import { caseEvents, cases } from '../tables.ts'

/** Where a page ended: the instant of the sort key, and the item. */
export type Cursor = readonly [at: string, id: string]
export type Moments = { now: Date; soonUntil: Date }
export type Sort = 'due' | 'received'

const inOffice = inArray(cases.state, [...officeStates])

/** What each queue holds. */
function queueOf(queue: Queue, { now, soonUntil }: Moments): SQL | undefined {
  const inState = (state: string) => and(isNotNull(cases.dueAt), eq(cases.state, state))
  const conditions: Record<Queue, SQL | undefined> = {
    'to-accept': inState('received'),
    'to-assign': inState('accepted'),
    'due-soon': and(inOffice, gt(cases.dueAt, now), lte(cases.dueAt, soonUntil)),
    overdue: and(inOffice, lt(cases.dueAt, now)),
    'to-reply': inState('handling'),
    returned: inState('returned'),
    'to-call-back': inState('call-back'),
  }
  return conditions[queue]
}

function clockIs(standing: NonNullable<CaseFilter['clock']>, moments: Moments): SQL | undefined {
  if (standing === 'overdue') return queueOf('overdue', moments)
  if (standing === 'soon') return queueOf('due-soon', moments)
  return and(isNotNull(cases.dueAt), gt(cases.dueAt, moments.soonUntil))
}

/** Items that the caller has taken a step on. */
function touchedBy(ctx: Context): SQL {
  const touched = ctx.db
    .select({ one: sql`1` })
    .from(caseEvents)
    .where(
      and(
        eq(caseEvents.tenantId, ctx.tenant.id),
        eq(caseEvents.staffId, sql`${ctx.actor.id}`),
        eq(caseEvents.caseId, cases.id),
      ),
    )
  return sql`exists ${touched}`
}

function belowArea(ctx: Context, areaId: string): SQL {
  const below = ctx.db
    .select({ id: areaClosure.descendantId })
    .from(areaClosure)
    .where(
      and(eq(areaClosure.tenantId, ctx.tenant.id), eq(areaClosure.ancestorId, areaId), isNull(areaClosure.validTo)),
    )
  return inArray(cases.areaId, below)
}

/** The beginning of a number, or words anywhere in a title. */
function sounds(q: string): SQL | undefined {
  const plain = q.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  return or(ilike(cases.number, `${plain}%`), ilike(cases.title, `%${plain}%`))
}

function wanted(ctx: Context, filter: CaseFilter, moments: Moments): SQL | undefined {
  return and(
    filter.queue && queueOf(filter.queue, moments),
    filter.state && eq(cases.state, filter.state),
    filter.kind && eq(cases.kind, filter.kind),
    filter.conduct && eq(cases.conduct, filter.conduct),
    filter.unitId ? or(eq(cases.unitId, filter.unitId), eq(cases.accusedUnitId, filter.unitId)) : undefined,
    filter.areaId ? belowArea(ctx, filter.areaId) : undefined,
    filter.clock && clockIs(filter.clock, moments),
    filter.reach === 'mine' ? touchedBy(ctx) : undefined,
    filter.q ? sounds(filter.q) : undefined,
  )
}

/** A page of the list: by due time, the most urgent first, or by receipt, the newest first. */
export async function listLines(
  ctx: Context,
  filter: CaseFilter,
  moments: Moments,
  page: { sort: Sort; after: Cursor | undefined; limit: number },
): Promise<CaseLine[]> {
  const byDue = page.sort === 'due'
  const key = byDue ? cases.dueAt : cases.receivedAt
  const after = page.after
    ? sql`(${key}, ${cases.id}) ${byDue ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return selectLines(ctx)
    .where(
      and(within(ctx, 'cases.read'), wanted(ctx, filter, moments), byDue ? isNotNull(cases.dueAt) : undefined, after),
    )
    .orderBy(byDue ? asc(key) : desc(key), byDue ? asc(cases.id) : desc(cases.id))
    .limit(page.limit)
}

/** How many open items each queue holds for the caller. */
export async function countQueueRows(ctx: Context, moments: Moments) {
  const count = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})`.mapWith(Number)
  const [row] = await ctx.db
    .select({
      'to-accept': count(queueOf('to-accept', moments)),
      'to-assign': count(queueOf('to-assign', moments)),
      'due-soon': count(queueOf('due-soon', moments)),
      overdue: count(queueOf('overdue', moments)),
      'to-reply': count(queueOf('to-reply', moments)),
      returned: count(queueOf('returned', moments)),
      'to-call-back': count(queueOf('to-call-back', moments)),
      mine: count(touchedBy(ctx)),
    })
    .from(cases)
    .where(and(within(ctx, 'cases.read'), isNotNull(cases.dueAt)))
  if (!row) throw new Error('a count answers with one row')
  return row
}

/** One item within the caller's reach. */
export async function findLine(ctx: Context, id: string): Promise<CaseLine | undefined> {
  const [line] = await selectLines(ctx).where(and(within(ctx, 'cases.read'), eq(cases.id, id)))
  return line
}

/** Items whose resident has let the window for a verdict go by, each locked by whoever takes it. */
export async function lockLapsed(ctx: Context, limit: number): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.state, 'replied'), lt(cases.dueAt, ctx.now())))
    .orderBy(asc(cases.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true })
}
