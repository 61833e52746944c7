import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { Count, Figure, IndicatorCard, ofIndicator, Period } from '../contract.ts'

/** A share in whole percents: nobody computes a single rating from it. */
const WholePercent = z.number().int().min(0).max(100)

export const OwnWeight = z.enum(['mostly-group', 'half', 'mostly-own'])
export type OwnWeight = z.infer<typeof OwnWeight>

/**
 * What is believed of one officer (个人估计): the officer's ratings together with how the officers of units of the same kind vary, so
 * that a few ratings move it little (beta-binomial shrinkage). Everything in whole percents; the counts behind it are not told.
 */
export const ShrunkenRate = z.object({
  point: WholePercent,
  interval: z.tuple([WholePercent, WholePercent]),
  level: z.number(),
  /** The chance that the true rate reaches the target, in percent; null without a target. */
  reaches: WholePercent.nullable(),
  target: z.number().nullable(),
  /** How much of it comes from the officer's own ratings rather than the group; roughly, because the exact share would tell n. */
  own: OwnWeight,
  /** Whether the officers of the group differ beyond chance; where they do not, all have the common rate. */
  differ: z.boolean(),
  group: z.object({ name: z.string(), officers: Count, point: WholePercent }),
})
export type ShrunkenRate = z.infer<typeof ShrunkenRate>

/** Why there is no estimate: no ratings to speak of, too few officers to compare with, or no five new ratings since the last one. */
export const EstimateRefusal = z.enum(['few-ratings', 'few-officers', 'not-closed'])
export type EstimateRefusal = z.infer<typeof EstimateRefusal>

/** An estimate as the officer reads it: made at the end of a month from twelve whole months, and only with five new ratings in it. */
export const OfficerEstimate = z.object({
  shrunken: ShrunkenRate.nullable(),
  refusal: EstimateRefusal.nullable(),
  period: Period.nullable(),
  asOf: Instant.nullable(),
  version: Count.nullable(),
  course: z.array(
    z.object({ month: z.string(), point: WholePercent, interval: z.tuple([WholePercent, WholePercent]) }),
  ),
})
export type OfficerEstimate = z.infer<typeof OfficerEstimate>

/** An officer as the supervising office sees them; `figure` has neither rate nor n under the minimum. */
export const OfficerRow = z.object({
  officer: z.object({
    id: Id,
    name: z.string(),
    certificateNumber: z.string(),
    unit: z.object({ id: Id, name: z.string() }),
  }),
  figure: Figure,
  shrunken: ShrunkenRate.nullable(),
  refusal: EstimateRefusal.nullable(),
})
export type OfficerRow = z.infer<typeof OfficerRow>

export const listOfficerFigures = operation({
  name: 'indicators.officers',
  summary: '执法人员的满意度（仅监督机构；按名录顺序，不排名，份数不足的只给收缩估计）',
  method: 'GET',
  path: '/officer-figures/:indicatorId',
  access: 'figures.officers',
  input: z.object({
    ...ofIndicator,
    ...Paging,
    unitId: Id.optional(),
    search: z.string().trim().max(60).optional(),
  }),
  output: z.object({ indicator: IndicatorCard, period: Period, ...pageOf(OfficerRow).shape }),
  problems: ['not-found'],
})
