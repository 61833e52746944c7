import { addDays } from '@minyi/shared/platform/time.ts'
import { orderStates, type TaskAct, type TaskState, taskActs, taskStates } from '@minyi/shared/supervision/contract.ts'
import { type LetterState, letterActs, letterStates } from '@minyi/shared/supervision/letters/contract.ts'
import { isLetterEnd, latePartsOf, letterSteps, nextLetterState } from '@minyi/shared/supervision/letters/rules.ts'
import { periodOf } from '@minyi/shared/supervision/lists/rules.ts'
import {
  checkpointStanding,
  isTaskEnd,
  mayAskExtension,
  mayDirect,
  mayTakeOver,
  nextTaskState,
  orderStateOf,
  taskSteps,
} from '@minyi/shared/supervision/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const anyAct = fc.constantFrom(...taskActs)
const anyState = fc.constantFrom(...taskStates)
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

/** Plays steps on one part as two people would, and tells each state and who brought it there. */
function play(steps: readonly { act: TaskAct; by: 'unit' | 'assigner' }[]) {
  const story: { state: TaskState; act: TaskAct; by: string }[] = []
  let state: TaskState = 'assigned'
  for (const { act, by } of steps) {
    const next: TaskState | null = taskSteps[act].by === by ? nextTaskState(act, state) : null
    if (next === null) continue
    state = next
    story.push({ state, act, by })
  }
  return story
}

const anyPlay = fc.array(fc.record({ act: anyAct, by: fc.constantFrom('unit' as const, 'assigner' as const) }), {
  maxLength: 40,
})

describe('the way of an order', () => {
  it('never leaves its states, and ends only by the assigner’s hand after the unit has finished', () => {
    fc.assert(
      fc.property(anyPlay, (steps) => {
        const story = play(steps)
        for (const [at, { state, act, by }] of story.entries()) {
          expect(taskStates).toContain(state)
          if (state !== 'cleared') continue
          expect([act, by]).toEqual(['clear', 'assigner'])
          expect(story[at - 1]?.state).toBe('finished')
        }
      }),
    )
  })

  it('moves nothing that has ended but by reopening what was cleared', () => {
    fc.assert(
      fc.property(anyAct, anyState, (act, state) => {
        if (!isTaskEnd(state)) return
        expect(nextTaskState(act, state)).toBe(act === 'reopen' && state === 'cleared' ? 'returned' : null)
      }),
    )
  })

  it('can always be brought to its end', () => {
    const reachable = new Set<TaskState>(['assigned'])
    for (let turn = 0; turn < taskStates.length; turn += 1) {
      for (const state of [...reachable]) {
        for (const act of taskActs) reachable.add(nextTaskState(act, state) ?? state)
      }
    }
    expect([...reachable].sort()).toEqual([...taskStates].sort())
  })

  it('as a whole is cleared only when no part is open, and waits for clearing only when nothing else is left', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 8 }), (parts) => {
        const state = orderStateOf(parts)
        expect(orderStates).toContain(state)
        expect(state === 'unassigned').toBe(parts.length === 0)
        const open = parts.filter((part) => !isTaskEnd(part))
        expect(['cleared', 'withdrawn', 'unassigned'].includes(state)).toBe(open.length === 0)
        if (state === 'finished') expect(new Set(open)).toEqual(new Set(['finished']))
      }),
    )
  })
})

describe('who directs an order', () => {
  const ids = fc.constantFrom('a', 'b', 'c')
  it('is its assigner alone, and never for a unit that the assigner answers for', () => {
    fc.assert(
      fc.property(ids, fc.option(ids), ids, fc.array(ids), (id, assignerId, unitId, own) => {
        const person = { id, answersFor: (unit: string) => own.some((one) => one === unit) }
        expect(mayDirect(person, { assignerId }, { unitId })).toBe(id === assignerId && !own.includes(unitId))
        expect(mayTakeOver(person, { assignerActive: true, taskUnitIds: [] })).toBe(false)
        expect(mayTakeOver(person, { assignerActive: false, taskUnitIds: [unitId] })).toBe(!own.includes(unitId))
      }),
    )
  })
})

describe('dates', () => {
  it('are met in time until their last millisecond, and late from the next on, met or not', () => {
    fc.assert(
      fc.property(fc.integer(), fc.option(fc.integer()), fc.integer(), (dueAtMs, metAtMs, nowMs) => {
        const standing = checkpointStanding({ dueAtMs, metAtMs }, nowMs)
        expect(standing.startsWith('met')).toBe(metAtMs !== null)
        expect(standing === 'late' || standing === 'met-late').toBe((metAtMs ?? nowMs) > dueAtMs)
      }),
    )
  })

  it('are put off only while they run, for a later day, one asking at a time', () => {
    const task = { dueAtMs: 1000, dueDay: '2026-06-18', hasPending: false }
    expect(mayAskExtension(task, { untilDay: '2026-06-19', nowMs: 1000 })).toBe(true)
    expect(mayAskExtension(task, { untilDay: '2026-06-18', nowMs: 1000 })).toBe(false)
    expect(mayAskExtension(task, { untilDay: '2026-06-19', nowMs: 1001 })).toBe(false)
    expect(mayAskExtension({ ...task, hasPending: true }, { untilDay: '2026-06-19', nowMs: 0 })).toBe(false)
  })

  it('fall into exactly one week and one month each', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('weekly' as const, 'monthly' as const), (day, kind) => {
        const { fromDay, toDay } = periodOf(kind, day)
        expect(fromDay <= day && day <= toDay).toBe(true)
        expect(periodOf(kind, toDay)).toEqual({ fromDay, toDay })
        expect(periodOf(kind, addDays(toDay, 1)).fromDay).toBe(addDays(toDay, 1))
        if (kind === 'weekly') expect(new Date(`${fromDay}T00:00:00Z`).getUTCDay()).toBe(1)
      }),
    )
  })
})

describe('the way of a letter', () => {
  it('is accepted only by a supervisor after a correction and a report, and nothing follows an end', () => {
    const anyStep = fc.record({
      act: fc.constantFrom(...letterActs),
      by: fc.constantFrom('unit' as const, 'supervisor' as const),
    })
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        let state: LetterState = 'sent'
        const done: string[] = []
        for (const { act, by } of steps) {
          const next: LetterState | null = letterSteps[act].by === by ? nextLetterState(act, state) : null
          if (next === null) continue
          expect(isLetterEnd(state)).toBe(false)
          state = next
          done.push(act)
        }
        expect(letterStates).toContain(state)
        if (state === 'accepted') expect(done).toEqual(expect.arrayContaining(['acknowledge', 'correct', 'report']))
      }),
    )
  })

  it('is never late once it has ended', () => {
    const over = { correctDueAtMs: 0, correctedAtMs: null, reportDueAtMs: 0, reportedAtMs: null }
    const review = { reviewDueAtMs: 0, reviewedAtMs: null }
    const all = { correct: true, report: true, review: true }
    expect(latePartsOf({ state: 'sent', ...over, ...review }, 1)).toEqual(all)
    const none = { correct: false, report: false, review: false }
    for (const state of ['accepted', 'withdrawn'] as const) {
      expect(latePartsOf({ state, ...over, ...review }, 1)).toEqual(none)
    }
  })
})
