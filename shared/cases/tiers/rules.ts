import type { ClockName } from '../../clocks/contract.ts'
import type { AreaLevel } from '../../registry/contract.ts'
import { type CaseChannel, type CaseKind, type CaseState, type Tier, tiers } from '../contract.ts'

/** The tier that an item starts in: as low as the place allows; what accuses somebody is handled by the district. */
export function firstTier(item: { kind: CaseKind; channel: CaseChannel; level: AreaLevel | null }): Tier {
  if (!isTiered(item.kind)) return 'district'
  if (item.level === 'grid' || item.channel === 'grid') return 'grid'
  return item.level === 'village' || item.level === 'township' ? item.level : 'district'
}

/** The next tier up, or null where nothing is above. */
export const tierAbove = (tier: Tier): Tier | null => tiers[tiers.indexOf(tier) + 1] ?? null

/** Complaints and reports about enforcement have a procedure of their own that no lower tier takes part in; praise asks for nothing. */
export const tieredKinds = ['enquiry', 'opinion', 'help'] as const satisfies readonly CaseKind[]
export const isTiered = (kind: CaseKind): boolean => tieredKinds.some((tiered) => tiered === kind)

/** The clock by which an item leaves its tier; none once it is answered, and none at the top. */
export function tierClockFor(tier: Tier | null, item: { kind: CaseKind; state: CaseState }): ClockName | null {
  if (tier === null || tier === 'city' || !isTiered(item.kind)) return null
  return atWork.some((state) => state === item.state) ? `tier-${tier}` : null
}

const atWork = ['received', 'accepted', 'handling', 'returned'] as const satisfies readonly CaseState[]

/** How an item goes up: to the unit that stands for the place in the next tier, or to whoever dispatches there. */
export function riseAct(state: CaseState, hasUnit: boolean): 'rise' | 'rise-desk' | 'rise-unit' {
  if (state === 'received') return 'rise'
  if (hasUnit) return 'rise-unit'
  return state === 'handling' ? 'rise-desk' : 'rise'
}
