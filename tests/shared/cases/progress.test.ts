import { type Facts, progressLine } from '@minyi/shared/cases/resident/rules.ts'
import { describe, expect, it } from 'vitest'

const at = (day: string) => `2026-${day}T10:00:00+08:00`
const round = { round: 1, startedAt: at('11-06'), repliedAt: null, repliedBy: null, verdictAt: null }
const clock = (name: string, day: string, of = 1) => ({
  clock: name,
  round: of,
  dueAt: at(day),
  dueDay: `2026-${day}`,
  provisional: false,
  late: false,
})
const facts: Facts = {
  state: 'received',
  receivedAt: at('11-06'),
  acceptedAt: null,
  endedAt: null,
  office: '市司法局',
  unit: '市督查室',
  rounds: [round],
  clocks: [clock('complaint-accept', '11-13')],
}
const shape = (given: Facts) => progressLine(given).map((step) => `${step.step} ${step.status} ${step.dueDay ?? '-'}`)

describe('the progress line', () => {
  it('shows what runs now and what comes later', () => {
    expect(shape(facts)).toEqual([
      'received done -',
      'accept now 2026-11-13',
      'handle later -',
      'reply later -',
      'verdict later -',
    ])
  })

  it('waits for the resident after the answer', () => {
    const replied = { ...round, repliedAt: at('11-19'), repliedBy: '市督查室' }
    const clocks = [...facts.clocks, clock('complaint-decide', '12-10'), clock('verdict', '11-26')]
    const given: Facts = { ...facts, state: 'replied', acceptedAt: at('11-10'), rounds: [replied], clocks }
    expect(shape(given)).toEqual([
      'received done -',
      'accept done 2026-11-13',
      'handle done 2026-12-10',
      'reply done -',
      'verdict now 2026-11-26',
    ])
  })

  it('bears the deadline of the path and channel that the item is on now', () => {
    const accepted: Facts = { ...facts, state: 'handling', acceptedAt: at('11-10') }
    const petition = [...facts.clocks, clock('complaint-decide', '12-10'), clock('petition-handle', '01-05')]
    expect(shape({ ...accepted, clocks: petition })).toContain('handle now 2026-01-05')
    expect(shape({ ...accepted, clocks: [clock('hotline-reply', '11-13')] })).toContain('handle now 2026-11-13')
    expect(shape({ ...facts, clocks: [clock('petition-register', '11-21')] })).toContain('accept now 2026-11-21')
  })

  it('grows a second round when it is done once more', () => {
    const first = { ...round, repliedAt: at('11-19'), repliedBy: '市督查室', verdictAt: at('11-20') }
    const second = { ...round, round: 2, startedAt: at('11-21') }
    const given: Facts = { ...facts, state: 'handling', acceptedAt: at('11-10'), rounds: [first, second] }
    expect(progressLine(given).map((step) => `${step.step}${step.round} ${step.status}`)).toEqual([
      ...['received1 done', 'accept1 done', 'handle1 done', 'reply1 done', 'verdict1 done'],
      ...['handle2 now', 'reply2 later', 'verdict2 later'],
    ])
  })

  it('skips what will not come any more', () => {
    const given: Facts = { ...facts, state: 'withdrawn', endedAt: at('11-07') }
    expect(progressLine(given).map((step) => step.status)).toEqual(['done', 'skipped', 'skipped', 'skipped', 'skipped'])
  })
})
