import { addDays, type Day } from '../../platform/time.ts'
import type { ExclusionState } from './appeals/contract.ts'
import type { ExclusionAct } from './contract.ts'

/** How many days the author of a rating may appeal against its exclusion, where a tenant has set nothing (ours). */
export const appealDays = 30

/** Which state may follow which; a step is named after the state it leads to. */
const moves: Record<ExclusionState, readonly ExclusionState[]> = {
  proposed: ['withdrawn', 'approved', 'refused'],
  withdrawn: [],
  approved: ['appealed', 'restored'],
  refused: [],
  appealed: ['upheld', 'restored'],
  upheld: ['restored'],
  restored: [],
}

export const mayMove = (from: ExclusionState, to: ExclusionState): boolean => moves[from].includes(to)

/** Whether the rating is out of the count. */
export const isExcluded = (state: ExclusionState): boolean =>
  state === 'approved' || state === 'appealed' || state === 'upheld'

/** The last day on which an exclusion decided on `day` may be appealed against, until 24:00. */
export const lastAppealDay = (day: Day, days: number): Day => addDays(day, days)

/** Whether its author may still appeal: once, and until the last day is over. */
export const mayAppeal = (state: ExclusionState, appealUntil: Day | null, today: Day): boolean =>
  state === 'approved' && appealUntil !== null && today <= appealUntil

type Standing = { state: ExclusionState; proposedBy: string; decidedBy: string | null }
type Caller = { id: string; approves: boolean }

/**
 * Who may not decide what waits to be decided: a proposal not its proposer, an appeal neither its proposer nor who approved it. The
 * rated unit reaches neither, whatever permissions its staff hold.
 */
export function barredFrom(
  { state, proposedBy, decidedBy }: Standing,
  staffId: string,
): 'proposer' | 'approver' | null {
  if (state !== 'proposed' && state !== 'appealed') return null
  if (proposedBy === staffId) return 'proposer'
  return state === 'appealed' && decidedBy === staffId ? 'approver' : null
}

/** What somebody of the supervising office may do with an exclusion now. */
export function actsOf(standing: Standing, caller: Caller): ExclusionAct[] {
  const { state, proposedBy } = standing
  const decides = caller.approves && barredFrom(standing, caller.id) === null
  if (state === 'proposed') {
    return [
      ...(decides ? (['approve', 'refuse'] as const) : []),
      ...(proposedBy === caller.id ? (['withdraw'] as const) : []),
    ]
  }
  if (state === 'appealed') return decides ? ['decide-appeal'] : []
  return caller.approves && mayMove(state, 'restored') ? ['restore'] : []
}
