import { CaseState } from '@minyi/shared/cases/contract.ts'
import type { LegislativeOpinion } from '@minyi/shared/cases/legislation/contract.ts'
import type { Petition } from '@minyi/shared/cases/petitions/contract.ts'
import type { CaseProgress, PathShown, ProgressAct } from '@minyi/shared/cases/resident/contract.ts'
import { CaseProgress as Progress } from '@minyi/shared/cases/resident/contract.ts'
import { type Facts, progressLine } from '@minyi/shared/cases/resident/rules.ts'
import type { FileView } from '@minyi/shared/files/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { isLate, type ReadClock, toHappened, toResidentSays, toRow, toUnitSays } from '../present.ts'
import type { CaseLine, ClockRow, EventLine, RoundLine } from '../queries.ts'

/** Everything that an item's own page is made of. */
export type ProgressParts = {
  line: CaseLine
  rounds: RoundLine[]
  clocks: ClockRow[]
  events: EventLine[]
  photos: FileView[]
  openings: number
  contactLeft: boolean
  officerName: string | null
  officeName: string | null
  may: ProgressAct[]
  path: PathShown | null
  petition: Petition | null
  opinion: LegislativeOpinion | null
  checkIns: boolean | null
}

/** An item as its own resident sees it: internal lines and the names of staff stay away. */
export function toProgress(ctx: Context, parts: ProgressParts, read: ReadClock): CaseProgress {
  const { item } = parts.line
  const verdictDue = parts.clocks.findLast((clock) => clock.clock === 'verdict')
  return Progress.parse({
    ...item,
    ...toRow(ctx, parts.line, read),
    happened: toHappened(item),
    accusedOfficerName: parts.officerName,
    photos: parts.photos,
    steps: progressLine(toFacts(ctx, parts)),
    told: parts.events.flatMap((line) => toTold(ctx, line)),
    unitSays: toUnitSays(ctx, parts.rounds),
    residentSays: toResidentSays(ctx, parts.rounds),
    verdictUntilDay: item.state === 'replied' ? (verdictDue?.dueDay ?? null) : null,
    openings: parts.openings,
    contactLeft: parts.contactLeft,
    may: parts.may,
    path: parts.path,
    petition: parts.petition,
    opinion: parts.opinion,
    checkIns: parts.checkIns,
  })
}

function toFacts(ctx: Context, { line, rounds, clocks, officeName }: ProgressParts): Facts {
  const { item, unitName } = line
  const at = (date: Date | null) => (date ? instantOf(ctx, date) : null)
  return {
    state: CaseState.parse(item.state),
    receivedAt: instantOf(ctx, item.receivedAt),
    acceptedAt: at(item.acceptedAt),
    endedAt: at(item.endedAt),
    office: officeName,
    unit: unitName,
    rounds: rounds.map((round) => ({
      round: round.round.round,
      startedAt: instantOf(ctx, round.round.startedAt),
      repliedAt: at(round.round.repliedAt),
      repliedBy: round.unitName,
      verdictAt: round.round.verdict === 'no-answer' ? null : at(round.round.verdictAt),
    })),
    clocks: clocks.map((clock) => ({ ...clock, dueAt: instantOf(ctx, clock.dueAt), late: isLate(ctx, clock) })),
  }
}

function toTold(ctx: Context, { event, unitName }: EventLine) {
  if (event.internal || event.words === null) return []
  const from = event.actorKind === 'resident' ? 'resident' : 'office'
  return [
    {
      at: instantOf(ctx, event.at),
      from,
      action: event.action,
      who: from === 'office' ? unitName : null,
      words: event.words,
    },
  ]
}
