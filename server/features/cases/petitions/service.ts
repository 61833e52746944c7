import type * as contract from '@minyi/shared/cases/petitions/contract.ts'
import { type Petition, PetitionReview, type ReviewLevel } from '@minyi/shared/cases/petitions/contract.ts'
import { answerClocks, askActs, askClocks, type Earlier, nextLevel } from '@minyi/shared/cases/petitions/rules.ts'
import { StaffKind } from '@minyi/shared/notices/contract.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, unnamed } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { armClock, openClockBook } from '../../clocks/service.ts'
import { listHoldersOver } from '../../identity/holders/service.ts'
import { notify } from '../../notices/service.ts'
import { listBarredStaff, listKin } from '../conflicts/queries.ts'
import { type CaseRecord, insertClock, listClockRows, listRounds } from '../queries.ts'
import { getOwn } from '../resident/service.ts'
import { stopNamed } from '../running/queries.ts'
import { takeStep } from '../service.ts'
import * as queries from './queries.ts'
import { petitionOf } from './standing/service.ts'

/** A resident asks that the answer be reviewed (复查), or that review once more (复核): within its days, each once. */
export async function askReview(caller: Context, input: InputOf<typeof contract.askReview>): Promise<Petition> {
  const ctx = caller.actor.kind === 'staff' ? unnamed(caller) : caller
  return change(ctx, input.id, async (ctx) => {
    const item = await getOwn(ctx, input, true)
    const { level, reasons: words } = input
    if (nextLevel(await pastOf(ctx, item.id)) !== level) throw new Problem('step-not-allowed')
    await mustBeInTime(ctx, item, level)
    await stopNamed(ctx, item.id, [askClocks[level]])
    const moved = await takeStep(ctx, item, { act: askActs[level], words })
    const unitId = await officeFor(ctx, item, await earlierOf(ctx, item))
    const review = { id: input.id, caseId: item.id, round: item.round, level, reasons: words, unitId }
    const asked = { ...review, clockId: await armAnswer(ctx, moved, level), askedAt: ctx.now() }
    if (!(await queries.insertReviewOnce(ctx, asked))) throw new Problem('step-not-allowed')
    await tellOffice(ctx, item, asked)
    const petition = await petitionOf(ctx, moved)
    if (!petition) throw new Error('an item under review has been answered')
    return petition
  })
}

/** Days within which nobody has asked are over; their clocks stop at their own end. */
export async function endAskWindows(ctx: Context): Promise<number> {
  return queries.stopOverdue(ctx, Object.values(askClocks), 500)
}

/** Longer than any days to ask that may still run. */
const answersLookedAtMs = 366 * 86_400_000

/**
 * Items that were answered before their answer opened the days to ask get these days, counted from the answer: what of them is left can
 * be used, what is over ends at its own end.
 */
export async function giveAskWindows(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const since = new Date(ctx.now().getTime() - answersLookedAtMs)
    const found = await queries.lockWindowless(inner, askClocks.review, since, 200)
    const book = await openClockBook(inner)
    for (const { item, repliedAt } of found) {
      const armed = armClock(inner, book, askClocks.review, repliedAt ?? ctx.now())
      await insertClock(inner, { ...armed, caseId: item.id, round: item.round, version: item.version })
      const detail = { dueDay: armed.dueDay }
      await audit(inner, { action: 'cases.ask-window', subjectKind: 'case', subjectId: item.id, detail })
    }
    return found.length
  })
}

/** Who answered an item in any round, and who has reviewed it. */
export async function earlierOf(ctx: Context, item: CaseRecord): Promise<Earlier> {
  const rounds = await listRounds(ctx, item.id)
  const reviews = (await queries.listReviewsOf(ctx, item.id)).map(({ review }) => review)
  const decided = reviews.filter(({ state }) => state === 'decided')
  const given = (ids: (string | null)[]) => ids.filter((id) => id !== null)
  return {
    persons: given([...rounds.map(({ round }) => round.repliedBy), ...decided.map(({ decidedBy }) => decidedBy)]),
    units: given([
      ...rounds.map(({ round }) => round.repliedUnitId),
      ...decided.flatMap(({ unitId, decidedUnitId }) => [unitId, decidedUnitId]),
    ]),
  }
}

/** Tells whoever may answer a review that it waits: the unit it went to, or the desks; never who is barred, nor who answered before. */
export async function tellOffice(
  ctx: Context,
  item: CaseRecord,
  review: { id: string; unitId: string | null },
): Promise<void> {
  const place = { areaId: item.areaId, unitId: review.unitId }
  const to = review.unitId
    ? await listHoldersOver(ctx, 'cases.handle', place, true)
    : [
        ...(await listHoldersOver(ctx, 'cases.dispatch', item, false)),
        ...(await listHoldersOver(ctx, 'cases.supervise', item, false)),
      ]
  const left = [...(await listBarredStaff(ctx, item.id, to)), ...(await earlierOf(ctx, item)).persons]
  const about = { kind: 'petition-review', id: review.id, number: item.number }
  const key = `${review.id}/${review.unitId ?? 'desk'}`
  await notify(ctx, { to: to.filter((id) => !left.includes(id)), kind: StaffKind.enum['petition-review'], about, key })
}

const Past = z.array(PetitionReview.pick({ level: true, state: true }))
const pastOf = async (ctx: Context, caseId: string) => Past.parse(await queries.listPast(ctx, caseId))

async function mustBeInTime(ctx: Context, item: CaseRecord, level: ReviewLevel): Promise<void> {
  const rows = await listClockRows(ctx, item.id)
  const clock = rows.findLast((row) => row.clock === askClocks[level] && row.round === item.round)
  if (!clock) throw new Problem('step-not-allowed')
  if (clock.dueAt.getTime() < ctx.now().getTime()) throw new Problem('review-window-over')
}

async function armAnswer(ctx: Context, item: CaseRecord, level: ReviewLevel): Promise<string> {
  const armed = armClock(ctx, await openClockBook(ctx), answerClocks[level], ctx.now())
  return insertClock(ctx, { ...armed, caseId: item.id, round: item.round, version: item.version })
}

/**
 * The next higher unit above the one that answered or reviewed last, as far as somebody acts for it here and nothing bars it; null,
 * the desks that dispatch and supervise, where there is none.
 */
async function officeFor(ctx: Context, item: CaseRecord, earlier: Earlier): Promise<string | null> {
  const last = earlier.units[earlier.units.length - 1]
  if (last === undefined) return null
  const barred = [...(item.accusedUnitId ? await listKin(ctx, item.accusedUnitId) : []), ...earlier.units]
  const above = (await queries.listAbove(ctx, last)).filter((id) => !barred.includes(id))
  for (const unitId of above) {
    const acting = await listHoldersOver(ctx, 'cases.handle', { areaId: item.areaId, unitId }, true)
    if (acting.length > 0) return unitId
  }
  return null
}
