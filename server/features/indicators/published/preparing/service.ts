import { isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { Context } from '../../../../platform/context.ts'
import { prepareHandling } from '../handling/service.ts'
import type { Choice, Prepared } from '../places/service.ts'
import { prepareRatings } from '../ratings/service.ts'

/** Finds what a choice means: a figure of ratings, or a rate of handling. */
export const prepareFigure = (ctx: Context, choice: Choice): Promise<Prepared> =>
  isHandlingId(choice.indicatorId) ? prepareHandling(ctx, choice) : prepareRatings(ctx, choice)
