import type { Grade } from '../../ratings/contract.ts'
import { countsBetween } from '../../ratings/rules.ts'
import type { RatingsDefinition } from '../catalogue/schema.ts'
import type { Figure, Period } from '../contract.ts'
import { addTallies, type Frame, figureOf, type Tally, targetOf } from '../rules.ts'
import type { ComparedFigure, Effect } from './contract.ts'

/** A rating as it is counted now: under its grade, or under the reason for which it is excluded. */
export type CountedRating = { kind: string; channel: string; closedDay: string; grade: Grade; excluded: string | null }

/** Whether a rating belongs to a figure of this definition and period at all. */
export function belongs(rating: CountedRating, definition: RatingsDefinition, { from, to }: Period): boolean {
  const kinds: readonly string[] = definition.kinds
  const channels: readonly string[] = definition.channels
  const scored = rating.channel !== 'standing' && channels.includes(rating.channel)
  return scored && kinds.includes(rating.kind) && rating.closedDay >= from && rating.closedDay <= to
}

/** What moves in the counts when a rating is excluded for a reason, or put back with null. */
export function movedTo({ channel, grade, excluded }: CountedRating, reason: string | null): Tally {
  return { [channel]: countsBetween({ grade, excluded }, { grade, excluded: reason }) }
}

type Deciding = {
  /** The counts of the figure as they are. */
  now: Tally
  /** What this decision moves; null where nothing is left to decide. */
  moving: Tally | null
  /** What every other open proposal of this figure would move. */
  others: readonly Tally[]
}

/** A figure as it is, as it would be after a decision, after that and all other open ones, and as if nothing were excluded. */
export function effectOf({ now, moving, others }: Deciding, definition: RatingsDefinition, frame: Frame): Effect {
  const figure = (...moved: readonly Tally[]) => figureOf(addTallies([now, ...moved]), definition, frame)
  const [before, after] = [figure(), moving && figure(moving)]
  const afterAll = moving && others.length > 0 ? figure(moving, ...others) : null
  return {
    indicator: { id: frame.indicatorId, name: definition.name },
    scope: frame.scope,
    period: frame.period,
    target: targetOf(definition),
    now: compared(before),
    after: after && compared(after),
    afterAll: afterAll && compared(afterAll),
    othersOpen: others.length,
    withExcluded: before.withExcluded,
    flips: after !== null && after.verdict !== before.verdict,
    flipsAll: afterAll !== null && afterAll.verdict !== before.verdict,
    hangs: before.verdictFlips,
  }
}

const compared = ({ n, estimate, verdict }: Figure): ComparedFigure => ({ n, estimate, verdict })
