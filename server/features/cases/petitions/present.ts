import { PetitionReview, type ReviewRow, ReviewRow as Row } from '@minyi/shared/cases/petitions/contract.ts'
import { ClockName, DayKind } from '@minyi/shared/clocks/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { ReadClock } from '../present.ts'
import type { ClockRow } from '../queries.ts'
import type { ReviewLine } from './queries.ts'

/** A clock of an item as it stands now. */
export const readingOf = (clock: ClockRow, read: ReadClock) =>
  read({ ...clock, clock: ClockName.parse(clock.clock), dayKind: DayKind.parse(clock.dayKind) })

/** A review with its clock while it waits; who asked and who decided stay away. */
export function toReview(ctx: Context, { review, clock, officeName }: ReviewLine, read: ReadClock): PetitionReview {
  return PetitionReview.parse({
    ...review,
    askedAt: instantOf(ctx, review.askedAt),
    decidedAt: review.decidedAt ? instantOf(ctx, review.decidedAt) : null,
    officeName,
    clock: review.state === 'asked' ? readingOf(clock, read) : null,
  })
}

export function toReviewRow(
  ctx: Context,
  line: ReviewLine,
  read: ReadClock,
  more: Pick<ReviewRow, 'answeredBy' | 'mayDecide' | 'mayRoute'>,
): ReviewRow {
  const { id: caseId, number, title } = line.item
  return Row.parse({ ...toReview(ctx, line, read), caseId, number, title, areaName: line.areaName, ...more })
}
