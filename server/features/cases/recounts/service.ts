import { isPetitionClock } from '@minyi/shared/cases/petitions/rules.ts'
import type * as contract from '@minyi/shared/clocks/contract.ts'
import { ClockName, Recount, type RecountCause } from '@minyi/shared/clocks/contract.ts'
import { clockLabels } from '@minyi/shared/clocks/labels.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { type Context, dayOf, type Platform } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { inEachTenant } from '../../../platform/tenants.ts'
import {
  becomesFirm,
  type Counted,
  movesDay,
  type Picker,
  pickerOf,
  recountWords,
} from '../../clocks/recounts/service.ts'
import { type ClockBook, dueOfRunning, noteRecount, openClockBook, takeRecount } from '../../clocks/service.ts'
import { countDuties } from '../../duties/service.ts'
import { countDates, listNumbers } from '../../supervision/recounts/service.ts'
import { updateCase } from '../queries.ts'
import { updateClock } from '../running/queries.ts'
import { columnsOf } from '../running/service.ts'
import { record } from '../service.ts'
import * as queries from './queries.ts'
import { countRequests } from './requests/service.ts'

/** Whose number a line of a preview tells: an item's, or an order's or letter's. */
type About = { caseId: string } | { subjectId: string }
type Line = Counted & About & { keep: (ctx: Context) => Promise<void> }
type How = { asked: RecountCause; pick: Picker; book: ClockBook; lock: boolean }

const batch = 500
const shownRows = 20

/** Counts anew what administrators have asked for, a batch at a time in each place. */
export function workRecounts(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'cases.recounts', async (ctx) => {
    while ((await workRecount(ctx)) > 0);
  })
}

/**
 * One batch of the oldest recount: each clock of an item gets its new end, and where its day moves the resident is told from when to
 * when. With the last batch come the requests that wait for a second person, the dates of orders and letters, and
 * the office's own duties.
 */
export async function workRecount(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const recount = await takeRecount(inner)
    if (!recount) return 0
    const asked = Recount.pick({ cause: true, clock: true, version: true }).parse(recount)
    const how = { asked, pick: pickerOf(inner, asked), book: await openClockBook(inner), lock: true }
    const { lines, last, isLast } = await itemLines(inner, how, recount.reached)
    const all = isLast ? [...lines, ...(await otherLines(inner, how))] : lines
    for (const line of all) await line.keep(inner)
    const examined = recount.examined + all.length
    const moved = recount.moved + all.filter(movesDay).length
    const firm = recount.firm + all.filter(becomesFirm).length
    const doneAt = isLast ? ctx.now() : null
    await noteRecount(inner, recount.id, { examined, moved, firm, doneAt, reached: last })
    if (doneAt) {
      const detail = { ...asked, examined, moved, firm }
      await audit(inner, { action: 'cases.recount', subjectKind: 'recount', subjectId: recount.id, detail })
    }
    return 1
  })
}

/** What a new definition or calendar would do, without doing it. Numbers are told of those things only that the caller reads. */
export async function previewRecount(
  ctx: Context,
  input: InputOf<typeof contract.previewRecount>,
): Promise<OutputOf<typeof contract.previewRecount>> {
  const known = await openClockBook(ctx)
  const current = input.definition && known.clocks.get(input.definition.clock)
  if ((input.definition === undefined) === (input.calendar === undefined)) throw nothingToPreview()
  const { months = current?.months ?? 0, onDay = current?.onDay ?? null, ...set } = input.definition ?? {}
  const next = current && { ...current, ...set, months, onDay }
  const book = input.calendar ? { ...known, calendar: { ...input.calendar, version: 0 } } : known
  const asked: RecountCause = { cause: next ? 'clock' : 'calendar', clock: next?.clock ?? null, version: upToNow }
  const how = { asked, pick: next ? async () => next : pickerOf(ctx, asked), book, lock: false }
  const tally = { examined: 0, earlier: 0, later: 0, firm: 0, overdue: 0 }
  const shown: Line[] = []
  for (let after: string | null = null; ; ) {
    const { lines, last, isLast } = await itemLines(ctx, how, after)
    for (const line of lines) note(ctx, tally, shown, line)
    after = last
    if (isLast) break
  }
  for (const line of await otherLines(ctx, how)) note(ctx, tally, shown, line)
  return { ...tally, rows: await rowsOf(ctx, shown) }
}

