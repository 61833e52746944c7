import { type ClockDefinition, ClockName, type RecountCause } from '@minyi/shared/clocks/contract.ts'
import type * as contract from '@minyi/shared/duties/contract.ts'
import type { Duty } from '@minyi/shared/duties/contract.ts'
import { isOverdueLevel, noticeDays, noticeLevel } from '@minyi/shared/duties/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, staffOf, today } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { newId } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import { startOfDay } from '../../platform/zone.ts'
import type { Counted, Picker } from '../clocks/recounts/service.ts'
import { armClock, type ClockBook, dueOfRunning, openClockBook } from '../clocks/service.ts'
import { listHoldersOfAll } from '../identity/holders/service.ts'
import { notify } from '../notices/service.ts'
import { toDuty } from './present.ts'
import * as queries from './queries.ts'

const OpenKeys = z.tuple([Day, Id])
const EndedKeys = z.tuple([z.iso.datetime(), Id])

/** What is due when, and who did it; the most urgent first. */
export async function listDuties(
  ctx: Context,
  input: InputOf<typeof contract.listDuties>,
): Promise<OutputOf<typeof contract.listDuties>> {
  const open = input.state === 'open'
  const after = readCursor<typeof OpenKeys | typeof EndedKeys>(open ? OpenKeys : EndedKeys, input.after)
  if (open && !after) await planYear(ctx)
  const book = await openClockBook(ctx)
  const lines = await queries.listDuties(ctx, input.state, { after, limit: input.limit + 1 })
  return pageFrom(
    lines,
    input.limit,
    ({ duty }) => [open ? duty.dueDay : (duty.recordedAt ?? ctx.now()).toISOString(), duty.id],
    (line) => toDuty(ctx, line, definitionOf(book, line.duty.clock)),
  )
}

/** Somebody enters a consultation or a hearing; its day follows from the clock and the day given. */
export async function addDuty(ctx: Context, input: InputOf<typeof contract.addDuty>): Promise<Duty> {
  return change(ctx, input.id, async (ctx) => {
    const { id, clock, title, day } = input
    const row = rowOf(ctx, await openClockBook(ctx), { id, clock, title, startDay: day, yearly: false })
    await queries.insertDuty(ctx, { ...row, enteredBy: staffOf(ctx).id })
    await audit(ctx, { action: 'duties.add', subjectKind: 'duty', subjectId: id, detail: { clock, title, day } })
    return read(ctx, id)
  })
}

/** A duty is done, by whom and how; or this place does not have it. */
export async function recordDuty(ctx: Context, input: InputOf<typeof contract.recordDuty>): Promise<Duty> {
  const { outcome, note, link = null } = input
  const doneDay = outcome === 'done' ? (input.day ?? today(ctx)) : null
  if (doneDay !== null && doneDay > today(ctx)) {
    throw new Problem('input-invalid', { fields: [{ path: 'day', message: '完成的日子不能在今天以后' }] })
  }
  const recorded = { outcome, note, link, doneDay, doneBy: staffOf(ctx).id, recordedAt: ctx.now() }
  return move(ctx, input, 'duties.record', (open) => open, recorded)
}

/** What was recorded by mistake counts as open again. */
export async function reopenDuty(ctx: Context, input: InputOf<typeof contract.reopenDuty>): Promise<Duty> {
  const nothing = { outcome: null, note: null, link: null, doneDay: null, doneBy: null, recordedAt: null }
  return move(ctx, input, 'duties.reopen', (open) => !open, nothing)
}

/** Each annual report of the year stands on the list from the day after the one before was due; made once. */
export async function planYear(ctx: Context): Promise<void> {
  const book = await openClockBook(ctx)
  const yearly = [...book.clocks.values()].filter(({ onDay }) => onDay !== null)
  const rows = yearly.map(({ clock, matter: title }) => {
    const startDay = `${armClock(ctx, book, clock, ctx.now()).dueDay.slice(0, 4)}-01-01`
    return rowOf(ctx, book, { id: newId(), clock, title, startDay, yearly: true })
  })
  await queries.insertYearlyOnce(ctx, rows)
}

