import { suppress } from '../../../estimates/suppression.ts'
import { type ExclusionReason, exclusionReasons } from '../appeals/contract.ts'

type Unit = { id: string; name: string }
type Shown = number | null
type ByReason = { reason: ExclusionReason; count: Shown }[]

export type ProtectedCounts = {
  total: Shown
  byReason: ByReason
  rows: { unit: Unit; total: Shown; byReason: ByReason }[]
  appeals: { made: Shown; restored: Shown }
}

/** No count from 1 to 4 is shown, and none from which one could be computed. */
const smallest = 5

/** How long the fewest cells to hide are searched for, so that also hundreds of units take a moment only. */
const steps = 50

/**
 * Exclusions by unit and reason with every total, as far as they may be shown: small cells are hidden, and as many more as it takes
 * that none follows from a row, a column or the sum. Appeals are shown as a whole or not at all.
 */
export function protectCounts(
  excluded: readonly { unit: Unit; reason: ExclusionReason }[],
  appeals: { made: number; restored: number },
): ProtectedCounts {
  const units = [...new Map(excluded.map(({ unit }) => [unit.id, unit])).values()]
  const inner = units.map(({ id }) =>
    exclusionReasons.map((reason) => excluded.filter((one) => one.unit.id === id && one.reason === reason).length),
  )
  const table = withTotals(inner)
  const hidden = hiddenIn(table)
  const width = exclusionReasons.length + 1
  const at = (row: number, column: number): Shown => {
    const cell = row * width + column
    return hidden.has(cell) ? null : (table[row]?.[column] ?? 0)
  }
  const byReason = (row: number): ByReason => exclusionReasons.map((reason, i) => ({ reason, count: at(row, i) }))
  return {
    total: at(units.length, width - 1),
    byReason: byReason(units.length),
    rows: units.map((unit, row) => ({ unit, total: at(row, width - 1), byReason: byReason(row) })),
    appeals: showAppeals(appeals),
  }
}

/** The cells with the sum of each row at its end, and the sums of the columns as a last row. */
function withTotals(inner: readonly (readonly number[])[]): number[][] {
  const sum = (cells: readonly number[]) => cells.reduce((total, cell) => total + cell, 0)
  const rows = inner.map((row) => [...row, sum(row)])
  const width = exclusionReasons.length + 1
  return [...rows, Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)))]
}

function hiddenIn(table: readonly (readonly number[])[]): Set<number> {
  const width = exclusionReasons.length + 1
  const last = table.length - 1
  const relation = (cells: number[]) => cells.map((cell, i) => ({ cell, factor: i === cells.length - 1 ? -1 : 1 }))
  const across = table.map((row, i) => relation(row.map((_, j) => i * width + j)))
  const down = Array.from({ length: width }, (_, j) => relation(table.map((_, i) => i * width + j)))
  const counts = table.flat()
  const { primary, complementary, exposed } = suppress(
    { counts, relations: [...across, ...(last > 0 ? down : [])] },
    smallest,
    steps,
  )
  if (exposed.length > 0) return new Set(counts.flatMap((count, cell) => (count > 0 ? [cell] : [])))
  return new Set([...primary, ...complementary])
}

function showAppeals({ made, restored }: { made: number; restored: number }): ProtectedCounts['appeals'] {
  const told = [made, restored, made - restored].every((count) => count === 0 || count >= smallest)
  return told ? { made, restored } : { made: made === 0 || made >= smallest ? made : null, restored: null }
}
