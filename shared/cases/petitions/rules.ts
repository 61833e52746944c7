import type { ClockName } from '../../clocks/contract.ts'
import type { CaseAct } from '../rules.ts'
import type { ReviewLevel, ReviewOutcome, ReviewState } from './contract.ts'

/** Within which each may be asked (自收到书面答复之日起), and within which it is answered. */
export const askClocks = {
  review: 'petition-review-ask',
  recheck: 'petition-recheck-ask',
} as const satisfies Record<ReviewLevel, ClockName>
export const answerClocks = {
  review: 'petition-review',
  recheck: 'petition-recheck',
} as const satisfies Record<ReviewLevel, ClockName>

export const petitionClocks = [askClocks.review, answerClocks.review, askClocks.recheck, answerClocks.recheck] as const
export const isPetitionClock = (clock: string): boolean => petitionClocks.some((one) => one === clock)

type Past = readonly { level: ReviewLevel; state: ReviewState }[]

/** What comes next: 复查, then 复核, each once however the one before went; nothing while one waits, and nothing after 复核. */
export function nextLevel(past: Past): ReviewLevel | null {
  if (past.some(({ state }) => state === 'asked')) return null
  const decided = (level: ReviewLevel) => past.some((one) => one.state === 'decided' && one.level === level)
  if (decided('recheck')) return null
  return decided('review') ? 'recheck' : 'review'
}

/** After 复核 the same facts and reasons are not taken on again (三级终结). */
export const isFinal = (past: Past): boolean =>
  past.some(({ level, state }) => level === 'recheck' && state === 'decided')

/** The step of the procedure by which each is asked, and by which each finding is told. */
export const askActs = { review: 'ask-review', recheck: 'ask-recheck' } as const satisfies Record<ReviewLevel, CaseAct>
export const findingActs = {
  review: { uphold: 'review-uphold', change: 'review-change', revoke: 'review-revoke' },
  recheck: { uphold: 'recheck-uphold', change: 'recheck-change', revoke: 'recheck-revoke' },
} as const satisfies Record<ReviewLevel, Record<ReviewOutcome, CaseAct>>

/** Who answered an item and who has reviewed it before: persons and their units. */
export type Earlier = { persons: readonly string[]; units: readonly string[] }

/** Nobody reviews what they, or their unit, have answered or reviewed before. */
export function isApart(by: { id: string; unitIds: readonly string[] }, earlier: Earlier): boolean {
  return !earlier.persons.includes(by.id) && !by.unitIds.some((id) => earlier.units.includes(id))
}
