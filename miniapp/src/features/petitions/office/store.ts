import {
  decideReview,
  listReviews,
  type ReviewDetail,
  type ReviewOutcome,
  readReview,
  routeReview,
} from '@minyi/shared/cases/petitions/contract.ts'
import { call } from '../../../lib/call'

const asStaff = { as: 'staff' } as const

export const reviews = {
  list: (state: 'waiting' | 'decided', after: string | undefined) => call(listReviews, { state, after }, asStaff),
  read: (reviewId: string): Promise<ReviewDetail> => call(readReview, { reviewId }, asStaff),
  decide: (id: string, opinion: { reviewId: string; outcome: ReviewOutcome; words: string }): Promise<ReviewDetail> =>
    call(decideReview, { id, ...opinion }, asStaff),
  route: (id: string, way: { reviewId: string; unitId: string | null; words: string }): Promise<ReviewDetail> =>
    call(routeReview, { id, ...way }, asStaff),
}
