import type { CaseRow } from '@minyi/shared/cases/contract.ts'
import { type CaseAct, nextState } from '@minyi/shared/cases/rules.ts'
import { isTiered } from '@minyi/shared/cases/tiers/rules.ts'

/** The act on several items at once, where one fits all of them. */
export function sharedAct(
  wanted: 'accept' | 'move',
  rows: readonly CaseRow[],
): 'accept' | 'assign' | 'transfer' | undefined {
  const acts = wanted === 'accept' ? (['accept'] as const) : (['assign', 'transfer'] as const)
  return acts.find((act) => fitsAll(act, rows))
}

/** What may be said of several items at once without moving any of them. */
export const sortingActs = ['classify', 'set-tier', 'set-path'] as const

/** Whether a step may be taken on each of these items. */
export function fitsAll(act: CaseAct, rows: readonly CaseRow[]): boolean {
  const fits = (row: CaseRow) => nextState(act, row) !== null && (act !== 'set-tier' || isTiered(row.kind))
  return rows.length > 0 && rows.every(fits)
}
