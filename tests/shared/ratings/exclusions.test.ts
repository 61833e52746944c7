import {
  type ExclusionReason,
  type ExclusionState,
  exclusionReasons,
  exclusionStates,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { protectCounts } from '@minyi/shared/ratings/exclusions/counts/rules.ts'
import {
  actsOf,
  barredFrom,
  isExcluded,
  lastAppealDay,
  mayAppeal,
  mayMove,
} from '@minyi/shared/ratings/exclusions/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const state = fc.constantFrom(...exclusionStates)
const person = fc.constantFrom('ann', 'ben', 'cem')
const standing = fc.record({ state, proposedBy: person, decidedBy: fc.option(person) })

describe('the states of an exclusion', () => {
  it('never come round again, so that each step is taken at most once', () => {
    const reach = (from: ExclusionState): ExclusionState[] =>
      exclusionStates.filter((to) => mayMove(from, to)).flatMap((to) => [to, ...reach(to)])
    for (const one of exclusionStates) expect(reach(one)).not.toContain(one)
    expect(new Set(reach('proposed'))).toEqual(new Set(exclusionStates.filter((one) => one !== 'proposed')))
  })

  it('go in the order in which they are listed, which is the order steps are told in', () => {
    for (const from of exclusionStates)
      for (const to of exclusionStates)
        if (mayMove(from, to)) expect(exclusionStates.indexOf(to)).toBeGreaterThan(exclusionStates.indexOf(from))
  })

  it('leave the count only by an approval, and come back only by a restoration', () => {
    for (const from of exclusionStates)
      for (const to of exclusionStates.filter((one) => mayMove(from, one))) {
        if (!isExcluded(from) && isExcluded(to)) expect(to).toBe('approved')
        if (isExcluded(from) && !isExcluded(to)) expect(to).toBe('restored')
      }
  })
})

describe('who decides an exclusion', () => {
  it('is never who proposed it, and an appeal neither who approved it', () => {
    fc.assert(
      fc.property(standing, person, (standing, id) => {
        const acts = actsOf(standing, { id, approves: true })
        const decides = acts.some((act) => act === 'approve' || act === 'refuse' || act === 'decide-appeal')
        if (decides) expect(standing.proposedBy).not.toBe(id)
        if (acts.includes('decide-appeal')) expect(standing.decidedBy).not.toBe(id)
        if (barredFrom(standing, id)) expect(decides).toBe(false)
      }),
    )
  })

  it('is nobody without the permission, who may only take back their own open proposal', () => {
    fc.assert(
      fc.property(standing, person, (standing, id) => {
        const acts = actsOf(standing, { id, approves: false })
        const own = standing.state === 'proposed' && standing.proposedBy === id
        expect(acts).toEqual(own ? ['withdraw'] : [])
      }),
    )
  })

  it('hears an appeal once and only in time', () => {
    const until = lastAppealDay('2026-11-22', 30)
    expect(until).toBe('2026-12-22')
    expect(mayAppeal('approved', until, '2026-12-22')).toBe(true)
    expect(mayAppeal('approved', until, '2026-12-23')).toBe(false)
    for (const one of exclusionStates) expect(mayAppeal(one, until, '2026-11-23')).toBe(one === 'approved')
  })
})

describe('the public counts of exclusions', () => {
  const counts = fc.array(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), { maxLength: 6 })
  const listed = (table: readonly (readonly number[])[]) =>
    table.flatMap((row, u) =>
      row.flatMap((n, r) =>
        Array.from({ length: n }, () => ({ unit: { id: `u${u}`, name: `单位${u}` }, reason: asReason(r) })),
      ),
    )
  const none = { made: 0, restored: 0 }

  it('never show one to four, and say the truth where they say something', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const shown = protectCounts(listed(table), none)
        const all = [shown.total, ...shown.byReason.map(({ count }) => count)]
        const cells = shown.rows.flatMap(({ total, byReason }) => [total, ...byReason.map(({ count }) => count)])
        for (const count of [...all, ...cells]) expect(count === null || count === 0 || count >= 5).toBe(true)
        for (const { unit, byReason } of shown.rows) {
          const row = table[Number(unit.id.slice(1))] ?? []
          byReason.forEach(({ count }, r) => {
            if (count !== null) expect(count).toBe(row[r])
          })
        }
      }),
    )
  })

  it('never leave one hidden cell alone in its row or column, from which it could be computed', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const shown = protectCounts(listed(table), none)
        const rows = [...shown.rows.map((row) => [...row.byReason.map(({ count }) => count), row.total])]
        const last = [...shown.byReason.map(({ count }) => count), shown.total]
        const columns = last.map((cell, i) => [...rows.map((row) => row[i]), cell])
        for (const line of [...rows, last, ...columns]) {
          expect(line.filter((count) => count === null).length).not.toBe(1)
        }
      }),
    )
  })

  it('show appeals only where each part is nothing or five', () => {
    expect(protectCounts([], { made: 12, restored: 6 }).appeals).toEqual({ made: 12, restored: 6 })
    expect(protectCounts([], { made: 12, restored: 9 }).appeals).toEqual({ made: 12, restored: null })
    expect(protectCounts([], { made: 3, restored: 0 }).appeals).toEqual({ made: null, restored: null })
  })
})

const asReason = (at: number): ExclusionReason => exclusionReasons[at] ?? 'test'
