import type * as contract from '@minyi/shared/clocks/contract.ts'
import {
  type Calendar,
  ClockDefinition,
  type ClockName,
  type ClockReading,
  type DayKind,
  Recount,
} from '@minyi/shared/clocks/contract.ts'
import { shippedClocks } from '@minyi/shared/clocks/defaults.ts'
import { dueOf } from '@minyi/shared/clocks/due.ts'
import { standingOf } from '@minyi/shared/clocks/reading.ts'
import { dueOfRun, type Pause } from '@minyi/shared/clocks/runs.ts'
import { addWorkingDays } from '@minyi/shared/clocks/working-days.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, dayOf, instantOf, staffOf, today } from '../../platform/context.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { startOfDay } from '../../platform/zone.ts'
import * as queries from './queries.ts'

/** The tenant's clocks and calendar as they stand, read once for a use case. */
export type ClockBook = { clocks: ReadonlyMap<ClockName, ClockDefinition>; calendar: Calendar; soonUntil: Date }

/** A clock that has been set: when it ends, and by which definition and calendar that was counted. */
export type Armed = {
  clock: ClockName
  dayKind: DayKind
  definitionVersion: number
  calendarVersion: number
  startedAt: Date
  dueAt: Date
  dueDay: Day
  provisional: boolean
}

/** Reads the tenant's clocks and calendar; a tenant without any gets those that are shipped, once. */
export async function openClockBook(ctx: Context): Promise<ClockBook> {
  const clocks = await readDefinitions(ctx)
  const calendar = await readNewestCalendar(ctx)
  const next = addWorkingDays(today(ctx), 1, calendar).day
  return { clocks, calendar, soonUntil: new Date(startOfDay(ctx.tenant.zone, addDays(next, 1)).getTime() - 1) }
}

/** Sets a clock running at an instant; the day it starts on is not counted. */
export function armClock(ctx: Context, book: ClockBook, name: ClockName, startedAt: Date): Armed {
  const definition = book.clocks.get(name)
  if (!definition) throw new Error(`the clock ${name} is not defined`)
  const due = dueOf(definition, dayOf(ctx, startedAt), book.calendar)
  return {
    clock: name,
    dayKind: definition.dayKind,
    definitionVersion: definition.version,
    calendarVersion: book.calendar.version,
    startedAt,
    dueAt: endOn(ctx, due.day, definition.endsAt),
    dueDay: due.day,
    provisional: due.provisional,
  }
}

/** When a running clock ends by a definition and calendar, with its extension and its pauses. */
export function dueOfRunning(
  ctx: Context,
  definition: ClockDefinition,
  calendar: Calendar,
  run: { startedAt: Date; extendedBy: number; pauses: readonly Pause[] },
): Pick<Armed, 'dueAt' | 'dueDay' | 'provisional'> {
  const { day, provisional } = dueOfRun({ ...run, count: definition, start: dayOf(ctx, run.startedAt) }, calendar)
  return { dueAt: endOn(ctx, day, definition.endsAt), dueDay: day, provisional }
}

/** A clock's definition as it was at a version. */
export async function findDefinition(ctx: Context, name: ClockName, version: number): Promise<ClockDefinition> {
  const row = await queries.findClockRow(ctx, name, version)
  if (!row) throw new Error(`the clock ${name} has no version ${version}`)
  return toDefinition(row)
}

/** Where a running clock stands now. */
export function readClock(
  ctx: Context,
  book: ClockBook,
  armed: Pick<Armed, 'clock' | 'dayKind' | 'dueAt' | 'dueDay' | 'provisional'>,
): ClockReading {
  const standing = standingOf(
    { dueAtMs: armed.dueAt.getTime(), dueDay: armed.dueDay, dayKind: armed.dayKind },
    { nowMs: ctx.now().getTime(), today: today(ctx), soonUntilMs: book.soonUntil.getTime() },
    book.calendar,
  )
  return {
    clock: armed.clock,
    dayKind: armed.dayKind,
    dueAt: instantOf(ctx, armed.dueAt),
    dueDay: armed.dueDay,
    provisional: armed.provisional,
    ...standing,
  }
}

