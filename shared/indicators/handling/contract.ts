import { z } from 'zod'
import { CaseKind, EndReason } from '../../cases/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Count, Period, Scope, Suppression, Verdict } from '../contract.ts'
import { DefinitionInFull } from '../definitions/contract.ts'
import { CertifiedEstimate } from '../published/contract.ts'
import { CertificateLink } from './certified/contract.ts'

/** Rates of handling (S08, S31): 响应率, 解决率, 满意率, 按期办结率. */
export const handlingRates = ['responded', 'solved', 'satisfied', 'on-time'] as const
export const HandlingRate = z.enum(handlingRates)
export type HandlingRate = z.infer<typeof HandlingRate>

/**
 * Items along the funnel, of those received in the period: received, accepted, replied by the unit, reached by a call-back, answered by
 * the resident, valid for this rate. `silent` were asked and said nothing; they are in no rate. Ends outside of the office's duty
 * (duplicate, withdrawn, not for this office) are excluded, by reason.
 */
export const HandlingFunnel = z.object({
  received: Count,
  accepted: Count,
  replied: Count,
  reached: Count.nullable(),
  answered: Count,
  silent: Count,
  valid: Count,
  excluded: z.object({ total: Count, byReason: z.array(z.object({ reason: EndReason, count: Count })) }),
})
export type HandlingFunnel = z.infer<typeof HandlingFunnel>

/** A rate of handling on the same record as every figure: never a bare percentage. */
export const HandlingFigure = z.object({
  rate: HandlingRate,
  definition: DefinitionInFull,
  scope: Scope,
  period: Period,
  asOf: Instant,
  demo: z.boolean(),
  target: z.number().nullable(),
  verdict: Verdict.nullable(),
  suppressed: Suppression.nullable(),
  n: Count.nullable(),
  estimate: CertifiedEstimate.nullable(),
  /** Null with the rate, where the counts would show single answers. */
  funnel: HandlingFunnel.nullable(),
  /** The newest published figure of this rate and place. */
  certificate: CertificateLink.nullish(),
})
export type HandlingFigure = z.infer<typeof HandlingFigure>

export const readHandling = operation({
  name: 'figures.handling',
  summary: '民意件的响应率、解决率、满意率、按期办结率：全部、某区域或某单位，可按单位或区域分列',
  method: 'GET',
  path: '/handling',
  access: 'figures.exact',
  input: z.object({
    from: Day,
    to: Day,
    kind: CaseKind.optional(),
    areaId: Id.optional(),
    unitId: Id.optional(),
    by: z.enum(['none', 'unit', 'area']).default('none'),
  }),
  output: z.object({
    /** One of each rate, of everything asked for. */
    figures: z.array(HandlingFigure),
    rows: z.array(z.object({ scope: Scope, figures: z.array(HandlingFigure) })),
  }),
  problems: ['not-found'],
})
