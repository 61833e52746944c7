import { funnelCurve, hiddenGroups } from '@minyi/shared/indicators/breakdowns/rules.ts'
import { hiddenCells } from '@minyi/shared/indicators/telling/rules.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const minN = 30
const cells = fc.array(fc.record({ n: fc.nat(120), group: fc.nat(4) }), { minLength: 1, maxLength: 15 })

describe('groups of cells beside the table of the cells', () => {
  test('nothing shown leaves a small rest: not a group, not a group without its shown cells, not what is left of all', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(0, 5, 40), (list, elsewhere) => {
        const sizes = list.map(({ n }) => n)
        const groups = [0, 1, 2, 3, 4].map((group) => ({
          members: list.flatMap((cell, i) => (cell.group === group ? [i] : [])),
        }))
        const hidden = hiddenGroups(sizes, groups, elsewhere, minN)
        const hiddenCell = hiddenCells(sizes, elsewhere, minN)
        const sum = (members: readonly number[]) => members.reduce((total, i) => total + (sizes[i] ?? 0), 0)
        const shown = groups.filter((_, i) => !hidden.has(i))
        if (shown.length === 0) return
        const safe = (n: number) => expect(n === 0 || n >= minN).toBe(true)
        for (const { members } of shown) {
          expect(sum(members)).toBeGreaterThanOrEqual(minN)
          safe(sum(members.filter((i) => hiddenCell.has(i))))
        }
        const total = sum(sizes.map((_, i) => i)) + elsewhere
        const inShown = shown.flatMap(({ members }) => members)
        safe(total - sum(inShown))
        safe(elsewhere + sum([...hiddenCell.keys()].filter((i) => !inShown.includes(i))))
      }),
    )
  })
})

describe('the curves of a funnel', () => {
  test('narrow with the size, the 99.8% limits around the 95% ones, from the minimum to the largest unit', () => {
    const curve = funnelCurve(0.92, 30, 5000)
    expect([curve[0]?.n, curve.at(-1)?.n]).toEqual([30, 5000])
    for (const { limits95, limits998 } of curve) {
      expect(limits998[0]).toBeLessThanOrEqual(limits95[0])
      expect(limits998[1]).toBeGreaterThanOrEqual(limits95[1] - 1e-9)
    }
    expect(curve.at(-1)?.limits95[0]).toBeGreaterThan(curve[0]?.limits95[0] ?? 1)
  })

  test('need a rate strictly between none and all', () => {
    expect([funnelCurve(null, 30, 90), funnelCurve(1, 30, 90), funnelCurve(0.9, 30, 20)]).toEqual([[], [], []])
  })
})
