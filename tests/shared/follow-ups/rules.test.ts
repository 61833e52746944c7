import {
  FollowUpAction,
  FollowUpEvent,
  FollowUpOutcome,
  followUpActions,
  followUpEvents,
  followUpStages,
} from '@minyi/shared/follow-ups/contract.ts'
import { after, closingOutcomes, moves, outcomeOf, type Standing } from '@minyi/shared/follow-ups/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const everyMove = [...followUpActions, ...followUpEvents]
const opened: Standing = { stage: 'call-back', outcome: null, reRating: null, sentBack: false, reRateOver: false }

type Try = { move: FollowUpAction | FollowUpEvent; grade: number; over: boolean }
const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.record({ move: fc.constantFrom(...everyMove), grade: fc.integer({ min: 1, max: 5 }), over: fc.boolean() }),
  { maxLength: 40 },
)

/** Takes a move as the office's use case does. */
function take(standing: Standing, { move, grade, over }: Try): Standing {
  const now = { ...standing, reRateOver: over }
  const stage = after(now, move)
  if (stage === null) return standing
  const closing = stage === 'closed' && now.stage !== 'closed'
  return {
    ...now,
    stage,
    outcome: closing ? (closingOutcomes[move] ?? outcomeOf(now)) : stage === 'closed' ? now.outcome : null,
    ...(move === 're-rated' ? { reRating: grade } : {}),
    ...(move === 'sent-back' ? { sentBack: true, reRating: null } : {}),
  }
}

describe('the stages of a follow-up', () => {
  it('never reach a state that the procedure does not know', () => {
    fc.assert(
      fc.property(tries, (taken) => {
        const end = taken.reduce(take, opened)
        expect(followUpStages).toContain(end.stage)
        expect(end.outcome === null).toBe(end.stage !== 'closed')
        if (end.outcome !== null) expect(FollowUpOutcome.safeParse(end.outcome).success).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('never call a second poor grade settled, nor a silence', () => {
    fc.assert(
      fc.property(tries, (taken) => {
        const end = taken.reduce(take, opened)
        if (end.outcome === 'settled') expect(end.reRating).toBeGreaterThan(2)
        if (end.outcome === 'not-settled') expect(end.sentBack).toBe(true)
        if (end.outcome === 'unanswered') expect(end.reRating).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  it('can be closed from everywhere, and lead back only to what somebody else had closed', () => {
    for (const stage of followUpStages) {
      const closes = Object.entries(moves[stage]).filter(([, to]) => to === 'closed')
      expect(closes.length, stage).toBeGreaterThan(0)
    }
    const closed: Standing = { ...opened, stage: 'closed', outcome: 'settled' }
    expect(everyMove.filter((move) => (after(closed, move) ?? 'closed') !== 'closed')).toEqual([])
    expect(after({ ...closed, outcome: 'grade-raised' }, 'grade-lowered')).toBe('call-back')
    expect(after({ ...closed, outcome: 'excluded' }, 'restored')).toBe('call-back')
  })

  it('send a second poor grade back once, and then allow it to be closed as not settled', () => {
    const rated: Standing = { ...opened, stage: 're-rate', reRating: 1 }
    expect(after(rated, 'close')).toBeNull()
    expect(after(rated, 'sent-back')).toBe('answer')
    const again: Standing = { ...rated, sentBack: true }
    expect(after(again, 'sent-back')).toBeNull()
    expect([after(again, 'close'), outcomeOf(again)]).toEqual(['closed', 'not-settled'])
  })

  it('wait for the resident before a follow-up is closed without a second grade', () => {
    const waiting: Standing = { ...opened, stage: 're-rate' }
    expect(after(waiting, 'close')).toBeNull()
    expect(outcomeOf({ ...waiting, reRateOver: true })).toBe('unanswered')
  })

  it('name only moves that exist', () => {
    const named = Object.values(moves).flatMap((row) => Object.keys(row))
    const known = (move: string) => FollowUpAction.safeParse(move).success || FollowUpEvent.safeParse(move).success
    expect(named.filter((move) => !known(move))).toEqual([])
  })
})
