import type { FollowUpAction, FollowUpEvent, FollowUpOutcome, FollowUpStage } from './contract.ts'

/** The clocks of a poor grade (差评), each a parameter of the tenant; the days given here are what it starts with. */
export const followUpClocks = {
  callBack: { name: 'follow-up.call-back-days', days: 1, source: '本产品约定：差评 1 个工作日内回访' },
  answer: { name: 'follow-up.answer-days', days: 5, source: '德州市：一般差评 5 个工作日内整改' },
  hard: { name: 'follow-up.hard-days', days: 15, source: '四川某市：复杂差评最长 15 个工作日' },
  reRate: { name: 'follow-up.re-rate-days', days: 5, source: '本产品约定：答复后 5 个工作日内请居民再评价' },
} as const

/** The fewest poor grades of one kind that a unit may see together. */
export const smallestBatch = 5

type Move = FollowUpAction | FollowUpEvent

/** The whole of the procedure: from each stage, what can happen and where it leads. What is not here cannot happen. */
export const moves: Record<FollowUpStage, Partial<Record<Move, FollowUpStage>>> = {
  'call-back': {
    reached: 'verify',
    'not-reached': 'call-back',
    unreachable: 'verify',
    'grade-raised': 'closed',
    excluded: 'closed',
    anonymised: 'closed',
  },
  verify: {
    confirmed: 'answer',
    unfounded: 'answer',
    'grade-raised': 'verify',
    'grade-lowered': 'verify',
    excluded: 'closed',
    anonymised: 'closed',
  },
  answer: {
    fixed: 're-rate',
    explained: 're-rate',
    appealed: 'answer',
    'grade-raised': 'answer',
    'grade-lowered': 'answer',
    excluded: 'closed',
    anonymised: 'closed',
  },
  're-rate': {
    're-rated': 're-rate',
    'sent-back': 'answer',
    close: 'closed',
    'grade-raised': 're-rate',
    'grade-lowered': 're-rate',
    excluded: 'closed',
    anonymised: 'closed',
  },
  closed: { 'grade-lowered': 'call-back', restored: 'call-back', anonymised: 'closed' },
}

/** How a follow-up stands, as far as the next move depends on it. */
export type Standing = {
  stage: FollowUpStage
  outcome: FollowUpOutcome | null
  reRating: number | null
  sentBack: boolean
  reRateOver: boolean
}

/** Where a move leads from here, or null when it is not allowed. */
export function after(standing: Standing, move: Move): FollowUpStage | null {
  const to = moves[standing.stage][move]
  if (to === undefined) return null
  if (standing.stage === 'closed' && !canReopen(standing.outcome, move)) return null
  if (move === 'close' && outcomeOf(standing) === null) return null
  if (move === 'sent-back' && (standing.sentBack || standing.reRating === null || standing.reRating > 2)) return null
  return to
}

/**
 * What closing now would say, or null when it is too early: the resident has the window for the second grade, and a second
 * poor grade is sent back once before it may be closed as not settled. Sending back clears it, so that a third can follow.
 */
export function outcomeOf(standing: Standing): FollowUpOutcome | null {
  if (standing.reRating === null && !standing.reRateOver) return null
  if (standing.reRating === null) return standing.sentBack ? 'not-settled' : 'unanswered'
  if (standing.reRating > 2) return 'settled'
  return standing.sentBack ? 'not-settled' : null
}

/** How a follow-up ends that something other than the office closes. */
export const closingOutcomes: Partial<Record<Move, FollowUpOutcome>> = {
  'grade-raised': 'grade-raised',
  excluded: 'excluded',
  anonymised: 'anonymised',
}

/** A resident who lowers the grade again, or an exclusion that is taken back, opens only what they had closed. */
function canReopen(outcome: FollowUpOutcome | null, move: Move): boolean {
  if (move === 'anonymised') return outcome !== 'anonymised'
  return (move === 'grade-lowered' && outcome === 'grade-raised') || (move === 'restored' && outcome === 'excluded')
}
