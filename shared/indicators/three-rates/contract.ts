import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Count, Period, Scope, Suppression, Verdict } from '../contract.ts'
import { DefinitionInFull } from '../definitions/contract.ts'
import { CertificateLink } from '../handling/certified/contract.ts'
import { CertifiedEstimate } from '../published/contract.ts'

/** 响应率, 解决率, 满意率, in the word of whoever was called back. */
export const threeRates = ['responded', 'solved', 'satisfied'] as const
export const ThreeRate = z.enum(threeRates)
export type ThreeRate = z.infer<typeof ThreeRate>

/** What became of the calls: drawn and done, and of those answered, not reached, declined and excluded. */
export const CallCounts = z.object({
  done: Count,
  answered: Count,
  notReached: Count,
  declined: Count,
  excluded: Count,
})
export type CallCounts = z.infer<typeof CallCounts>

/** A rate of call-backs on the same record as every figure; `n` is its own denominator. */
export const CallRate = z.object({
  rate: ThreeRate,
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
  /** The newest published figure of this rate and place. */
  certificate: CertificateLink.nullish(),
})
export type CallRate = z.infer<typeof CallRate>

export const readThreeRates = operation({
  name: 'figures.three-rates',
  summary: '回访三率：响应率、解决率、满意率，各有分母和区间；未接通、拒答、剔除单列',
  method: 'GET',
  path: '/three-rates',
  access: 'figures.exact',
  input: z.object({ from: Day, to: Day, unitId: Id.optional(), by: z.enum(['none', 'unit']).default('none') }),
  output: z.object({
    figures: z.array(CallRate),
    calls: CallCounts,
    rows: z.array(z.object({ scope: Scope, figures: z.array(CallRate), calls: CallCounts.nullable() })),
  }),
  problems: ['not-found', 'input-invalid'],
})

export const readOwnThreeRates = operation({
  name: 'figures.own-three-rates',
  summary: '本单位的回访三率：按已结束的季度，样本不足的不显示',
  method: 'GET',
  path: '/own/three-rates',
  access: 'figures.closed',
  input: z.object({}),
  output: z.object({ quarters: z.array(z.object({ period: Period, figures: z.array(CallRate) })) }),
  problems: [],
})
