import type * as contract from '@minyi/shared/cases/petitions/contract.ts'
import { ReviewLevel as Level, ReviewDetail } from '@minyi/shared/cases/petitions/contract.ts'
import { answerClocks, askClocks, type Earlier, findingActs, isApart } from '@minyi/shared/cases/petitions/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { reaches } from '../../../../platform/access.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, staffOf, unitIdsOf } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { Problem } from '../../../../platform/problem.ts'
import { armClock, openClockBook, readClock } from '../../../clocks/service.ts'
import { listHoldersOver } from '../../../identity/holders/service.ts'
import { isKinOf } from '../../conflicts/queries.ts'
import { noteLooks } from '../../looks/service.ts'
import { tellStaff } from '../../notices/service.ts'
import type { ReadClock } from '../../present.ts'
import { findCaseOf, findUnit, insertClock, listRounds } from '../../queries.ts'
import { stopNamed } from '../../running/queries.ts'
import { record, takeStep } from '../../service.ts'
import { toReview, toReviewRow } from '../present.ts'
import * as queries from '../queries.ts'
import { earlierOf, tellOffice } from '../service.ts'

/** Reviews that the caller's unit or desk has to do with. */
export async function listReviews(
  ctx: Context,
  input: InputOf<typeof contract.listReviews>,
): Promise<OutputOf<typeof contract.listReviews>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listReviewLines(ctx, input.state, page)
  const rows = new Map<string, Awaited<ReturnType<typeof rowOf>>>()
  for (const line of lines.slice(0, input.limit)) rows.set(line.review.id, await rowOf(ctx, line))
  const keyOf = ({ clock, review }: queries.ReviewLine) => (input.state === 'waiting' ? clock.dueAt : review.askedAt)
  const paged = pageFrom(
    lines,
    input.limit,
    (line) => [keyOf(line).toISOString(), line.review.id],
    ({ review }) => rows.get(review.id),
  )
  return { ...paged, rows: paged.rows.flatMap((row) => row ?? []) }
}

export async function readReview(ctx: Context, input: InputOf<typeof contract.readReview>): Promise<ReviewDetail> {
  const line = await getReview(ctx, input.reviewId)
  await noteLooks(ctx, [line.item.id], 'item')
  return detailOf(ctx, line)
}

/** The finding, told to the resident. Revoking has the matter handled anew, which its unit hears; after 复核 nothing more may be asked. */
export async function decideReview(ctx: Context, input: InputOf<typeof contract.decideReview>): Promise<ReviewDetail> {
  return change(ctx, input.id, async (ctx) => {
    const line = await lockReview(ctx, input.reviewId)
    const { review, item } = line
    if (!mayDecide(ctx, line, await earlierOf(ctx, item))) throw new Problem('second-person-needed')
    const { outcome, words } = input
    const level = Level.parse(review.level)
    await stopNamed(ctx, item.id, [answerClocks[level]])
    await queries.updateReview(ctx, review.id, {
      ...{ state: 'decided', outcome, words, decidedAt: ctx.now() },
      ...{ decidedBy: staffOf(ctx).id, decidedUnitId: staffOf(ctx).unitId },
    })
    const moved = await takeStep(ctx, item, { act: findingActs[level][outcome], words })
    if (level === 'review' && outcome !== 'revoke') {
      const armed = armClock(ctx, await openClockBook(ctx), askClocks.recheck, ctx.now())
      await insertClock(ctx, { ...armed, caseId: item.id, round: moved.round, version: moved.version })
    }
    if (outcome === 'revoke') {
      const to = await listHoldersOver(ctx, 'cases.handle', moved, true)
      await tellStaff(ctx, moved, { to, kind: 'case.assigned', key: review.id })
    }
    return detailOf(ctx, await getReview(ctx, review.id))
  })
}

