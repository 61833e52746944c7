import type * as contract from '@minyi/shared/cases/conflicts/contract.ts'
import { Recusal } from '@minyi/shared/cases/conflicts/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { findUnit, lockCase } from '../queries.ts'
import { record } from '../service.ts'
import { isBarredDuring, itemColumnsOf, notBarred } from './queries.ts'
import * as queries from './recorded/queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
type About = InputOf<typeof contract.declareConflict>

/**
 * For counts of items that came in between two instants: the condition on the alias that leaves out what the caller is barred from, or
 * null where there is nothing to leave out. A figure that held it could be subtracted from the caller's own list.
 */
export async function barOver(ctx: Context, alias: string, span: { from: Date; before: Date }): Promise<SQL | null> {
  return (await isBarredDuring(ctx, span.from, span.before)) ? notBarred(ctx, itemColumnsOf(alias)) : null
}

/** A member of staff declares a conflict (申报回避): from then on the item, or all that accuses the unit, is closed to them. */
export async function declareConflict(
  ctx: Context,
  input: InputOf<typeof contract.declareConflict>,
): Promise<OutputOf<typeof contract.declareConflict>> {
  return change(ctx, input.id, async (ctx) => {
    await recuse(ctx, staffOf(ctx).id, input, 'cases.read')
    return { id: input.id, recordedAt: instantOf(ctx, ctx.now()) }
  })
}

/** A supervisor orders somebody to stay away (责令回避). */
export async function orderRecusal(ctx: Context, input: InputOf<typeof contract.orderRecusal>): Promise<Recusal> {
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.isStaff(ctx, input.staffId))) throw faultAt('staffId', '没有这位工作人员')
    await recuse(ctx, input.staffId, input, 'cases.supervise')
    return present(ctx, await queries.getRecusal(ctx, input.id))
  })
}

/** A supervisor ends a recusal; never one's own. */
export async function liftRecusal(ctx: Context, input: InputOf<typeof contract.liftRecusal>): Promise<Recusal> {
  return change(ctx, input.id, async (ctx) => {
    const found = await queries.findRecusal(ctx, input.recusalId)
    if (!found) throw new Problem('not-found')
    if (found.recusal.staffId === ctx.actor.id) throw new Problem('second-person-needed')
    if (!(await queries.liftOnce(ctx, input.recusalId, input.words))) throw new Problem('step-not-allowed')
    await audit(ctx, { action: 'conflicts.lift', subjectKind: 'recusal', subjectId: input.recusalId })
    return present(ctx, await queries.getRecusal(ctx, input.recusalId))
  })
}

/** The recorded conflicts of items within the supervisor's reach, and those about units. */
export async function listRecusals(
  ctx: Context,
  input: InputOf<typeof contract.listRecusals>,
): Promise<OutputOf<typeof contract.listRecusals>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1, caseId: input.caseId }
  return pageFrom(
    await queries.listRecusals(ctx, page),
    input.limit,
    ({ recusal }) => [recusal.recordedAt.toISOString(), recusal.id],
    (row) => present(ctx, row),
  )
}

/** Staff by name, for a supervisor who orders somebody away. */
export async function findPeople(
  ctx: Context,
  input: InputOf<typeof contract.findPeople>,
): Promise<OutputOf<typeof contract.findPeople>> {
  return { people: await queries.listPeople(ctx, input.q) }
}

/** Exactly one of an item and a unit is meant; the item must be within the reach of whoever records it. */
async function recuse(ctx: Context, staffId: string, about: About, permission: 'cases.read' | 'cases.supervise') {
  const { caseId, unitId } = about
  if ((caseId === undefined) === (unitId === undefined)) throw faultAt('caseId', '请选一件民意件，或一个单位')
  if (unitId && !(await findUnit(ctx, unitId))) throw faultAt('unitId', '没有这个单位')
  const item = caseId ? await lockCase(ctx, caseId, permission) : null
  if (item === undefined) throw new Problem('not-found')
  await queries.insertRecusal(ctx, { id: about.id, staffId, caseId, unitId, ground: about.ground, words: about.words })
  if (item) await record(ctx, item, { act: 'recuse', internal: true })
  await audit(ctx, { action: 'conflicts.recuse', subjectKind: 'recusal', subjectId: about.id, detail: { staffId } })
}

function present(ctx: Context, { recusal, ...names }: queries.RecusalLine): Recusal {
  return Recusal.parse({
    ...recusal,
    ...names,
    declared: recusal.recordedBy === recusal.staffId,
    recordedAt: instantOf(ctx, recusal.recordedAt),
    liftedAt: recusal.liftedAt ? instantOf(ctx, recusal.liftedAt) : null,
  })
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