/** The clocks as the office reads them, each with its source. */
export async function listClocks(ctx: Context): Promise<OutputOf<typeof contract.listClocks>> {
  const clocks = await readDefinitions(ctx)
  const calendar = await readNewestCalendar(ctx)
  return { clocks: [...clocks.values()].map((one) => ({ ...one, due: dueOf(one, today(ctx), calendar) })) }
}

/** An administrator changes a clock; what already runs keeps the days it was set with, unless it is counted anew on purpose. */
export async function defineClock(
  ctx: Context,
  input: InputOf<typeof contract.defineClock>,
): Promise<OutputOf<typeof contract.defineClock>> {
  return change(ctx, input.id, async (ctx) => {
    const current = (await readDefinitions(ctx)).get(input.clock)
    if (!current || current.version !== input.version) throw new Problem('version-conflict')
    const { id, recount, months = current.months, onDay = current.onDay, ...rest } = input
    const definition = { ...current, ...rest, months, onDay, version: input.version + 1 }
    if (!runsAtAll(definition)) throw new Problem('input-invalid', { fields: [{ path: 'days', message: '至少 1 天' }] })
    if (!(await queries.insertClockOnce(ctx, definition, staffOf(ctx).id))) throw new Problem('version-conflict')
    await audit(ctx, { action: 'clocks.define', subjectKind: 'clock', subjectId: id, detail: definition })
    if (recount) await askRecount(ctx, { id, cause: 'clock', clock: input.clock, version: definition.version })
    return definition
  })
}

export async function readCalendar(ctx: Context): Promise<Calendar> {
  return readNewestCalendar(ctx)
}

/** How a clock was set over time, and on what ground. */
export async function readClockHistory(
  ctx: Context,
  input: InputOf<typeof contract.readClockHistory>,
): Promise<OutputOf<typeof contract.readClockHistory>> {
  await readDefinitions(ctx)
  const rows = await queries.listClockVersions(ctx, input.clock)
  const versions = rows.map(({ row, setBy }) => ({ ...toDefinition(row), setBy, setAt: instantOf(ctx, row.setAt) }))
  return { versions }
}

export async function readCalendarHistory(ctx: Context): Promise<OutputOf<typeof contract.readCalendarHistory>> {
  await readNewestCalendar(ctx)
  const rows = await queries.listCalendarVersions(ctx)
  return { versions: rows.map(({ row, setBy }) => ({ ...row, setBy, setAt: instantOf(ctx, row.setAt) })) }
}

/** What was counted anew, why, and what came of it. */
export async function listRecounts(ctx: Context): Promise<OutputOf<typeof contract.listRecounts>> {
  const rows = await queries.listRecountRows(ctx)
  const recounts = rows.map(({ row, askedBy }) =>
    Recount.parse({
      ...row,
      askedBy,
      askedAt: instantOf(ctx, row.askedAt),
      doneAt: row.doneAt && instantOf(ctx, row.doneAt),
    }),
  )
  return { recounts }
}

/** The oldest recount that waits, with what it counts by; whoever has running clocks works on it, in this transaction. */
export async function takeRecount(ctx: Context): Promise<queries.RecountRow | undefined> {
  return queries.lockRecount(ctx)
}

export const noteRecount = queries.updateRecount

