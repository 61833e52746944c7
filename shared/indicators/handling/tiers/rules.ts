import { type Tier, tiers } from '../../../cases/contract.ts'
import { tieredKinds } from '../../../cases/tiers/rules.ts'
import type { Suppression } from '../../contract.ts'
import type { DefinitionInFull } from '../../definitions/contract.ts'
import { estimateOf } from '../../published/rules.ts'
import type { PausedTime, TierCounts, TierShare } from './contract.ts'

const definitionOf = (id: string, name: string, numerator: string, denominator: string, kinds: readonly string[]) =>
  ({
    id,
    version: 1,
    name,
    source: 'cases',
    kinds: [...kinds],
    channels: [],
    grades: [],
    numerator,
    denominator,
    weights: 'none',
    design: 'census',
    method: 'wilson',
    level: 0.95,
    minN: 30,
    target: null,
    targetBasis: 'tenant',
    windowDays: null,
    silence: null,
    parts: [],
  }) satisfies DefinitionInFull

/** What the shares of the tiers count, and over what. */
export const tierSettledWords = {
  numerator: '诉求人说解决了或基本解决、最后在这一级办的件',
  denominator: '逐级办理的咨询、意见建议、求助中，诉求人表了态的件；未表态、在办和不属职责的单列',
}

/** Where items were settled: only what the resident calls solved is, and only what the resident answered about is counted. */
export const tierDefinition = definitionOf(
  'handling-tiers',
  '各级化解占比',
  tierSettledWords.numerator,
  tierSettledWords.denominator,
  tieredKinds,
)

export const pausedDefinition = definitionOf(
  'handling-paused',
  '暂停计时的件占比',
  '办理期限曾经暂停的件',
  '这段时间收到、起算过办理期限的件',
  [],
)

/** The share of each tier over one denominator; none of them under the minimum. */
export function tierShares(counts: readonly TierCounts[]): {
  n: number
  suppressed: Suppression | null
  tiers: TierShare[]
} {
  const known = new Map(counts.map((one) => [one.tier, one]))
  const all = tiers.map((tier) => known.get(tier) ?? nothingIn(tier))
  const n = all.reduce((sum, { settled, notSettled }) => sum + settled + notSettled, 0)
  const isSmall = n < tierDefinition.minN
  let below = 0
  const shares = all.map((one) => {
    below += one.settled
    return {
      ...one,
      share: isSmall ? null : estimateOf(one.settled, n, tierDefinition),
      upToHere: isSmall ? null : estimateOf(below, n, tierDefinition),
    }
  })
  return { n, suppressed: isSmall ? 'under-minimum' : null, tiers: shares }
}

/** How many items had their clock paused, with its interval, and the share of time, which is no sample. */
export function pausedTime(counts: { items: number; paused: number; seconds: number; ofSeconds: number }): PausedTime {
  const { items, paused, seconds, ofSeconds } = counts
  const days = (value: number) => Math.round(value / 8640) / 10
  const share = items < pausedDefinition.minN ? null : estimateOf(paused, items, pausedDefinition)
  return { items, paused, share, days: days(seconds), ofDays: days(ofSeconds) }
}

const nothingIn = (tier: Tier): TierCounts => ({ tier, settled: 0, notSettled: 0, silent: 0, open: 0, outside: 0 })
