import type { ClockDefinition, ClockName } from '../contract.ts'

type Count = Partial<Pick<ClockDefinition, 'days' | 'months' | 'before' | 'onDay' | 'extendBy'>>

/** A clock that counts natural days (日) to the end of the last one. */
export function natural(clock: ClockName, matter: string, count: Count, source: string): ClockDefinition {
  return { ...unset, ...count, clock, matter, dayKind: 'natural', endsAt: '24:00', source }
}

/** A clock that counts working days (工作日) to the end of office hours on the last one. */
export function working(clock: ClockName, matter: string, count: Count, source: string): ClockDefinition {
  return { ...unset, ...count, clock, matter, dayKind: 'working', endsAt: '17:30', source }
}

const unset = { version: 1, days: 0, months: 0, before: false, onDay: null, extendBy: 0 } as const
