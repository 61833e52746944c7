import type { RatingsDefinition } from '../catalogue/schema.ts'
import type { FigureCounts } from '../contract.ts'
import { type Frame, figureOf, grades, type Tally } from '../rules.ts'
import { emptyRow, type FigureRow } from './rows.ts'

/** No count under this stands in open data, as long as there is something to pool it with. */
const smallest = 5

/** What a closing let out about one area: ratings that count there by grade, from 5 down to 1, and whether they are told singly. */
export type AreaCells = { area: string; byGrade: readonly number[]; told: boolean }

/** What stands beside the cells, as the closing let it out for the whole. */
export type Told = {
  counts: FigureCounts
  satisfied: readonly number[]
}

/** Areas that are not told singly stand together under this name. */
export const pooledArea = '多个区域合并'

/**
 * The open rows of a figure: cells of area × grade that add up to exactly the figure. By construction they say nothing that the
 * closings behind the figure have not said already: an area has cells of its own only where its closed figure tells all its grades,
 * and all other areas are one pool, which is the total less those; its grades are told where the total's are, otherwise the two
 * sides of the line, which are the rate. So whatever protects the closings from subtraction protects these rows: no reader who holds
 * every file and every closing learns more than from the closings.
 *
 * Units, months and channels are therefore not told per cell. A cell of one unit, month or channel may move by a single rating
 * between two publications, although the area it lies in moved by five, and its grade would be that rating's.
 */
export function openRows(cells: readonly AreaCells[], told: Told): FigureRow[] {
  return [...funnelRows(told.counts), ...exclusionRows(told), ...channelRows(told.counts), ...ratingRows(cells, told)]
}

type Group = { grade: string; indexes: readonly number[] }

function ratingRows(cells: readonly AreaCells[], told: Told): FigureRow[] {
  const pool = told.counts.byGrade === null ? sidesOf(told.satisfied) : singles
  const pooled = (areas: readonly AreaCells[]) =>
    pool.map(({ indexes }) => sum(areas.map((area) => countOf(area, indexes))))
  const size = ({ byGrade }: AreaCells) => sum(byGrade)
  const alone = cells.filter((area) => area.told).sort((a, b) => size(b) - size(a))
  const together = cells.filter((area) => !area.told)
  while (alone.length > 0 && pooled(together).some((count) => count > 0 && count < smallest)) {
    together.push(...alone.splice(-1))
  }
  const row = (area: string, { grade }: Group, count: number): FigureRow => ({ ...emptyRow, area, grade, count })
  const own = alone.flatMap((area) => singles.map((group) => row(area.area, group, countOf(area, group.indexes))))
  const rest = pooled(together).flatMap((count, i) => (pool[i] ? [row(pooledArea, pool[i], count)] : []))
  return [...own, ...rest].filter(({ count }) => count > 0)
}

const singles: readonly Group[] = grades.map((grade, i) => ({ grade: String(grade), indexes: [i] }))
const countOf = ({ byGrade }: AreaCells, indexes: readonly number[]) => sum(indexes.map((i) => byGrade[i] ?? 0))

/** The two sides of the line between satisfied and not. */
function sidesOf(satisfied: readonly number[]): Group[] {
  return [true, false].map((good) => {
    const members = grades.flatMap((grade, i) => (satisfied.includes(grade) === good ? [{ grade, i }] : []))
    return { grade: members.map(({ grade }) => grade).join('|'), indexes: members.map(({ i }) => i) }
  })
}

function funnelRows({ eligible, invited, shownAtCounter, defaulted }: FigureCounts): FigureRow[] {
  const steps = { eligible, invited, counter: shownAtCounter, defaulted }
  return (['eligible', 'invited', 'counter', 'defaulted'] as const).map((what) => ({
    ...emptyRow,
    what,
    count: steps[what],
  }))
}

/** Their number where it is told, otherwise only that there are some; never their grades. Reasons stand in rows of their own. */
function exclusionRows({ counts: { excluded } }: Told): FigureRow[] {
  if (excluded === null) return [{ ...emptyRow, what: 'withheld' }]
  const all: FigureRow = { ...emptyRow, excluded: '*', count: excluded.total }
  const reasons = excluded.byReason.map(
    ({ reason, count }): FigureRow => ({ ...emptyRow, what: 'reason', excluded: reason, count }),
  )
  return [all, ...reasons].filter(({ count }) => count > 0)
}

function channelRows({ byChannel }: FigureCounts): FigureRow[] {
  return (byChannel ?? [])
    .filter(({ count }) => count > 0)
    .map(({ channel, count }) => ({ ...emptyRow, what: 'channel', channel, count }))
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** What a closing let out about an area, from the counts it closed with. */
export function areaCells(area: string, tally: Tally, definition: RatingsDefinition, frame: Frame): AreaCells {
  const counted = figureOf(tally, definition, { ...frame, basis: 'exact' }).counts?.byGrade ?? []
  const told = figureOf(tally, definition, frame).counts?.byGrade ?? null
  return { area, byGrade: counted.map(({ count }) => count), told: told !== null }
}

/** What a closing let out about the whole; undefined where it let out no rate. */
export function toldBy(tally: Tally, definition: RatingsDefinition, frame: Frame): Told | undefined {
  const { counts, estimate } = figureOf(tally, definition, frame)
  return counts && estimate ? { counts, satisfied: definition.grades } : undefined
}
