import type { OfficeAct, WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import { isObjectionClock, nextState } from '@minyi/shared/cases/rules.ts'
import { isTiered } from '@minyi/shared/cases/tiers/rules.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import { reaches } from '../../../../platform/access.ts'
import type { Context } from '../../../../platform/context.ts'
import type { ClockBook } from '../../../clocks/service.ts'
import type { CaseRecord, ClockRow } from '../../queries.ts'
import { factsOf } from '../../service.ts'

type Act = Exclude<OfficeAct, 'open-identity' | 'undo'>

const neededFor: Record<Act, readonly Permission[]> = {
  accept: ['cases.dispatch'],
  refuse: ['cases.dispatch'],
  assign: ['cases.dispatch'],
  transfer: ['cases.dispatch'],
  take: ['cases.handle'],
  reply: ['cases.handle'],
  object: ['cases.handle'],
  'ask-extension': ['cases.handle'],
  'ask-pause': ['cases.handle'],
  resume: ['cases.handle', 'cases.dispatch', 'cases.supervise'],
  return: ['cases.handle'],
  close: ['cases.dispatch'],
  'call-back': ['cases.dispatch', 'cases.supervise'],
  note: ['cases.read'],
  classify: ['cases.dispatch'],
  'set-tier': ['cases.dispatch'],
  'set-path': ['cases.dispatch'],
}

/** What an item's own facts say about a step besides its state. */
export type Facts = { book: ClockBook; clocks: readonly ClockRow[]; waiting: readonly WaitingRequest[] }

/** What the caller may do with an item now: the table of the procedure, the caller's reach, and what has been asked already. */
export function actsOf(ctx: Context, item: CaseRecord, facts: Facts): OfficeAct[] {
  const at = { ...factsOf(item), round: item.round }
  const acts = Object.keys(neededFor).filter(isAct)
  return acts.filter((act) => {
    const allowed = nextState(act === 'call-back' ? 'call-back-settled' : act, at) !== null
    return (
      allowed &&
      isOpen(ctx, item, act, facts) &&
      neededFor[act].some((permission) => reaches(ctx.actor, permission, item))
    )
  })
}

const isAct = (name: string): name is Act => name in neededFor

function isOpen(ctx: Context, item: CaseRecord, act: Act, { book, clocks, waiting }: Facts): boolean {
  const waits = (kind: WaitingRequest['kind']) => waiting.some((request) => request.kind === kind)
  const inTime = item.dueAt !== null && item.dueAt.getTime() >= ctx.now().getTime()
  const runs = (clock: ClockRow) => clock.stoppedAt === null
  if (act === 'take') return item.takenAt === null
  if (act === 'object')
    return clocks.some((clock) => isObjectionClock(clock.clock) && runs(clock) && isInTime(ctx, clock))
  if (act === 'ask-pause') return inTime && !waits('pause')
  if (act === 'resume') return item.pausedUntil !== null
  if (act === 'set-tier') return isTiered(factsOf(item).kind)
  if (act !== 'ask-extension') return true
  const main = clocks.find((clock) => clock.clock === item.clock && runs(clock))
  const extendBy = [...book.clocks.values()].find(({ clock }) => clock === main?.clock)?.extendBy ?? 0
  return inTime && extendBy > 0 && main?.extendedBy === 0 && !waits('extension')
}

const isInTime = (ctx: Context, clock: ClockRow) => clock.dueAt.getTime() >= ctx.now().getTime()
