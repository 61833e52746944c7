import type { RatingsDefinition } from '../catalogue/schema.ts'
import type { FigureCounts, Suppression } from '../contract.ts'
import { addTallies, type Breakdown, breakdowns, countsOf, type Frame, type Tally } from '../rules.ts'

/**
 * Which cells of a table must not be shown: those under the minimum, and more of the smallest until what is hidden together (with
 * `elsewhere`, what belongs to the total and to no cell) is nothing or reaches the minimum, so that no subtraction gives it away.
 */
export function hiddenCells(sizes: readonly number[], elsewhere: number, minN: number): Map<number, Suppression> {
  const hidden = new Map<number, Suppression>()
  const inOrder = sizes.map((n, i) => ({ n, i })).sort((a, b) => a.n - b.n || a.i - b.i)
  let together = elsewhere
  for (const { n, i } of inOrder) {
    if (n < minN) hidden.set(i, 'under-minimum')
    else if (together > 0 && together < minN) hidden.set(i, 'complementary')
    else continue
    together += n
  }
  return hidden
}

/**
 * Which breakdowns of a total must be kept back, because its parts are shown as well: those that some parts do not tell, unless what
 * these parts have together may be told. Otherwise the total less the parts that tell would give it away.
 */
export function withheldOf(parts: readonly Tally[], definition: RatingsDefinition): Breakdown[] {
  const told = (tally: Tally) => toldOf(countsOf(tally, definition, { ...nowhere, basis: 'closed' }))
  const each = parts.map((tally) => ({ tally, told: told(tally) }))
  return breakdowns.filter((what) => {
    const silent = each.filter((part) => !part.told.includes(what)).map(({ tally }) => tally)
    return silent.length > 0 && !told(addTallies(silent)).includes(what)
  })
}

const nowhere: Frame = {
  indicatorId: '',
  scope: { dimension: 'all', id: null, name: '' },
  period: { from: '', to: '' },
  basis: 'closed',
  asOf: null,
  demo: false,
}

const toldOf = ({ byGrade, byChannel, excluded }: FigureCounts): Breakdown[] =>
  breakdowns.filter(
    (what) =>
      ({
        grades: byGrade !== null,
        channels: byChannel !== null,
        excluded: excluded !== null,
        reasons: excluded !== null && excluded.byReason.length > 0,
      })[what],
  )
