import type { Petition, PetitionReview, RemedyLeft } from '@minyi/shared/cases/petitions/contract.ts'
import { askClocks, isFinal, nextLevel } from '@minyi/shared/cases/petitions/rules.ts'
import { type Context, today } from '../../../../platform/context.ts'
import { openClockBook, readClock } from '../../../clocks/service.ts'
import { lastDayOf } from '../../paths/service.ts'
import { type CaseRecord, listRounds } from '../../queries.ts'
import { listRunning } from '../../running/queries.ts'
import { readingOf, toReview } from '../present.ts'
import { listReviewsOf } from '../queries.ts'

/** The reviews of an item, as every reader of the item sees them. */
export async function readReviews(ctx: Context, item: CaseRecord): Promise<PetitionReview[]> {
  if (item.legalPath !== 'petition') return []
  const book = await openClockBook(ctx)
  const lines = await listReviewsOf(ctx, item.id)
  return lines.map((line) => toReview(ctx, line, (armed) => readClock(ctx, book, armed)))
}

/** How far 复查 and 复核 of an item have come, for its resident; null before there is an answer to review. */
export async function petitionOf(ctx: Context, item: CaseRecord): Promise<Petition | null> {
  if (item.legalPath !== 'petition') return null
  const reviews = await readReviews(ctx, item)
  const rounds = await listRounds(ctx, item.id)
  if (!rounds.some(({ round }) => round.repliedAt !== null)) return null
  const final = isFinal(reviews)
  return { ask: await askOf(ctx, item, reviews), reviews, final, left: final ? await leftOf(ctx, item) : [] }
}

async function askOf(ctx: Context, item: CaseRecord, reviews: readonly PetitionReview[]): Promise<Petition['ask']> {
  const level = nextLevel(reviews)
  if (level === null) return null
  const clock = (await listRunning(ctx, item.id)).find((row) => row.clock === askClocks[level])
  if (!clock || clock.dueAt.getTime() < ctx.now().getTime()) return null
  const book = await openClockBook(ctx)
  return { level, clock: readingOf(clock, (armed) => readClock(ctx, book, armed)) }
}

/** Only an act of an authority can be taken to 行政复议 or to a court, so an item that accuses nobody has neither. */
async function leftOf(ctx: Context, item: CaseRecord): Promise<RemedyLeft[]> {
  if (item.accusedUnitId === null) return []
  const left: RemedyLeft[] = []
  for (const path of ['reconsideration', 'litigation'] as const) {
    const untilDay = await lastDayOf(ctx, item, path)
    if (untilDay) left.push({ path, untilDay, over: untilDay < today(ctx) })
  }
  return left
}
