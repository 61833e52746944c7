import type { EndReason } from '../../cases/contract.ts'
import type { Instant } from '../../platform/time.ts'
import type { Period, Scope, Suppression } from '../contract.ts'
import type { DefinitionInFull } from '../definitions/contract.ts'
import { estimateOf, verdictBy } from '../published/rules.ts'
import { type HandlingFigure, type HandlingFunnel, type HandlingRate, handlingRates } from './contract.ts'

/**
 * Ends that say nothing about handling: the item belonged elsewhere, was a repetition, or was taken back. An end without legal basis is
 * an answer and stays in.
 */
export const outsideReasons = [
  'not-responsible',
  'other-path',
  'duplicate',
  'refused',
  'withdrawn',
] as const satisfies readonly EndReason[]

/** An item counts as responded when it was accepted within so many hours of its receipt (rules of the field: 24). */
export const responseHours = 24

/** How many items each rate is about, and of how many its statement is true. */
export type RateCounts = Record<HandlingRate, { of: number; good: number }>
export type HandlingCounts = { funnel: Omit<HandlingFunnel, 'valid'>; rates: RateCounts }

type Frame = {
  scope: Scope
  period: Period
  asOf: Instant
  demo: boolean
  kinds: readonly string[]
  /** How each rate is computed: the versions in force. */
  definitions: Record<HandlingRate, DefinitionInFull>
}

/** What each rate is over, for the method page. */
export const denominators: Record<HandlingRate, string> = {
  responded: '收到的件中，已经受理或收到满 24 小时的',
  solved: '答复后诉求人表了态的件，“未表态”单列',
  satisfied: '答复后诉求人打了分的件',
  'on-time': '期限内办结、超期或期限已过的件；还在期限内办理的不算',
}

/** The four rates of some counts; one that is hidden for its neighbours' sake has a reason, one under the minimum n hides itself. */
export function handlingFigures(
  { funnel, rates }: HandlingCounts,
  { kinds, definitions, ...frame }: Frame,
  hidden: Partial<Record<HandlingRate, Suppression>> = {},
): HandlingFigure[] {
  return handlingRates.map((rate) => {
    const definition = { ...definitions[rate], kinds: [...kinds] }
    const { of, good } = rates[rate]
    const suppressed = of < definition.minN ? 'under-minimum' : (hidden[rate] ?? null)
    const estimate = suppressed ? null : estimateOf(good, of, definition)
    return {
      ...frame,
      rate,
      definition,
      target: definition.target,
      verdict: verdictBy(estimate, definition),
      suppressed,
      n: suppressed && of > 0 && of < 5 ? null : of,
      estimate,
      funnel: suppressed ? null : { ...funnel, valid: of },
    }
  })
}
