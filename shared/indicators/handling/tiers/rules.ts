import { type Tier, tiers } from '../../../cases/contract.ts'
import type { Suppression } from '../../contract.ts'
import type { DefinitionInFull } from '../../definitions/contract.ts'
import { estimateOf } from '../../published/rules.ts'
import type { PausedTime, TierCounts, TierShare } from './contract.ts'

/** What the shares of the tiers count, and over what. */
export const tierSettledWords = {
  numerator: '诉求人说解决了或基本解决、最后在这一级办的件',
  denominator: '逐级办理的咨询、意见建议、求助中，诉求人表了态的件；未表态、在办和不属职责的单列',
}

/** How the share of each tier is computed: the versions in force. The city has no published figure and goes by the district's. */
export type TierDefinitions = Record<Tier, DefinitionInFull>

/** The share of each tier over one denominator, each under its own minimum; `suppressed` where that leaves none. */
export function tierShares(
  counts: readonly TierCounts[],
  definitions: TierDefinitions,
): { n: number; suppressed: Suppression | null; tiers: TierShare[] } {
  const known = new Map(counts.map((one) => [one.tier, one]))
  const all = tiers.map((tier) => known.get(tier) ?? nothingIn(tier))
  const n = all.reduce((sum, { settled, notSettled }) => sum + settled + notSettled, 0)
  let below = 0
  const shares = all.map((one) => {
    below += one.settled
    const definition = definitions[one.tier]
    const isSmall = n < definition.minN
    return {
      ...one,
      share: isSmall ? null : estimateOf(one.settled, n, definition),
      upToHere: isSmall ? null : estimateOf(below, n, definition),
      minN: definition.minN,
    }
  })
  return { n, suppressed: shares.every(({ share }) => share === null) ? 'under-minimum' : null, tiers: shares }
}

/** How many items had their clock paused, with its interval, and the share of time, which is no sample. */
export function pausedTime(
  counts: { items: number; paused: number; seconds: number; ofSeconds: number },
  definition: DefinitionInFull,
): PausedTime {
  const { items, paused, seconds, ofSeconds } = counts
  const days = (value: number) => Math.round(value / 8640) / 10
  const share = items < definition.minN ? null : estimateOf(paused, items, definition)
  return { items, paused, share, minN: definition.minN, days: days(seconds), ofDays: days(ofSeconds) }
}

const nothingIn = (tier: Tier): TierCounts => ({ tier, settled: 0, notSettled: 0, silent: 0, open: 0, outside: 0 })