/** Two weeks before, three days before and once it is over, those who supervise hear of a duty, once each. */
export async function tellDuties(ctx: Context): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const to = await listHoldersOfAll(inner, 'supervision.order')
    for (const duty of await queries.lockDueBy(inner, addDays(today(ctx), noticeDays[0]))) {
      const level = noticeLevel(duty.dueDay, today(ctx))
      if (level <= duty.told) continue
      const kind = isOverdueLevel(level) ? 'duty.overdue' : 'duty.due'
      const key = `${duty.id}/${duty.dueDay}/${level}`
      await notify(inner, { to, kind, about: { kind: 'duty', id: duty.id }, key })
      await queries.markTold(inner, duty.id, level)
    }
  })
}

/** Open duties counted anew by a new definition or calendar; notice is given again where the day moves on. */
export async function countDuties(
  ctx: Context,
  { asked, pick, book, lock }: { asked: RecountCause; pick: Picker; book: ClockBook; lock: boolean },
) {
  const counted: (Counted & { subjectId: string; keep: (ctx: Context) => Promise<void> })[] = []
  for (const duty of await queries.listTouched(ctx, asked, lock)) {
    const definition = await pick(ClockName.parse(duty.clock), duty.definitionVersion)
    const startedAt = startOfDay(ctx.tenant.zone, duty.startDay)
    const after = dueOfRunning(ctx, definition, book.calendar, { startedAt, extendedBy: 0, pauses: [] })
    const { version: definitionVersion, dayKind } = definition
    const counting = { definitionVersion, dayKind, calendarVersion: book.calendar.version }
    const told = noticeLevel(after.dueDay, today(ctx))
    const patch = { ...after, ...counting, told: Math.min(duty.told, told) }
    const keep = async (ctx: Context) => {
      await queries.updateDuty(ctx, duty, patch)
    }
    counted.push({ name: definition.clock, before: duty, after, subjectId: duty.id, keep })
  }
  return counted
}

type New = Pick<queries.DutyRow, 'id' | 'title' | 'startDay' | 'yearly'> & { clock: ClockName }

function rowOf(ctx: Context, book: ClockBook, { clock, ...duty }: New) {
  const armed = armClock(ctx, book, clock, startOfDay(ctx.tenant.zone, duty.startDay))
  const { startedAt: _, ...due } = armed
  return { ...duty, ...due, version: 1, told: 0 }
}

async function move(
  ctx: Context,
  input: { id: string; dutyId: string; version: number; note: string },
  action: string,
  isFit: (open: boolean) => boolean,
  patch: Partial<queries.DutyRow>,
): Promise<Duty> {
  return change(ctx, input.id, async (ctx) => {
    const line = await queries.findDuty(ctx, input.dutyId)
    if (!line) throw new Problem('not-found')
    if (line.duty.version !== input.version) throw new Problem('version-conflict')
    if (!isFit(line.duty.outcome === null)) throw new Problem('step-not-allowed')
    if (!(await queries.updateDuty(ctx, line.duty, patch))) throw new Problem('version-conflict')
    const detail = { note: input.note, outcome: patch.outcome ?? null, doneDay: patch.doneDay ?? null }
    await audit(ctx, { action, subjectKind: 'duty', subjectId: input.dutyId, detail })
    return read(ctx, input.dutyId)
  })
}

async function read(ctx: Context, id: string): Promise<Duty> {
  const line = await queries.findDuty(ctx, id)
  if (!line) throw new Error('the duty was there a moment ago')
  return toDuty(ctx, line, definitionOf(await openClockBook(ctx), line.duty.clock))
}

function definitionOf(book: ClockBook, clock: string): ClockDefinition {
  const definition = book.clocks.get(ClockName.parse(clock))
  if (!definition) throw new Error(`the clock ${clock} is not defined`)
  return definition
}
