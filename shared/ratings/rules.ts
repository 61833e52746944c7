import type { MatterKind } from '../matters/contract.ts'
import { addDays, type Day } from '../platform/time.ts'
import type { Grade, RatingReason } from './contract.ts'

/** How many days a grade may be changed after the day it was given (ours); the last one counts. */
export const changeDays = 7

export const isPoor = (grade: Grade): boolean => grade <= 2

/** The last day on which a grade given on `day` may be changed, until 24:00. */
export const lastChangeDay = (day: Day): Day => addDays(day, changeDays)

/** Which reasons are offered: an enforcement contact has its own faults, everything else those of a service. */
export function reasonsFor(kind: MatterKind): readonly RatingReason[] {
  return kind === 'enforcement'
    ? ['no-certificate', 'no-legal-basis', 'attitude', 'unfair', 'other']
    : ['slow', 'repeat-visits', 'not-settled', 'attitude', 'other']
}

export type Counts = Record<string, number>
/** What a rating adds to the figures at a moment: nothing while there is none. */
export type Counted = { grade: Grade; excluded: string | null } | null

/**
 * The signed change of the counts between two states of one rating; every change counts itself once. An excluded rating is counted
 * by its reason and, beside it, by the grade that it would have.
 */
export function countsBetween(before: Counted, after: Counted): Counts {
  const counts: Counts = { changes: 1 }
  for (const measure of measuresOf(before)) counts[measure] = (counts[measure] ?? 0) - 1
  for (const measure of measuresOf(after)) counts[measure] = (counts[measure] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}

function measuresOf(counted: Counted): string[] {
  if (counted === null) return []
  const { grade, excluded } = counted
  return excluded === null ? [`g${grade}`] : [`excluded.${excluded}`, `excluded_g${grade}`]
}
