import type { ClockDefinition, ClockName, RecountCause } from '@minyi/shared/clocks/contract.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { type Armed, findDefinition } from '../service.ts'

type Due = Pick<Armed, 'dueAt' | 'dueDay' | 'provisional'>

/** A clock that runs, with the end that it has and the one that it gets. */
export type Counted = { name: ClockName; before: Due; after: Due }

/** The definition that a clock is counted by, where it was set with a version of it. */
export type Picker = (clock: ClockName, version: number) => Promise<ClockDefinition>

/** A new definition counts for all; a new calendar counts each clock by the definition that it was set with. */
export function pickerOf(ctx: Context, asked: RecountCause): Picker {
  const known = new Map<string, Promise<ClockDefinition>>()
  return (clock, version) => {
    const wanted = asked.cause === 'clock' ? asked.version : version
    const key = `${clock}/${wanted}`
    const found = known.get(key) ?? findDefinition(ctx, clock, wanted)
    known.set(key, found)
    return found
  }
}

export const movesDay = ({ before, after }: Counted): boolean => before.dueDay !== after.dueDay
export const becomesFirm = ({ before, after }: Counted): boolean => before.provisional && !after.provisional

/** `期限由 … 改为 …`, as stories tell it. */
export function recountWords(ctx: Context, { before, after }: Pick<Counted, 'before' | 'after'>): string {
  const told = (due: Due) => dueInWords({ ...due, dueAt: instantOf(ctx, due.dueAt) })
  return `期限由${told(before)}改为${told(after)}`
}
