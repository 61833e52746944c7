import type { Calendar } from '@minyi/shared/clocks/contract.ts'
import { addWorkingDays, isWorkingDay } from '@minyi/shared/clocks/working-days.ts'
import { addDays, type Day, daysBetween } from '@minyi/shared/platform/time.ts'
import type { DistrictFiles } from '../data/read.ts'
import { openClockBook } from '../features/clocks/service.ts'
import type { Actor, Context } from '../platform/context.ts'
import { startOfDay } from '../platform/zone.ts'
import type { Chance } from './chance.ts'
import { type People, readPeople } from './people.ts'

/** What every part of the simulation is told: the files, who acts, and the days that it fills, up to yesterday. */
export type World = {
  ctx: Context
  files: DistrictFiles
  people: People
  calendar: Calendar
  scale: number
  now: Date
  days: Day[]
  startOf: (day: Day) => Date
  dayOf: (at: Date) => Day
}

export async function openWorld(ctx: Context, files: DistrictFiles, scale: number): Promise<World> {
  const { calendar } = await openClockBook(ctx)
  const now = ctx.now()
  const { zone } = ctx.tenant
  const starts = new Map<Day, Date>()
  const startOf = (day: Day) => {
    const known = starts.get(day) ?? startOfDay(zone, day)
    starts.set(day, known)
    return known
  }
  // The zone of the demo district keeps one offset, so that a day is found without asking the formatter each time.
  const offsetMs = Date.parse('2026-01-01T00:00:00Z') - startOf('2026-01-01').getTime()
  const dayOf = (at: Date) => new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
  const { days } = files.simulation
  const first = addDays(dayOf(now), -days)
  const people = await readPeople(ctx, files)
  return {
    ctx,
    files,
    people,
    calendar,
    scale,
    now,
    days: Array.from({ length: days }, (_, i) => addDays(first, i)),
    startOf,
    dayOf,
  }
}

/** The context of one act: who does it and when. Its operation says that the demo wrote it. */
export function acting(world: World, at: Date, actor: Actor, address = 'demo'): Context {
  return { ...world.ctx, db: world.ctx.database.db, now: () => at, actor, address }
}

/** A moment of a day in minutes after midnight. */
export const momentOf = (world: World, day: Day, minutes: number): Date =>
  new Date(world.startOf(day).getTime() + minutes * 60_000)

/** When an office acts that takes `workingDays` over something: in office hours, and after `since`. */
export function officeMoment(world: World, chance: Chance, since: Date, workingDays: number): Date {
  const day = world.dayOf(since)
  const minuteOfDay = (since.getTime() - world.startOf(day).getTime()) / 60_000
  const sameDay = workingDays === 0 && isWorkingDay(day, world.calendar) && minuteOfDay < 16 * 60
  if (sameDay) return momentOf(world, day, chance.between(Math.max(9 * 60, Math.ceil(minuteOfDay) + 5), 17 * 60))
  const due = addWorkingDays(day, Math.max(1, workingDays), world.calendar).day
  return momentOf(world, due, chance.between(9 * 60, 17 * 60))
}

/** When somebody at home acts `days` later: by day or in the evening, and after `since`. */
export function homeMoment(world: World, chance: Chance, since: Date, days: number): Date {
  const at = momentOf(world, addDays(world.dayOf(since), days), chance.between(8 * 60, 21 * 60 + 30))
  return at > since ? at : new Date(since.getTime() + chance.between(20, 180) * 60_000)
}

/** How much of a full working day happens on a day; a holiday is as quiet as a Sunday. */
export function dayShare(world: World, day: Day): number {
  const { weekdays } = world.files.simulation
  const weekday = ((daysBetween('2024-01-01', day) % 7) + 7) % 7
  if (isWorkingDay(day, world.calendar)) return weekday < 5 ? (weekdays[weekday] ?? 1) : 1
  return weekday < 5 ? (weekdays[6] ?? 0) : (weekdays[weekday] ?? 0)
}

/** Runs `act` over a list, a few at a time. */
export async function eachOf<T>(list: readonly T[], atOnce: number, act: (item: T) => Promise<unknown>): Promise<void> {
  const entries = list.values()
  const work = async () => {
    for (const item of entries) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
