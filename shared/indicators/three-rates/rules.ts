import { addDays, addMonths, type Day, firstOfMonth, type Instant } from '../../platform/time.ts'
import type { Period, Scope, Suppression } from '../contract.ts'
import type { DefinitionInFull } from '../definitions/contract.ts'
import { estimateOf, verdictBy } from '../published/rules.ts'
import { hiddenCells } from '../telling/rules.ts'
import { type CallCounts, type CallRate, type ThreeRate, threeRates } from './contract.ts'

/** Of how many each rate is, and of how many its statement is true; `calls` are the columns beside the rates. */
export type CallTally = { calls: CallCounts; rates: Record<ThreeRate, { of: number; good: number }> }

export const emptyTally: CallTally = {
  calls: { done: 0, answered: 0, notReached: 0, declined: 0, excluded: 0 },
  rates: { responded: { of: 0, good: 0 }, solved: { of: 0, good: 0 }, satisfied: { of: 0, good: 0 } },
}

/** How each rate is computed: the versions in force. */
export type CallDefinitions = Record<ThreeRate, DefinitionInFull>

type Frame = { scope: Scope; period: Period; asOf: Instant; demo: boolean }

/** The three rates of some call-backs; a rate under the minimum has neither point nor interval, and under five not even its n. */
export function threeRateFigures(
  { rates }: CallTally,
  { definitions, ...frame }: Frame & { definitions: CallDefinitions },
  hidden: Partial<Record<ThreeRate, Suppression>> = {},
): CallRate[] {
  return threeRates.map((rate) => {
    const definition = definitions[rate]
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
      n: suppressed && of < 5 ? null : of,
      estimate,
    }
  })
}

/** Which rates of which units are hidden beside those under the minimum, so that no subtraction from the whole gives one away. */
export function hiddenRates(
  whole: CallTally,
  parts: readonly CallTally[],
  definitions: CallDefinitions,
): Partial<Record<ThreeRate, Suppression>>[] {
  const hidden: Partial<Record<ThreeRate, Suppression>>[] = parts.map(() => ({}))
  for (const rate of threeRates) {
    const sizes = parts.map(({ rates }) => rates[rate].of)
    const elsewhere = whole.rates[rate].of - sizes.reduce((sum, size) => sum + size, 0)
    for (const [i, reason] of hiddenCells(sizes, elsewhere, definitions[rate].minN)) {
      const row = hidden[i]
      if (row) row[rate] = reason
    }
  }
  return hidden
}

/**
 * The calendar quarters that are over, the newest first: what a unit is told of. They never overlap and never change after their end, so
 * that no difference between two readings shows one resident's word.
 */
export function closedQuarters(today: Day, count: number): Period[] {
  const month = Number(today.slice(5, 7))
  const first = addMonths(firstOfMonth(today), -((month - 1) % 3))
  return Array.from({ length: count }, (_, i) => {
    const from = addMonths(first, -3 * (i + 1))
    return { from, to: addDays(addMonths(from, 3), -1) }
  })
}
