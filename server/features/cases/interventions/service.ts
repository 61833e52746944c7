import type * as contract from '@minyi/shared/cases/interventions/contract.ts'
import { Intervention } from '@minyi/shared/cases/interventions/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { reaches } from '../../../platform/access.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { sealFields, unseal } from '../../../platform/sealing.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { type CaseRecord, findUnit, lockCase } from '../queries.ts'
import { record } from '../service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** Whoever works on an item writes down who from outside asked what of them (干预插手记录). It stays as it was written. */
export async function recordIntervention(
  ctx: Context,
  input: InputOf<typeof contract.recordIntervention>,
): Promise<OutputOf<typeof contract.recordIntervention>> {
  const happenedAt = new Date(input.happenedAt)
  if (happenedAt.getTime() > ctx.now().getTime()) throw faultAt('happenedAt', '时间不能在以后')
  return change(ctx, input.id, async (ctx) => {
    const item = await lockCase(ctx, input.caseId, 'cases.read')
    if (!item) throw new Problem('not-found')
    if (input.officeUnitId && !(await findUnit(ctx, input.officeUnitId))) {
      throw faultAt('officeUnitId', '没有这个单位')
    }
    if (input.corrects) await checkCorrection(ctx, item, input.corrects)
    const { name, ...rest } = input
    await sealFields(ctx, { kind: 'intervention', id: input.id }, { name: name || undefined })
    const { id: recordedBy, unitId: recordedUnitId } = staffOf(ctx)
    await queries.insertIntervention(ctx, { ...rest, happenedAt, post: input.post || null, recordedBy, recordedUnitId })
    await record(ctx, item, { act: 'intervene', internal: true })
    return { id: input.id, recordedAt: instantOf(ctx, ctx.now()) }
  })
}

/** The supervision reads what was recorded; names stay sealed. */
export async function readInterventions(
  ctx: Context,
  input: InputOf<typeof contract.listInterventions>,
): Promise<OutputOf<typeof contract.listInterventions>> {
  const asked = { ...spanOf(ctx, input), after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  return pageFrom(
    await queries.listRecorded(ctx, { ...asked, caseId: input.caseId }),
    input.limit,
    ({ row }) => [row.happenedAt.toISOString(), row.id],
    (line) => present(ctx, line),
  )
}

/** The name of whoever asked, for the supervision, with a reason that stays. */
export async function openInterventionName(
  ctx: Context,
  input: InputOf<typeof contract.openInterventionName>,
): Promise<OutputOf<typeof contract.openInterventionName>> {
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.findIntervention(ctx, input.interventionId))) throw new Problem('not-found')
    const opened = await unseal(ctx, { kind: 'intervention', id: input.interventionId }, ['name'], input.reason)
    return { name: opened.name ?? null }
  })
}

/** What a bulletin tells of an intervention (通报): office, post, when, how and what; neither the person nor the item. */
export type ToldIntervention = Pick<
  Intervention,
  'id' | 'happenedAt' | 'standing' | 'office' | 'post' | 'way' | 'asked'
>

/** The interventions of a period that stand, oldest first, as far as the caller's reach goes: for bulletins. */
export async function listInterventions(ctx: Context, period: { from: Day; to: Day }): Promise<ToldIntervention[]> {
  const lines = await queries.listStanding(ctx, spanOf(ctx, period))
  return lines.map((line) => {
    const { id, happenedAt, standing, office, post, way, asked } = present(ctx, line)
    return { id, happenedAt, standing, office, post, way, asked }
  })
}

/** A record is corrected by whoever wrote it or by the supervision, on its own item: nobody else makes it give way. */
async function checkCorrection(ctx: Context, item: CaseRecord, id: string): Promise<void> {
  const found = await queries.findOfCase(ctx, item.id, id)
  const isOwn = found?.recordedBy === ctx.actor.id
  if (!found || !(isOwn || reaches(ctx.actor, 'cases.supervise', item))) {
    throw faultAt('corrects', '没有这条记录，或不是您记的')
  }
}

function spanOf(ctx: Context, { from, to }: { from?: Day | undefined; to?: Day | undefined }): queries.Span {
  return {
    from: from === undefined ? undefined : startOfDay(ctx.tenant.zone, from),
    before: to === undefined ? undefined : startOfDay(ctx.tenant.zone, addDays(to, 1)),
  }
}

function present(ctx: Context, { row, ...line }: queries.InterventionLine): Intervention {
  return Intervention.parse({
    ...row,
    ...line,
    happenedAt: instantOf(ctx, row.happenedAt),
    recordedByName: line.recordedByName ?? '',
    recordedAt: instantOf(ctx, row.recordedAt),
  })
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
