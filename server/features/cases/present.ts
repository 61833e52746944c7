import { CaseRow, type Happened, ResidentSays, UnitSays } from '@minyi/shared/cases/contract.ts'
import { ClockName, type ClockReading, DayKind } from '@minyi/shared/clocks/contract.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { CaseLine, CaseRecord, ClockRow, RoundLine } from './queries.ts'

/** Tells where a clock stands; handed in, because the clocks are another feature's. */
export type ReadClock = (armed: {
  clock: ClockName
  dayKind: DayKind
  dueAt: Date
  dueDay: string
  provisional: boolean
}) => ClockReading

/** One line of a list. The complainant has no part in it at any level. */
export function toRow(ctx: Context, line: CaseLine, read: ReadClock): CaseRow {
  const { item } = line
  return CaseRow.parse({
    ...item,
    areaName: line.areaName,
    accusedUnitName: line.accusedUnitName,
    unitName: line.unitName,
    receivedAt: instantOf(ctx, item.receivedAt),
    clock: toClock(item, read),
  })
}

function toClock(item: CaseRecord, read: ReadClock): ClockReading | null {
  if (!item.clock || !item.dueAt || !item.dueDay) return null
  return read({
    clock: ClockName.parse(item.clock),
    dayKind: DayKind.parse(item.clockDayKind),
    dueAt: item.dueAt,
    dueDay: item.dueDay,
    provisional: item.provisional,
  })
}

/** Whether a clock was over when it was stopped, or is over now. */
export function isLate(ctx: Context, clock: ClockRow): boolean {
  return (clock.stoppedAt ?? ctx.now()).getTime() > clock.dueAt.getTime()
}

export function toHappened(item: CaseRecord): Happened | null {
  if (!item.happenedDay) return null
  const part = item.happenedPart
  return { day: item.happenedDay, part: part === 'morning' || part === 'afternoon' || part === 'evening' ? part : null }
}

/** What the unit said last. */
export function toUnitSays(ctx: Context, rounds: readonly RoundLine[]): UnitSays | null {
  const last = rounds.findLast(({ round }) => round.repliedAt !== null)
  if (!last?.round.repliedAt) return null
  return UnitSays.parse({
    outcome: last.round.unitOutcome,
    at: instantOf(ctx, last.round.repliedAt),
    unitName: last.unitName ?? '',
    words: last.round.replyWords ?? '',
  })
}

/** What the resident said last; silence is `no-answer`, from the moment the window ended. */
export function toResidentSays(ctx: Context, rounds: readonly RoundLine[]): ResidentSays | null {
  const last = rounds.findLast(({ round }) => round.verdict !== null)?.round
  if (!last?.verdictAt) return null
  return ResidentSays.parse({
    verdict: last.verdict,
    grade: last.grade,
    at: instantOf(ctx, last.verdictAt),
    words: last.verdictWords || null,
  })
}
