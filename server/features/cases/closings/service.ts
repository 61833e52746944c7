import { EndReason } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/requests/contract.ts'
import { decides } from '@minyi/shared/cases/requests/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { problems } from '@minyi/shared/platform/problems.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import { listHoldersOver } from '../../identity/holders/service.ts'
import { notify } from '../../notices/service.ts'
import { listBarredStaff } from '../conflicts/queries.ts'
import { conflict } from '../office/change/service.ts'
import type { CaseRecord } from '../queries.ts'
import { lockBatch, lockItems, type RequestRow, updateRequest } from '../requests/queries.ts'
import { insertRequest, isDecider, mustDecide } from '../requests/service.ts'
import { takeStep } from '../service.ts'

type Result = OutputOf<typeof contract.decideClosing>['results'][number]

/** One person proposes that many items end without an answer; nothing ends until another has looked at them. */
export async function proposeClosing(
  ctx: Context,
  input: InputOf<typeof contract.proposeClosing>,
): Promise<OutputOf<typeof contract.proposeClosing>> {
  const { id: batchId, items, endReason, words, otherPath = null } = input
  if (!otherPath && (endReason === 'not-responsible' || endReason === 'other-path')) throw pathMissing()
  return change(ctx, batchId, async (ctx) => {
    const versions = new Map(items.map(({ caseId, version }) => [caseId, version]))
    const locked = await lockItems(ctx, [...versions.keys()])
    const results: Result[] = []
    for (const item of locked) {
      const asked = { kind: 'closing', batchId, words, endReason, otherPath }
      const fault = await attempt(ctx, async (ctx) => {
        if (versions.get(item.id) !== item.version) throw await conflict(ctx, item, versions.get(item.id) ?? 0)
        await takeStep(ctx, item, { act: 'propose-closing', words, internal: true })
        if (!(await insertRequest(ctx, item, newId(), asked))) throw new Problem('step-not-allowed')
      })
      results.push({ caseId: item.id, number: item.number, fault })
    }
    const proposed = locked.filter(({ id }) => results.some((one) => one.caseId === id && one.fault === null))
    await tellDeciders(ctx, batchId, proposed)
    await audit(ctx, { action: 'cases.propose-closing', subjectKind: 'closing', subjectId: batchId, detail: results })
    return { batchId, results }
  })
}

/** Tells once, for the whole batch, everybody who may approve something of it: never who proposed it, nor who is barred. */
async function tellDeciders(ctx: Context, batchId: string, items: readonly CaseRecord[]): Promise<void> {
  const told = new Set([staffOf(ctx).id])
  const known = new Map<string, string[]>()
  for (const item of items) {
    const place = `${item.areaId}/${item.unitId}`
    const holders = known.get(place) ?? (await decidersOver(ctx, item))
    known.set(place, holders)
    const fresh = holders.filter((id) => !told.has(id))
    if (fresh.length === 0) continue
    const barred = await listBarredStaff(ctx, item.id, fresh)
    const to = fresh.filter((id) => !barred.includes(id))
    for (const id of to) told.add(id)
    const about = { kind: 'case', id: item.id, number: item.number }
    await notify(ctx, { to, kind: 'approval', about, key: batchId })
  }
}

async function decidersOver(ctx: Context, item: CaseRecord): Promise<string[]> {
  const found: string[] = []
  for (const permission of decides.closing) found.push(...(await listHoldersOver(ctx, permission, item, false)))
  return [...new Set(found)]
}

/** Another person lets the batch end, item by item; what was changed since it was proposed stays open. */
export async function decideClosing(
  ctx: Context,
  input: InputOf<typeof contract.decideClosing>,
): Promise<OutputOf<typeof contract.decideClosing>> {
  return change(ctx, input.id, async (ctx) => {
    const lines = await lockBatch(ctx, input.batchId, ['cases.dispatch', 'cases.supervise'])
    const [first] = lines
    if (!first) throw new Problem('not-found')
    mustDecide(ctx, first)
    const results: Result[] = []
    for (const { request, item } of lines.filter((line) => isDecider(ctx, line))) {
      const approved = input.decision === 'approve' && !input.except.includes(item.id)
      const fault = await attempt(ctx, (ctx) => decide(ctx, item, request, { approved, words: input.words }))
      results.push({ caseId: item.id, number: item.number, fault })
    }
    await audit(ctx, {
      action: 'cases.decide-closing',
      subjectKind: 'closing',
      subjectId: input.batchId,
      detail: results,
    })
    return { results }
  })
}

/** Ends without an answer that lead nowhere are refused: the resident is always told where to go instead. */
export const pathMissing = () =>
  new Problem('input-invalid', { fields: [{ path: 'otherPath', message: '请选诉求人该去哪里' }] })

async function decide(
  ctx: Context,
  item: CaseRecord,
  request: RequestRow,
  { approved, words }: { approved: boolean; words: string },
): Promise<void> {
  await updateRequest(ctx, request.id, {
    state: approved ? 'approved' : 'refused',
    ...{ decidedBy: staffOf(ctx).id, decidedAt: ctx.now(), decisionWords: words },
  })
  if (!approved) {
    await takeStep(ctx, item, { act: 'closing-refused', words, internal: true })
    return
  }
  if (item.version !== request.version) throw await conflict(ctx, item, request.version)
  await takeStep(ctx, item, {
    act: 'closing-approved',
    words: request.words,
    endReason: EndReason.parse(request.endReason),
    patch: { otherPath: request.otherPath, endWords: request.words },
  })
}

/** Does one of many in a step of its own: what fails leaves no trace and does not stop the others. */
async function attempt(ctx: Context, run: (ctx: Context) => Promise<void>): Promise<string | null> {
  try {
    await ctx.db.transaction(async (tx) => run({ ...ctx, db: tx }))
    return null
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    return cause.detail ?? problems[cause.code].title
  }
}
