import { z } from 'zod'
import { Tier } from '../../../cases/contract.ts'
import { Id } from '../../../platform/identity.ts'
import { operation } from '../../../platform/operation.ts'
import { Day, Instant } from '../../../platform/time.ts'
import { Count, Period, Scope, Suppression } from '../../contract.ts'
import { DefinitionInFull } from '../../definitions/contract.ts'
import { CertifiedEstimate } from '../../published/contract.ts'
import { CertificateLink } from '../certified/contract.ts'

/** What became of the items whose last tier this is; `settled` by the resident's own word, silence apart. */
export const TierCounts = z.object({
  tier: Tier,
  settled: Count,
  notSettled: Count,
  silent: Count,
  open: Count,
  outside: Count,
})
export type TierCounts = z.infer<typeof TierCounts>

/**
 * Share of what residents answered about that was settled in this tier (S23), and in it or below: 96% 化解在网格 is such a share.
 * All tiers have one denominator, so the shares and what is not settled add up to the whole.
 */
export const TierShare = TierCounts.extend({
  share: CertifiedEstimate.nullable(),
  upToHere: CertifiedEstimate.nullable(),
  /** The minimum of the definition in force: under it there is no share. */
  minN: Count.optional(),
  /** The newest published figure of what was settled in this tier or below. */
  certificate: CertificateLink.nullish(),
})
export type TierShare = z.infer<typeof TierShare>

/** How long clocks of the office stood still (暂停计时), of how long they were set. */
export const PausedTime = z.object({
  items: Count,
  paused: Count,
  share: CertifiedEstimate.nullable(),
  minN: Count.optional(),
  certificate: CertificateLink.nullish(),
  days: z.number(),
  ofDays: z.number(),
})
export type PausedTime = z.infer<typeof PausedTime>

export const readTiers = operation({
  name: 'figures.tiers',
  summary: '五级办理：各级化解占比；暂停计时的占比',
  method: 'GET',
  path: '/handling/tiers',
  access: 'figures.exact',
  input: z.object({ from: Day, to: Day, areaId: Id.optional() }),
  output: z.object({
    scope: Scope,
    period: Period,
    asOf: Instant,
    demo: z.boolean(),
    /** The definition in force of the lowest tier; the others have the same numerator and denominator. */
    definition: DefinitionInFull,
    n: Count,
    suppressed: Suppression.nullable(),
    tiers: z.array(TierShare),
    pausedTime: PausedTime,
  }),
  problems: ['not-found', 'input-invalid'],
})