/** The dispatcher says which unit reviews: never one that answered or reviewed before, nor one that is kin of the accused. */
export async function routeReview(ctx: Context, input: InputOf<typeof contract.routeReview>): Promise<ReviewDetail> {
  return change(ctx, input.id, async (ctx) => {
    const line = await lockReview(ctx, input.reviewId)
    const { review, item } = line
    if (!reaches(ctx.actor, 'cases.dispatch', item)) throw new Problem('not-found')
    const office = input.unitId ? await officeNamed(ctx, line, input.unitId) : null
    await queries.updateReview(ctx, review.id, { unitId: office?.id ?? null })
    const words = `${office?.name ?? '受理分派岗'}：${input.words}`
    await record(ctx, item, { act: 'route-review', words, internal: true })
    await tellOffice(ctx, item, { id: review.id, unitId: office?.id ?? null })
    return detailOf(ctx, await getReview(ctx, review.id))
  })
}

const PageKeys = z.tuple([z.iso.datetime(), Id])

async function officeNamed(ctx: Context, { item }: queries.ReviewLine, unitId: string) {
  const office = await findUnit(ctx, unitId)
  if (!office) throw new Problem('input-invalid', { fields: [{ path: 'unitId', message: '没有这个单位' }] })
  const { units } = await earlierOf(ctx, item)
  const isKin = item.accusedUnitId !== null && (await isKinOf(ctx, unitId, item.accusedUnitId))
  if (isKin || units.includes(unitId)) {
    throw new Problem('unit-barred', { detail: '被投诉单位、作过答复或复查的单位不能再复查复核' })
  }
  return office
}

async function getReview(ctx: Context, id: string): Promise<queries.ReviewLine> {
  const line = await queries.findReview(ctx, id)
  if (!line) throw new Problem('not-found')
  return line
}

/** A review that waits, with its item locked; what another decided meanwhile is seen. */
async function lockReview(ctx: Context, id: string): Promise<queries.ReviewLine> {
  const found = await getReview(ctx, id)
  await findCaseOf(ctx, found.item.id, true)
  const line = await getReview(ctx, id)
  if (line.review.state !== 'asked') throw new Problem('step-not-allowed')
  return line
}

function mayDecide(ctx: Context, { review, item }: queries.ReviewLine, earlier: Earlier): boolean {
  const actor = staffOf(ctx)
  const place = { areaId: item.areaId, unitId: review.unitId }
  const holds = review.unitId
    ? reaches(actor, 'cases.handle', place)
    : reaches(actor, 'cases.dispatch', item) || reaches(actor, 'cases.supervise', item)
  return holds && review.state === 'asked' && isApart({ id: actor.id, unitIds: unitIdsOf(actor) }, earlier)
}

async function rowOf(ctx: Context, line: queries.ReviewLine) {
  const rounds = await listRounds(ctx, line.item.id)
  return toReviewRow(ctx, line, await reader(ctx), {
    answeredBy: rounds.findLast(({ round }) => round.repliedAt !== null)?.unitName ?? null,
    mayDecide: mayDecide(ctx, line, await earlierOf(ctx, line.item)),
    mayRoute: line.review.state === 'asked' && reaches(ctx.actor, 'cases.dispatch', line.item),
  })
}

async function detailOf(ctx: Context, line: queries.ReviewLine): Promise<ReviewDetail> {
  const read = await reader(ctx)
  const rounds = await listRounds(ctx, line.item.id)
  const before = line.review.level === 'recheck' ? await queries.listReviewsOf(ctx, line.item.id) : []
  const earlier = before.find(({ review }) => review.level === 'review' && review.state === 'decided')
  return ReviewDetail.parse({
    ...(await rowOf(ctx, line)),
    text: line.item.text,
    answers: rounds.flatMap(({ round, unitName }) =>
      round.repliedAt ? [{ at: instantOf(ctx, round.repliedAt), unitName, words: round.replyWords ?? '' }] : [],
    ),
    earlier: earlier ? toReview(ctx, earlier, read) : null,
  })
}

async function reader(ctx: Context): Promise<ReadClock> {
  const book = await openClockBook(ctx)
  return (armed) => readClock(ctx, book, armed)
}
