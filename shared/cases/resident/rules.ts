import type { ClockName } from '../../clocks/contract.ts'
import type { Day, Instant } from '../../platform/time.ts'
import type { CaseState } from '../contract.ts'
import type { ProgressStep } from './contract.ts'

/** One round of handling, as far as it has come. */
export type Round = {
  round: number
  startedAt: Instant
  repliedAt: Instant | null
  repliedBy: string | null
  verdictAt: Instant | null
}

/** A clock of the item: the office's own ones bear the deadline of a step. */
export type StepClock = {
  clock: string
  round: number
  dueAt: Instant
  dueDay: Day
  provisional: boolean
  late: boolean
}

export type Facts = {
  state: CaseState
  receivedAt: Instant
  acceptedAt: Instant | null
  endedAt: Instant | null
  office: string | null
  unit: string | null
  rounds: readonly Round[]
  clocks: readonly StepClock[]
}

/** The clocks that the steps 受理 and 办理 bear; an item that was put on another path bears the one of that path. */
const acceptingClocks = ['complaint-accept', 'petition-register'] as const satisfies readonly ClockName[]
const handlingClocks = [
  'complaint-decide',
  'opinion-reply',
  'stuck-reply',
  'hotline-reply',
  'disclosure-reply',
  'petition-handle',
] as const satisfies readonly ClockName[]

/**
 * The line that the resident follows: 已收 → 受理 → 办理 → 答复 → 您的评价. A second round grows a second 办理, 答复 and 您的评价.
 * When an item ends early, what will not come any more is `skipped`.
 */
export function progressLine(facts: Facts): ProgressStep[] {
  const line = [received(facts), accepted(facts), ...facts.rounds.flatMap((round) => roundSteps(facts, round))]
  if (!facts.endedAt || !isOver(facts.state)) return line
  return line.map((step) => (step.status === 'done' ? step : { ...step, status: 'skipped' }))
}

const isOver = (state: CaseState) => state === 'closed' || state === 'refused' || state === 'withdrawn'

function received(facts: Facts): ProgressStep {
  return { ...blank('received', 1), status: 'done', at: facts.receivedAt }
}

function accepted(facts: Facts): ProgressStep {
  return {
    ...blank('accept', 1),
    ...deadline(lastOf(facts.clocks, acceptingClocks)),
    status: facts.acceptedAt ? 'done' : 'now',
    at: facts.acceptedAt,
    who: facts.office,
  }
}

function roundSteps(facts: Facts, round: Round): ProgressStep[] {
  const started = round.round > 1 ? round.startedAt : facts.acceptedAt
  const handled = facts.clocks.filter((clock) => clock.round === round.round)
  const due = deadline(lastOf(handled, handlingClocks))
  const verdict = deadline(lastOf(handled, ['verdict']))
  const answered = round.repliedAt !== null
  return [
    {
      ...blank('handle', round.round),
      ...due,
      status: answered ? 'done' : started ? 'now' : 'later',
      at: started,
      until: round.repliedAt,
      who: facts.unit,
    },
    { ...blank('reply', round.round), status: answered ? 'done' : 'later', at: round.repliedAt, who: round.repliedBy },
    {
      ...blank('verdict', round.round),
      ...verdict,
      status: round.verdictAt ? 'done' : answered ? 'now' : 'later',
      at: round.verdictAt,
    },
  ]
}

function lastOf(clocks: readonly StepClock[], names: readonly ClockName[]): StepClock | undefined {
  const own = clocks.filter(({ clock }) => names.some((name) => name === clock))
  return own[own.length - 1]
}

function deadline(clock: StepClock | undefined): Pick<ProgressStep, 'dueDay' | 'late' | 'provisional'> {
  return { dueDay: clock?.dueDay ?? null, late: clock?.late ?? false, provisional: clock?.provisional ?? false }
}

function blank(step: ProgressStep['step'], round: number): ProgressStep {
  return {
    step,
    round,
    status: 'later',
    at: null,
    until: null,
    dueDay: null,
    late: false,
    provisional: false,
    who: null,
  }
}
