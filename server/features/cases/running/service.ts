import { type CaseChannel, type CaseKind, CaseRow, type CaseState, type Tier } from '@minyi/shared/cases/contract.ts'
import { PetitionReview } from '@minyi/shared/cases/petitions/contract.ts'
import { askClocks, nextLevel, petitionClocks } from '@minyi/shared/cases/petitions/rules.ts'
import { clockFor, isEnd, mainClocks, objectionClockFor, objectionClocks } from '@minyi/shared/cases/rules.ts'
import { firstTier, tierClockFor } from '@minyi/shared/cases/tiers/rules.ts'
import { ClockName, tierClocks } from '@minyi/shared/clocks/contract.ts'
import type { Pause } from '@minyi/shared/clocks/runs.ts'
import type { AreaLevel } from '@minyi/shared/registry/contract.ts'
import { z } from 'zod'
import { type Context, dayOf } from '../../../platform/context.ts'
import {
  type Armed,
  armClock,
  type ClockBook,
  dueOfRunning,
  findDefinition,
  openClockBook,
} from '../../clocks/service.ts'
import { lapseReviews, listPast } from '../petitions/queries.ts'
import type { CasePatch, CaseRecord, ClockRow } from '../queries.ts'
import { insertClock } from '../queries.ts'
import * as queries from './queries.ts'

/** What an item is after a step, as far as its clocks ask. */
type After = { state: CaseState; round: number; unitId: string | null; tier: string | null; legalPath: string | null }

const Facts = CaseRow.pick({ kind: true, entry: true, channel: true, legalPath: true, tier: true })
const Past = z.array(PetitionReview.pick({ level: true, state: true }))
const answered: readonly CaseState[] = ['replied', 'call-back', 'merged']

/**
 * Moves every clock of an item along with a step: the one of its state, the one of its tier, and the one within which its unit may
 * object. Pauses and requests that have lost their object end. Answers with what that changes on the item's own row. `restored` is the
 * state that undoing a merging gives back, with the main clock that its caller restarts.
 */
export async function moveClocks(
  ctx: Context,
  book: ClockBook,
  item: CaseRecord,
  after: After,
  restored?: string,
): Promise<CasePatch> {
  const rearm = after.round > item.round
  const main = await moveMain(ctx, book, item, after, rearm)
  const standing = restored === undefined ? after : { ...after, state: CaseRow.shape.state.parse(restored) }
  const tier = await moveTier(ctx, book, item, standing, rearm)
  const pause = after.state === 'handling' ? {} : await dropPause(ctx, item)
  const changed = after.unitId !== item.unitId
  const given = after.unitId !== null && after.state === 'handling'
  if (item.unitId !== null && item.state === 'handling' && (changed || !given)) {
    await queries.stopNamed(ctx, item.id, objectionClocks)
    await queries.lapseRequests(ctx, item.id, ['extension', 'pause', 'objection'])
  }
  if (given && changed) {
    const { legalPath } = Facts.parse({ ...item, ...after })
    await armBeside(ctx, book, item, objectionClockFor(legalPath), after.round)
  }
  await movePetition(ctx, book, item, after, rearm)
  if (isEnd(after.state) || answered.includes(after.state)) await queries.lapseRequests(ctx, item.id, ['closing'])
  return { ...main, ...tier, ...pause, ...(changed ? { takenAt: null } : {}) }
}

/** Counts the item's running clocks anew, by what has been decided about them since they were set. */
export async function countAnew(ctx: Context, book: ClockBook, item: CaseRecord): Promise<CasePatch> {
  const patches = []
  for (const row of await queries.listRunning(ctx, item.id)) {
    const due = await recounted(ctx, book, item, row)
    await queries.updateClock(ctx, row.id, { ...due, calendarVersion: book.calendar.version })
    patches.push(columnsOf(item, row, due))
  }
  return Object.assign({}, ...patches)
}

/** When a running clock of an item ends, counted from its beginning. */
export async function recounted(ctx: Context, book: ClockBook, item: CaseRecord, row: ClockRow) {
  const name = ClockName.parse(row.clock)
  const definition = await findDefinition(ctx, name, row.definitionVersion)
  const pauses = await pausesOf(ctx, item, row.startedAt)
  return dueOfRunning(ctx, definition, book.calendar, { ...row, pauses })
}

