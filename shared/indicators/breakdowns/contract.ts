import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import {
  Count,
  chosenPeriod,
  Figure,
  inChannel,
  inPlace,
  ofIndicator,
  Standing,
  Suppression,
  Verdict,
} from '../contract.ts'

const Limits = z.tuple([z.number(), z.number()])

/** A unit as a point of the funnel; one under the minimum n has neither rate nor standing. Never a rank. */
export const FunnelPoint = z.object({
  id: Id,
  name: z.string(),
  field: z.string(),
  n: Count.nullable(),
  suppressed: Suppression.nullable(),
  point: z.number().nullable(),
  interval: Limits.nullable(),
  verdict: Verdict.nullable(),
  standing: Standing.nullable(),
})
export type FunnelPoint = z.infer<typeof FunnelPoint>

/** The limits at one size: a unit with the rate of all lies outside with 5% (2.5% each side) and 0.2% (0.1% each side). */
export const FunnelCurvePoint = z.object({ n: Count, limits95: Limits, limits998: Limits })
export type FunnelCurvePoint = z.infer<typeof FunnelCurvePoint>

export const readFunnel = operation({
  name: 'indicators.funnel',
  summary: '各单位的漏斗图：比率、区间、控制限（95%、99.8%），不排名',
  method: 'GET',
  path: '/figures/:indicatorId/funnel',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inChannel, field: inPlace.field }),
  output: z.object({
    total: Figure,
    minN: Count,
    rows: z.array(FunnelPoint),
    curve: z.array(FunnelCurvePoint),
    hidden: Figure.nullable(),
  }),
  problems: ['not-found'],
})

export const listByField = operation({
  name: 'indicators.byField',
  summary: '按执法领域：单位以名录里的第一个领域归入，每个单位只算一次',
  method: 'GET',
  path: '/figures/:indicatorId/fields',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inChannel }),
  output: z.object({ total: Figure, rows: z.array(Figure), hidden: Figure.nullable() }),
  problems: ['not-found'],
})

export const listByChannel = operation({
  name: 'indicators.byChannel',
  summary: '按渠道：链接、窗口、代评，以及只展示不计入的常设码',
  method: 'GET',
  path: '/figures/:indicatorId/channels',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inPlace }),
  output: z.object({
    total: Figure,
    rows: z.array(Figure),
    hidden: Figure.nullable(),
    /** Ratings through standing codes, shown beside and never counted. */
    unscored: Count,
  }),
  problems: ['not-found'],
})