/** An administrator publishes the next version of the calendar, after the State Council's notice of the year. */
export async function publishCalendar(
  ctx: Context,
  input: InputOf<typeof contract.publishCalendar>,
): Promise<OutputOf<typeof contract.publishCalendar>> {
  const outside = [...input.daysOff, ...input.workDays].some((d) => d < input.knownFrom || d > input.knownThrough)
  const both = input.daysOff.some((day) => input.workDays.includes(day))
  if (outside) throw new Problem('input-invalid', { fields: [{ path: 'daysOff', message: '有日期在公布范围以外' }] })
  if (both) throw new Problem('input-invalid', { fields: [{ path: 'workDays', message: '同一天不能既放假又上班' }] })
  return change(ctx, input.id, async (ctx) => {
    const current = await readNewestCalendar(ctx)
    if (current.version !== input.version) throw new Problem('version-conflict')
    const { id: _, source, ...rest } = input
    const calendar = { ...rest, version: input.version + 1 }
    if (!(await queries.insertCalendarOnce(ctx, calendar, source, staffOf(ctx).id)))
      throw new Problem('version-conflict')
    await audit(ctx, {
      action: 'clocks.publish-calendar',
      subjectKind: 'calendar',
      subjectId: input.id,
      detail: calendar,
    })
    await askRecount(ctx, { id: input.id, cause: 'calendar', clock: null, version: calendar.version })
    return calendar
  })
}

/** Only these end on the very day they start: everything else has to leave time. */
const runsAtAll = ({ clock, days, months, onDay }: ClockDefinition) =>
  days > 0 || months > 0 || onDay !== null || clock === 'order-study'

/** Puts the counting anew of what already runs into the queue of the jobs, and says so. */
async function askRecount(ctx: Context, asked: { id: string; cause: string; clock: string | null; version: number }) {
  await queries.insertRecount(ctx, { ...asked, askedBy: staffOf(ctx).id })
  await emit(ctx, { topic: `clocks.recount-${asked.cause}`, subjectId: asked.id, payload: { ...asked } })
}

async function readDefinitions(ctx: Context): Promise<Map<ClockName, ClockDefinition>> {
  const known = await readStored(ctx)
  const missing = shippedClocks.filter(({ clock }) => !known.has(clock))
  if (missing.length === 0) return known
  await queries.insertShipped(ctx, missing)
  return readStored(ctx)
}

async function readStored(ctx: Context): Promise<Map<ClockName, ClockDefinition>> {
  const rows = await queries.listClockRows(ctx)
  return new Map(rows.map(toDefinition).map((definition) => [definition.clock, definition]))
}

function toDefinition(row: { name: string; version: number; source: string; value: unknown }): ClockDefinition {
  const { name, version, source, value } = row
  return ClockDefinition.parse({ ...Object(value), clock: queries.clockOfName(name), version, source })
}

async function readNewestCalendar(ctx: Context): Promise<Calendar> {
  const found = await queries.findNewestCalendar(ctx)
  if (found) return found
  const source = '国务院办公厅关于 2025 年、2026 年部分节假日安排的通知'
  await queries.insertCalendarOnce(ctx, { version: 1, ...knownHolidays() }, source, null)
  return readNewestCalendar(ctx)
}

/** The published years, from the package's data alone: its own functions guess for later years and depend on the machine's zone. */
function knownHolidays(): Omit<Calendar, 'version'> {
  const [knownFrom, knownThrough] = ['2025-01-01', '2026-12-31']
  const isKnown = (day: Day) => day >= knownFrom && day <= knownThrough
  const isWeekday = (day: Day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  const daysOff = Object.keys(published.holidays).filter((day) => isKnown(day) && isWeekday(day))
  const workDays = Object.keys(published.workdays).filter((day) => isKnown(day) && !isWeekday(day))
  return { knownFrom, knownThrough, daysOff: daysOff.sort(), workDays: workDays.sort() }
}

/** The instant of a time of day; 24:00 is the last millisecond, so that it still belongs to the day. */
function endOn(ctx: Context, day: Day, endsAt: string): Date {
  const [hours = 0, minutes = 0] = endsAt.split(':').map(Number)
  const minute = hours * 60 + minutes
  if (minute >= 24 * 60) return new Date(startOfDay(ctx.tenant.zone, addDays(day, 1)).getTime() - 1)
  return new Date(startOfDay(ctx.tenant.zone, day).getTime() + minute * 60_000)
}