const upToNow = 2_147_483_647
const nothingToPreview = () =>
  new Problem('input-invalid', { fields: [{ path: 'definition', message: '请给出一项时限，或一份日历' }] })

type Tally = Omit<OutputOf<typeof contract.previewRecount>, 'rows'>

function note(ctx: Context, tally: Tally, shown: Line[], line: Line): void {
  const { before, after } = line
  const now = ctx.now().getTime()
  tally.examined += 1
  if (becomesFirm(line)) tally.firm += 1
  if (after.dueAt.getTime() < now && before.dueAt.getTime() >= now) tally.overdue += 1
  if (!movesDay(line)) return
  if (after.dueDay < before.dueDay) tally.earlier += 1
  else tally.later += 1
  if (shown.length < shownRows) shown.push(line)
}

async function rowsOf(ctx: Context, shown: readonly Line[]) {
  const caseIds = shown.flatMap((line) => ('caseId' in line ? [line.caseId] : []))
  const subjectIds = shown.flatMap((line) => ('subjectId' in line ? [line.subjectId] : []))
  const readable = [...(await queries.listReadable(ctx, caseIds)), ...(await listNumbers(ctx, subjectIds))]
  const numbers = new Map(readable.map(({ id, number }) => [id, number]))
  return shown.flatMap((line) => {
    const number = numbers.get('caseId' in line ? line.caseId : line.subjectId)
    if (number === undefined) return []
    const { name, before, after } = line
    return [{ number, clock: name, from: before.dueDay, to: after.dueDay, provisional: after.provisional }]
  })
}

/** A batch of the clocks of items, and the last of them that was looked at. */
async function itemLines(ctx: Context, { asked, pick, book, lock }: How, after: string | null) {
  const running = await queries.listRunningAfter(ctx, asked, { after, limit: batch, lock })
  const caseIds = running.map(({ item }) => item.id)
  const pauses = Map.groupBy(await queries.listPausesOf(ctx, caseIds), (pause) => pause.caseId)
  const lines: Line[] = []
  for (const one of running) {
    const { clock, item } = one
    const name = ClockName.parse(clock.clock)
    const definition = await pick(name, clock.definitionVersion)
    const own = (pauses.get(item.id) ?? []).flatMap((pause) => toPause(ctx, one, pause))
    const due = dueOfRunning(ctx, definition, book.calendar, { ...clock, pauses: own })
    const { version: definitionVersion, dayKind } = definition
    const kept = { ...due, dayKind, definitionVersion, calendarVersion: book.calendar.version }
    const keep = (ctx: Context) => move(ctx, one, kept)
    lines.push({ name, before: clock, after: due, caseId: item.id, keep })
  }
  return { lines, last: running[running.length - 1]?.clock.id ?? null, isLast: running.length < batch }
}

async function otherLines(ctx: Context, how: How): Promise<Line[]> {
  const requests = await countRequests(ctx, how.asked, how.pick, how.book)
  return [...requests, ...(await countDates(ctx, how)), ...(await countDuties(ctx, how))]
}

function toPause(ctx: Context, { item, clock }: queries.RunningLine, { from, to }: queries.PauseRow) {
  const until = to ? dayOf(ctx, to) : item.pausedUntil
  if (!from || !until || from.getTime() < clock.startedAt.getTime()) return []
  return [{ from: dayOf(ctx, from), to: until }]
}

type Kept = Counted['after'] & { dayKind: string; definitionVersion: number; calendarVersion: number }

/** Writes the new end of an item's clock; where the day of its main clock, or of a review, moves, the story tells it. */
async function move(ctx: Context, { item, clock }: queries.RunningLine, kept: Kept): Promise<void> {
  await updateClock(ctx, clock.id, kept)
  const { dayKind, definitionVersion: _, calendarVersion: __, ...due } = kept
  const patch = columnsOf(item, clock, due)
  if (isPetitionClock(clock.clock) && due.dueDay !== clock.dueDay) {
    const words = `${clockLabels[ClockName.parse(clock.clock)]}：${recountWords(ctx, { before: clock, after: due })}`
    await record(ctx, item, { act: 'recount', words })
  }
  if (Object.keys(patch).length === 0) return
  const isMain = clock.clock === item.clock
  const changed = await updateCase(ctx, item.id, isMain ? { ...patch, clockDayKind: dayKind } : patch)
  if (!isMain || due.dueDay === clock.dueDay) return
  await record(ctx, changed, { act: 'recount', words: recountWords(ctx, { before: clock, after: due }) })
}
