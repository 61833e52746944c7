import { CaseRow, EndReason } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/merging/contract.ts'
import { mergedWords, mergeFaultLabels, unmergedWords } from '@minyi/shared/cases/merging/labels.ts'
import { type Mergeable, mergeFault } from '@minyi/shared/cases/merging/rules.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { isEnd, maskIdentity } from '@minyi/shared/cases/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, systemContext } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { conflict } from '../office/change/service.ts'
import { detailOf } from '../office/service.ts'
import { type CasePatch, type CaseRecord, listRounds, lockCase, updateRound } from '../queries.ts'
import { factsOf, takeStep } from '../service.ts'
import * as queries from './queries.ts'

/** What an item was before it was merged; undoing gives all of it back, with the very same clock. */
const Before = z.object({
  state: CaseRow.shape.state,
  unitId: z.string().nullable(),
  acceptedAt: z.coerce.date().nullable(),
  acceptedByUnitId: z.string().nullable(),
  clock: z.string().nullable(),
  clockDayKind: z.string().nullable(),
  dueAt: z.coerce.date().nullable(),
  dueDay: z.string().nullable(),
  provisional: z.boolean(),
  runningClockId: z.string().nullable(),
})

/** The dispatcher merges items into one that leads: their clocks stop, and what the lead is answered goes on to each resident. */
export function mergeCases(ctx: Context, input: InputOf<typeof contract.mergeCases>): Promise<CaseDetail> {
  return change(ctx, input.id, async (ctx) => {
    const locked = await lockAll(ctx, [input.caseId, ...input.items.map(({ caseId }) => caseId)])
    const lead = await readAt(ctx, locked, input.caseId, input.version)
    const followers = await queries.countFollowers(ctx, [...locked.keys()])
    for (const { caseId, version } of input.items) {
      const item = await readAt(ctx, locked, caseId, version)
      const fault = mergeFault(mergeableOf(lead, followers), mergeableOf(item, followers))
      if (fault) throw new Problem('step-not-allowed', { detail: `${item.number}：${mergeFaultLabels[fault]}` })
      await merge(ctx, lead, item)
    }
    return detailOf(ctx, lead)
  })
}

/** Undoes a merging before the lead is answered: state, unit and clock are as if it had not been. */
export function unmergeCase(ctx: Context, input: InputOf<typeof contract.unmergeCase>): Promise<CaseDetail> {
  return change(ctx, input.id, async (ctx) => {
    const item = await lockCase(ctx, input.caseId, 'cases.dispatch')
    if (!item) throw new Problem('not-found')
    if (item.version !== input.version) throw await conflict(ctx, item, input.version)
    return detailOf(ctx, await unmerge(ctx, item))
  })
}

/**
 * What a lead's step means for those that follow it: an answer goes on to each of them, words masked of what names the lead's own
 * resident, and each has a verdict of its own; an end without an answer ends them for the same reason; a lead that its
 * resident takes back leaves them as they were.
 */
export async function moveFollowers(ctx: Context, lead: CaseRecord): Promise<void> {
  const { state } = factsOf(lead)
  if (state !== 'replied' && !isEnd(state)) return
  const followers = await queries.lockFollowers(ctx, lead.id)
  if (followers.length === 0) return
  const system = { ...systemContext(ctx, ctx.tenant, ctx.operation), db: ctx.db, record: ctx.record }
  for (const item of followers) {
    if (state === 'withdrawn') await unmerge(system, item)
    else if (state === 'replied') await answer(system, lead, item)
    else await end(system, lead, item)
  }
}

export function mergeableOf(item: CaseRecord, followers: ReadonlyMap<string, number>): Mergeable {
  return { ...item, state: factsOf(item).state, followers: followers.get(item.id) ?? 0 }
}

async function merge(ctx: Context, lead: CaseRecord, item: CaseRecord): Promise<void> {
  const runningClockId = await queries.findRunningClock(ctx, item.id)
  const before: z.input<typeof Before> = { ...Before.parse({ ...item, runningClockId }) }
  await queries.insertMerge(ctx, {
    id: newId(),
    caseId: item.id,
    leadId: lead.id,
    mergedAt: ctx.now(),
    mergedBy: staffOf(ctx).id,
    before,
  })
  await takeStep(ctx, item, {
    act: 'merge',
    words: mergedWords,
    patch: {
      mergedInto: lead.id,
      acceptedAt: item.acceptedAt ?? ctx.now(),
      acceptedByUnitId: item.acceptedByUnitId ?? staffOf(ctx).unitId,
    },
  })
}

async function unmerge(ctx: Context, item: CaseRecord): Promise<CaseRecord> {
  const ended = await queries.endMerge(ctx, item.id, 'undone')
  if (!ended || item.state !== 'merged') throw new Problem('step-not-allowed')
  const { runningClockId, ...before } = Before.parse(ended.before)
  if (runningClockId) await queries.restartClock(ctx, runningClockId)
  const patch: CasePatch = { ...before, mergedInto: null }
  return takeStep(ctx, item, { act: 'unmerge', words: unmergedWords, patch })
}

async function answer(ctx: Context, lead: CaseRecord, item: CaseRecord): Promise<void> {
  const round = (await listRounds(ctx, lead.id)).at(-1)?.round
  if (!round?.repliedAt) throw new Error('a lead that is answered has an answer')
  const words = await withoutResident(ctx, lead, round.replyWords ?? '')
  const { repliedAt, repliedBy, repliedUnitId, unitOutcome } = round
  await updateRound(ctx, item.id, item.round, { repliedAt, repliedBy, repliedUnitId, unitOutcome, replyWords: words })
  await queries.endMerge(ctx, item.id, 'answered')
  await takeStep(ctx, item, { act: 'merged-reply', words, patch: { unitOutcome, unitId: lead.unitId } })
}

async function end(ctx: Context, lead: CaseRecord, item: CaseRecord): Promise<void> {
  const endWords = lead.endWords && (await withoutResident(ctx, lead, lead.endWords))
  await queries.endMerge(ctx, item.id, 'ended')
  await takeStep(ctx, item, {
    act: 'merged-close',
    words: endWords,
    endReason: EndReason.parse(lead.endReason),
    patch: { endWords, otherPath: lead.otherPath },
  })
}

/** Words for one resident may name them; whoever else gets the same answer must not read that. */
async function withoutResident(ctx: Context, lead: CaseRecord, words: string): Promise<string> {
  const { name, phone } = await openFields(ctx, { kind: 'case', id: lead.id }, ['name', 'phone'])
  return maskIdentity(
    words,
    [name, phone].flatMap((value) => (value ? [value] : [])),
  )
}

/** Locks in the order of ids, so that two who merge at once never wait for each other for ever. */
async function lockAll(ctx: Context, ids: readonly string[]): Promise<Map<string, CaseRecord>> {
  const locked = new Map<string, CaseRecord>()
  for (const id of [...new Set(ids)].sort()) {
    const item = await lockCase(ctx, id, 'cases.dispatch')
    if (!item) throw new Problem('not-found')
    locked.set(id, item)
  }
  return locked
}

async function readAt(
  ctx: Context,
  locked: ReadonlyMap<string, CaseRecord>,
  id: string,
  version: number,
): Promise<CaseRecord> {
  const item = locked.get(id)
  if (!item) throw new Problem('not-found')
  if (item.version !== version) throw await conflict(ctx, item, version)
  return item
}
