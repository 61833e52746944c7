import type { LetterAct, LetterState } from './contract.ts'

/** A step on a letter: from which states, by the unit or by the supervising side, and to which (null stays). */
export type LetterStep = { from: readonly LetterState[]; by: 'unit' | 'supervisor'; to: LetterState | null }

/** The way of a letter as a table: sent, acknowledged, corrected, reported, and then accepted or sent back to be corrected anew. */
export const letterSteps: Record<LetterAct, LetterStep> = {
  acknowledge: { from: ['sent'], by: 'unit', to: 'acknowledged' },
  correct: { from: ['acknowledged', 'sent-back'], by: 'unit', to: 'corrected' },
  report: { from: ['corrected'], by: 'unit', to: 'reported' },
  accept: { from: ['reported'], by: 'supervisor', to: 'accepted' },
  'send-back': { from: ['reported'], by: 'supervisor', to: 'sent-back' },
  object: { from: ['sent', 'acknowledged', 'corrected', 'sent-back'], by: 'unit', to: null },
  'review-upheld': { from: ['sent', 'acknowledged', 'corrected', 'reported', 'sent-back'], by: 'supervisor', to: null },
  'review-withdrawn': {
    from: ['sent', 'acknowledged', 'corrected', 'reported', 'sent-back'],
    by: 'supervisor',
    to: 'withdrawn',
  },
}

/** The state that a step leads to, or null where it is not allowed. */
export function nextLetterState(act: LetterAct, state: LetterState): LetterState | null {
  const step = letterSteps[act]
  return step.from.includes(state) ? (step.to ?? state) : null
}

export const isLetterEnd = (state: LetterState): boolean => state === 'accepted' || state === 'withdrawn'

type Objection = { objectedAtMs: number | null; objectDueAtMs: number }

/** A unit objects once, within its days from the sending (督查条例). */
export const mayObject = (letter: Objection, nowMs: number): boolean =>
  letter.objectedAtMs === null && nowMs <= letter.objectDueAtMs

/** An objection is reviewed once, by somebody else than who sent the letter. */
export const mayReview = (
  letter: {
    objectedAtMs: number | null
    reviewedAtMs: number | null
    senderId: string
  },
  reviewerId: string,
): boolean => letter.objectedAtMs !== null && letter.reviewedAtMs === null && letter.senderId !== reviewerId

type Dates = {
  state: LetterState
  correctDueAtMs: number
  correctedAtMs: number | null
  reportDueAtMs: number
  reportedAtMs: number | null
  reviewDueAtMs: number | null
  reviewedAtMs: number | null
}
export type LateParts = { correct: boolean; report: boolean; review: boolean }

/** What of a letter is past its date and still to be done: the correction and report by the unit, the review by the supervisors. */
export function latePartsOf(letter: Dates, nowMs: number): LateParts {
  if (isLetterEnd(letter.state)) return { correct: false, report: false, review: false }
  const isOver = (dueMs: number | null, doneMs: number | null) => dueMs !== null && doneMs === null && nowMs > dueMs
  return {
    correct: isOver(letter.correctDueAtMs, letter.correctedAtMs),
    report: isOver(letter.reportDueAtMs, letter.reportedAtMs),
    review: isOver(letter.reviewDueAtMs, letter.reviewedAtMs),
  }
}
