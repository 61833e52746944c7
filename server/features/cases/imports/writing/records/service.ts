import { CaseChannel, type CaseState } from '@minyi/shared/cases/contract.ts'
import type { ImportedItem } from '@minyi/shared/cases/imports/rules.ts'
import type { LocalTime } from '@minyi/shared/cases/imports/times/rules.ts'
import { caseNumber, clockFor, titleOf } from '@minyi/shared/cases/rules.ts'
import { firstTier, tierClockFor } from '@minyi/shared/cases/tiers/rules.ts'
import type { Context } from '../../../../../platform/context.ts'
import { newRowId } from '../../../../../platform/ids.ts'
import { sealedRows } from '../../../../../platform/sealing.ts'
import { startOfDay } from '../../../../../platform/zone.ts'
import { type Armed, armClock, type ClockBook } from '../../../../clocks/service.ts'
import type { NameBook } from '../../names/service.ts'
import type { ItemRecords } from '../queries.ts'

/** What all rows of a run share. */
export type ImportBook = {
  source: { id: string; name: string; channel: string }
  names: NameBook
  clocks: ClockBook
  prefix: string
  starts: Map<string, number>
}

type Place = { id: string; number: string; version: number; act: 'import' | 'import-change' }

/** The rows of an item as its source tells it; an open one gets its clocks, counted from the source's own times. */
export function recordsOf(ctx: Context, book: ImportBook, told: ImportedItem, place: Place): ItemRecords {
  const at = (time: LocalTime | null) => (time ? instantOf(ctx, book, time) : null)
  const receivedAt = at(told.received) ?? ctx.now()
  const times = { accepted: at(told.accepted), replied: at(told.replied), ended: at(told.ended) }
  const area = told.areaId ? book.names.areas.get(told.areaId) : undefined
  const channel = CaseChannel.parse(book.source.channel)
  const tier = firstTier({ kind: told.kind, channel, level: area?.level ?? null })
  const main = mainClock(ctx, book, told, channel, times.replied ?? times.accepted ?? receivedAt, receivedAt)
  const tierName = tierClockFor(tier, { kind: told.kind, state: told.state })
  const tierClock = tierName && armClock(ctx, book.clocks, tierName, ctx.now())
  const own = { tenantId: ctx.tenant.id, caseId: place.id }
  const { version } = place
  return {
    item: {
      tenantId: ctx.tenant.id,
      id: place.id,
      number: place.number,
      kind: told.kind,
      entry: 'general',
      channel,
      assisted: false,
      identity: told.identity,
      title: told.title?.slice(0, 40) ?? titleOf(told.text),
      text: told.text,
      accusedUnitId: told.accusedUnitId,
      areaId: area?.shownId ?? told.areaId,
      place: told.place?.slice(0, 200) ?? null,
      topicId: told.topicId,
      tier,
      tierDueAt: tierClock?.dueAt ?? null,
      state: told.state,
      round: 1,
      version,
      unitId: told.unitId,
      receivedAt,
      acceptedAt: times.accepted,
      endedAt: times.ended,
      endReason: times.ended ? endReasonOf(told) : null,
      unitOutcome: told.outcome,
      verdict: told.verdict,
      ...clockColumns(main),
    },
    round: {
      ...own,
      round: 1,
      startedAt: receivedAt,
      repliedAt: times.replied,
      repliedUnitId: times.replied && told.unitId,
      unitOutcome: told.outcome,
      replyWords: told.reply,
      verdictAt: told.verdict && times.ended,
      verdict: told.verdict,
      grade: told.grade,
      verdictWords: told.verdictWords,
    },
    clocks: [main, tierClock].flatMap((clock) =>
      clock ? [{ ...own, ...clock, id: newRowId(ctx.now().getTime()), round: 1, version, extendedBy: 0 }] : [],
    ),
    events: eventsOf(ctx, book, told, place, { receivedAt, ...times }),
    sealed: sealedRows(
      ctx,
      { kind: 'case', id: place.id },
      { name: told.name ?? undefined, phone: told.phone ?? undefined },
      ['phone'],
    ),
  }
}

/** The rows of a new item; its number is given when it is written. */
export const newRecords = (ctx: Context, book: ImportBook, told: ImportedItem): ItemRecords =>
  recordsOf(ctx, book, told, { id: newRowId(ctx.now().getTime()), number: '', version: 1, act: 'import' })

/** A new item's number; numbers come in blocks, by the month in which it was received. */
export const numberOf = (book: ImportBook, told: ImportedItem, running: number): string =>
  caseNumber(book.prefix, told.received.day, running)

function mainClock(
  ctx: Context,
  book: ImportBook,
  told: ImportedItem,
  channel: CaseChannel,
  since: Date,
  receivedAt: Date,
): Armed | null {
  const state: CaseState = told.state
  const name = clockFor(state, { kind: told.kind, entry: 'general', channel })
  if (name === null) return null
  const fromReceipt = state === 'received' || name.endsWith('-reply')
  return armClock(ctx, book.clocks, name, fromReceipt ? receivedAt : since)
}

function clockColumns(armed: Armed | null) {
  if (!armed) return { clock: null, clockDayKind: null, dueAt: null, dueDay: null, provisional: false }
  const { clock, dayKind, dueAt, dueDay, provisional } = armed
  return { clock, clockDayKind: dayKind, dueAt, dueDay, provisional }
}

function eventsOf(
  ctx: Context,
  book: ImportBook,
  told: ImportedItem,
  place: Place,
  times: { receivedAt: Date; replied: Date | null },
): ItemRecords['events'] {
  const line = (at: Date, action: string, words: string | null, unitId: string | null, internal: boolean) => ({
    tenantId: ctx.tenant.id,
    id: newRowId(ctx.now().getTime()),
    caseId: place.id,
    at,
    round: 1,
    version: place.version,
    action,
    actorKind: 'system',
    unitId,
    words,
    internal,
  })
  const words = `${book.source.name}，原编号 ${told.externalId}`
  if (place.act === 'import-change') return [line(ctx.now(), place.act, words, null, true)]
  const first = line(times.receivedAt, place.act, words, null, true)
  return times.replied ? [first, line(times.replied, 'reply', told.reply, told.unitId, false)] : [first]
}

function endReasonOf(told: ImportedItem): string {
  return told.state === 'closed' ? (told.outcome ?? 'done') : told.state
}

/** The instant of a source's own time; where a day begins is looked up once. */
function instantOf(ctx: Context, book: ImportBook, { day, second }: LocalTime): Date {
  const start = book.starts.get(day) ?? startOfDay(ctx.tenant.zone, day).getTime()
  book.starts.set(day, start)
  return new Date(start + second * 1000)
}
