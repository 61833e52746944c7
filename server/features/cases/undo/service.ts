import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import type * as contract from '@minyi/shared/cases/requests/contract.ts'
import { type CaseAct, undoable, undoMinutes } from '@minyi/shared/cases/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../../platform/context.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import { officeChange } from '../office/change/service.ts'
import { detailOf } from '../office/service.ts'
import { type CaseRecord, updateCase } from '../queries.ts'
import { listRunning } from '../running/queries.ts'
import { indexItems } from '../search/service.ts'
import { record } from '../service.ts'
import * as queries from './queries.ts'

/** What a step that can be undone has changed, as it was before. */
const Before = z.object({
  state: z.string(),
  unitId: z.string().nullable(),
  takenAt: z.coerce.date().nullable(),
  acceptedAt: z.coerce.date().nullable(),
  acceptedByUnitId: z.string().nullable(),
  title: z.string(),
  fineConduct: z.string().nullable(),
  topicId: z.string().nullable(),
  clock: z.string().nullable(),
  clockDayKind: z.string().nullable(),
  dueAt: z.coerce.date().nullable(),
  dueDay: z.string().nullable(),
  provisional: z.boolean(),
  tierDueAt: z.coerce.date().nullable(),
  running: z.array(z.string()),
  waiting: z.array(z.string()).default([]),
})

/** Keeps what a step is about to change, where it is one of those that can be taken back. */
export async function keepBefore(ctx: Context, item: CaseRecord, act: CaseAct): Promise<unknown> {
  if (!undoable.some((one) => one === act)) return null
  const running = (await listRunning(ctx, item.id)).map(({ id }) => id)
  return Before.parse({ ...item, running, waiting: await queries.listWaitingIds(ctx, item.id) })
}

/** Takes back the caller's own last step, soon after it and while nothing else has happened: all is as if it had not been. */
export async function undoStep(ctx: Context, input: InputOf<typeof contract.undoStep>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.dispatch'], async (ctx, item) => {
    const found = await findUndoable(ctx, item)
    if (!found) throw new Problem('step-not-allowed', { detail: '只能撤销自己刚做的、还没有人跟进的一步' })
    const { running, waiting, ...before } = Before.parse(found.before)
    await queries.restoreClocks(ctx, item.id, found.version, running)
    await queries.restoreRequests(ctx, waiting)
    const restored = await updateCase(ctx, item.id, { ...before, version: item.version + 1 })
    if (restored.title !== item.title) await indexItems(ctx, [restored])
    await record(ctx, restored, { act: 'undo', words: null, internal: true })
    return detailOf(ctx, restored)
  })
}

/** The step that the caller may still take back, and until when. */
export async function readUndoable(ctx: Context, item: CaseRecord): Promise<{ action: string; until: string } | null> {
  const found = await findUndoable(ctx, item)
  return found ? { action: found.action, until: instantOf(ctx, found.until) } : null
}

async function findUndoable(ctx: Context, item: CaseRecord) {
  const last = lastStanding(await queries.listLastSteps(ctx, item.id))
  if (!last || last.before === null || last.staffId !== ctx.actor.id) return undefined
  const minutes = await readParameter(ctx, 'cases.undo-minutes', z.number().int().min(0).max(240), undoMinutes)
  const until = new Date(last.at.getTime() + minutes * 60_000)
  return until.getTime() < ctx.now().getTime() ? undefined : { ...last, until }
}

/** The newest step that still stands: each undoing cancels the newest step before it that does. */
function lastStanding<T extends { action: string }>(newestFirst: readonly T[]): T | undefined {
  let cancelled = 0
  for (const step of newestFirst) {
    if (step.action === 'undo') cancelled += 1
    else if (cancelled === 0) return step
    else cancelled -= 1
  }
  return undefined
}
