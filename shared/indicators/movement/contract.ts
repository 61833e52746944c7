import { z } from 'zod'
import { operation } from '../../platform/operation.ts'
import {
  Count,
  chosenPeriod,
  Figure,
  FileFormat,
  IndicatorCard,
  inChannel,
  inPlace,
  ofIndicator,
  Scope,
} from '../contract.ts'

/** What a change is taken apart by. */
export const movementParts = ['area', 'unit', 'field', 'channel'] as const
export const MovementBy = z.enum(movementParts)
export type MovementBy = z.infer<typeof MovementBy>

const Side = z.object({ n: Count, point: z.number().nullable() })

/**
 * What one part adds to the change of the whole rate, in fractions of 1: through its own rate (自身变化) and through its share of the
 * ratings (占比变化). Both over all parts sum to the change exactly.
 */
export const MovementPart = z.object({
  scope: Scope,
  before: Side,
  now: Side,
  rateEffect: z.number(),
  mixEffect: z.number(),
})
export type MovementPart = z.infer<typeof MovementPart>

/** Why a verdict changed: another rate, another number of ratings (and so another width of the interval), or only both together. */
export const VerdictCause = z.enum(['rate', 'size', 'both'])
export type VerdictCause = z.infer<typeof VerdictCause>

const asked = {
  ...ofIndicator,
  ...chosenPeriod,
  ...inPlace,
  ...inChannel,
  by: MovementBy.default('unit'),
  against: z.enum(['before', 'year']).default('before'),
}

export const readMovement = operation({
  name: 'indicators.movement',
  summary: '是什么在动：两个时段之间的变化，拆成各部分自身的变化和占比的变化',
  method: 'GET',
  path: '/figures/:indicatorId/movement',
  access: 'figures.exact',
  input: z.object(asked),
  output: z.object({
    indicator: IndicatorCard,
    by: MovementBy,
    now: Figure,
    before: Figure,
    /** Null where one of the two has no rate: nothing is compared then. */
    change: z.object({ points: z.number(), rateEffect: z.number(), mixEffect: z.number() }).nullable(),
    /** Null while the verdict is the same. */
    verdictCause: VerdictCause.nullable(),
    /** Largest effect first. */
    parts: z.array(MovementPart),
    /** Parts too small to stand alone, taken together. */
    rest: MovementPart.extend({ members: Count }).nullable(),
  }),
  problems: ['not-found'],
})

export const exportMovement = operation({
  name: 'indicators.exportMovement',
  summary: '下载“是什么在动”的数据表（CSV、XLSX）',
  method: 'GET',
  path: '/figures/:indicatorId/movement/export',
  access: 'figures.exact',
  input: z.object({ ...asked, format: FileFormat }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