/** What a clock's new end changes on the item's own row. */
export function columnsOf(
  item: CaseRecord,
  row: Pick<ClockRow, 'clock'>,
  due: Pick<ClockRow, 'dueAt' | 'dueDay' | 'provisional'>,
): CasePatch {
  if (row.clock === item.clock) return due
  return tierClocks.some((name) => name === row.clock) ? { tierDueAt: due.dueAt } : {}
}

/** The days on which an item's clocks stood still; a pause that still lasts is counted as long as it was granted. */
async function pausesOf(ctx: Context, item: CaseRecord, since: Date): Promise<Pause[]> {
  const rows = await queries.listPauses(ctx, item.id, since)
  return rows.flatMap(({ from, to }) => {
    const until = to ? dayOf(ctx, to) : item.pausedUntil
    return from && until ? [{ from: dayOf(ctx, from), to: until }] : []
  })
}

async function moveMain(ctx: Context, book: ClockBook, item: CaseRecord, after: After, rearm: boolean) {
  const name = clockFor(after.state, { ...Facts.parse({ ...item, ...after }) })
  if (name === item.clock && !rearm) return {}
  await queries.stopNamed(ctx, item.id, mainClocks)
  if (name === null) return { clock: null, clockDayKind: null, dueAt: null, dueDay: null, provisional: false }
  const armed = armClock(ctx, book, name, startOf(ctx, item, after))
  await insertClock(ctx, { ...armed, caseId: item.id, round: after.round, version: item.version + 1 })
  const { dayKind, dueAt, dueDay, provisional } = armed
  return { clock: name, clockDayKind: dayKind, dueAt, dueDay, provisional }
}

/**
 * An answer on the path of 信访 opens the days within which 复查, or 复核 after it, may be asked. What is handled anew ends them, and
 * with them the review that waits.
 */
async function movePetition(ctx: Context, book: ClockBook, item: CaseRecord, after: After, rearm: boolean) {
  if (rearm) {
    await queries.stopNamed(ctx, item.id, petitionClocks)
    await lapseReviews(ctx, item.id)
  }
  if (after.state !== 'replied' || item.state === 'replied' || after.legalPath !== 'petition') return
  const level = nextLevel(Past.parse(await listPast(ctx, item.id)))
  if (level !== null) await armBeside(ctx, book, item, askClocks[level], after.round)
}

/** A clock starts with the state that it belongs to; another path's clock counts from when that state began. */
function startOf(ctx: Context, item: CaseRecord, after: After): Date {
  if (after.state !== item.state || after.round > 1) return ctx.now()
  return item.state === 'received' ? item.receivedAt : (item.acceptedAt ?? item.receivedAt)
}

async function moveTier(ctx: Context, book: ClockBook, item: CaseRecord, after: After, rearm: boolean) {
  const { kind, tier } = Facts.parse({ ...item, ...after })
  const name = tierClockFor(tier, { kind, state: after.state })
  const runs = item.tierDueAt !== null
  if (runs && name !== null && after.tier === item.tier && !rearm) return {}
  if (runs) await queries.stopNamed(ctx, item.id, tierClocks)
  if (name === null) return { tierDueAt: null }
  return { tierDueAt: (await armBeside(ctx, book, item, name, after.round)).dueAt }
}

async function armBeside(ctx: Context, book: ClockBook, item: CaseRecord, name: ClockName, round: number) {
  const armed = armClock(ctx, book, name, ctx.now())
  await insertClock(ctx, { ...armed, caseId: item.id, round, version: item.version + 1 })
  return armed
}

async function dropPause(ctx: Context, item: CaseRecord): Promise<CasePatch> {
  if (item.pausedUntil === null) return {}
  await queries.endPause(ctx, item.id, ctx.now())
  return { pausedUntil: null }
}

/** The tier that an item starts in, with the clock by which it leaves it. */
export async function firstTierOf(
  ctx: Context,
  item: { kind: CaseKind; channel: CaseChannel; state: CaseState; level: AreaLevel | null },
): Promise<{ tier: Tier; clock: Armed | null }> {
  const tier = firstTier(item)
  const name = tierClockFor(tier, item)
  return { tier, clock: name && armClock(ctx, await openClockBook(ctx), name, ctx.now()) }
}
