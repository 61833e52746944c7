import {
  decideReview,
  listReviews,
  type ReviewDetail,
  type ReviewOutcome,
  readReview,
  routeReview,
} from '@minyi/shared/cases/petitions/contract.ts'
import { call } from '../../../lib/call'
import { once } from '../../../lib/once'

const asStaff = { as: 'staff' } as const

export const reviews = {
  list: (state: 'waiting' | 'decided', after: string | undefined) => call(listReviews, { state, after }, asStaff),
  read: (reviewId: string): Promise<ReviewDetail> => call(readReview, { reviewId }, asStaff),
  decide: (reviewId: string, outcome: ReviewOutcome, words: string) =>
    once('decide-review', { reviewId, outcome, words }, (id) =>
      call(decideReview, { id, reviewId, outcome, words }, asStaff),
    ),
  route: (reviewId: string, unitId: string | null, words: string) =>
    once('route-review', { reviewId, unitId, words }, (id) =>
      call(routeReview, { id, reviewId, unitId, words }, asStaff),
    ),
}
