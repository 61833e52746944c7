import type { ArmedClock, TimelineEntry } from '@minyi/shared/cases/contract.ts'
import { CaseDetail, type OfficeAct, type WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import type { PetitionReview } from '@minyi/shared/cases/petitions/contract.ts'
import { isDisputed } from '@minyi/shared/cases/rules.ts'
import { ClockName } from '@minyi/shared/clocks/contract.ts'
import type { FileView } from '@minyi/shared/files/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { isLate, type ReadClock, toHappened, toResidentSays, toRow, toUnitSays } from '../present.ts'
import type { CaseLine, ClockRow, EventLine, RoundLine } from '../queries.ts'

/** Everything that the workbench shows of an item. Sealed values are not among it: only which there are. */
export type DetailParts = {
  line: CaseLine
  rounds: RoundLine[]
  clocks: ClockRow[]
  events: EventLine[]
  photos: FileView[]
  names: { officer: string | null; collector: string | null; point: string | null }
  sealedFields: string[]
  openings: number
  mayOpen: boolean
  acts: OfficeAct[]
  undoable: { action: string; until: string } | null
  waiting: WaitingRequest[]
  reviews: PetitionReview[]
}

export function toDetail(ctx: Context, parts: DetailParts, read: ReadClock): CaseDetail {
  const { item } = parts.line
  const current = parts.rounds.at(-1)?.round
  return CaseDetail.parse({
    ...item,
    ...toRow(ctx, parts.line, read),
    happened: toHappened(item),
    accusedOfficerName: parts.names.officer,
    collectorName: parts.names.collector,
    pointName: parts.names.point,
    photos: parts.photos,
    identitySealed: {
      level: item.identity,
      fields: parts.sealedFields,
      openings: parts.openings,
      mayOpen: parts.mayOpen,
    },
    unitSays: toUnitSays(ctx, parts.rounds),
    residentSays: toResidentSays(ctx, parts.rounds),
    disputed: isDisputed({ unitOutcome: current?.unitOutcome ?? null, verdict: current?.verdict ?? null }),
    timeline: parts.events.map((line) => toEntry(ctx, line)),
    clocks: parts.clocks.map((clock) => toArmed(ctx, clock)),
    acts: parts.acts,
    takenAt: item.takenAt ? instantOf(ctx, item.takenAt) : null,
    undoable: parts.undoable,
    waiting: parts.waiting,
    reviews: parts.reviews,
  })
}

function toEntry(ctx: Context, { event, staffName, unitName, targetUnitName }: EventLine): TimelineEntry {
  const actor = event.actorKind === 'staff' || event.actorKind === 'system' ? event.actorKind : 'resident'
  return {
    at: instantOf(ctx, event.at),
    action: event.action,
    actor,
    staffName,
    unitName,
    targetUnitName,
    words: event.words,
    internal: event.internal,
    round: event.round,
  }
}

function toArmed(ctx: Context, clock: ClockRow): ArmedClock {
  return {
    clock: ClockName.parse(clock.clock),
    round: clock.round,
    startedAt: instantOf(ctx, clock.startedAt),
    dueAt: instantOf(ctx, clock.dueAt),
    dueDay: clock.dueDay,
    provisional: clock.provisional,
    stoppedAt: clock.stoppedAt ? instantOf(ctx, clock.stoppedAt) : null,
    late: isLate(ctx, clock),
  }
}
