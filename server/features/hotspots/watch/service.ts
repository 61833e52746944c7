import type { CourseDay, RiseFindings } from '@minyi/shared/hotspots/contract.ts'
import { alphaFor, assessRise, type Course, expectedCourse, isAlarm, rise } from '@minyi/shared/hotspots/rules.ts'
import { addDays, type Day, daysBetween } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { type Context, today } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { reachRows } from '../../cases/reach/service.ts'
import { readCalendar } from '../../clocks/service.ts'
import { listHoldersOfAny } from '../../identity/holders/service.ts'
import { findStaffActor } from '../../identity/service.ts'
import { notify } from '../../notices/service.ts'
import * as hotspots from '../queries.ts'
import * as queries from './queries.ts'

const families = ['all', 'area', 'unit'] as const
type Family = (typeof families)[number]
type Call = { family: Family; topicId: string; key: string; findings: RiseFindings; course: Course; first: Day }

/** How many false alarms a month the tenant puts up with, over all series together. */
export const readBudget = (ctx: Context): Promise<number> =>
  readParameter(ctx, 'hotspot-false-alarms-a-month', z.number().min(0.1).max(30), rise.falseAlarmsPerMonth)

/**
 * Watches one night: counts the items through the day, assesses every series against its own past, keeps hot spots that run on, opens
 * new ones and ends those that have gone quiet. The same night again changes nothing. Answers how many run.
 */
export async function watchTopics(outer: Context, through: Day = addDays(today(outer), -1)): Promise<number> {
  return outer.db.transaction(async (db) => {
    const ctx: Context = { ...outer, db }
    await queries.recount(ctx, through)
    const first = await queries.findFirstDay(ctx)
    if (first === null) return 0
    const kinds = await kindsOfDays(ctx, first, through)
    const budget = await readBudget(ctx)
    const watched = { all: 0, area: 0, unit: 0 }
    for (const family of families) {
      const found = await queries.listSeries(ctx, family, through)
      watched[family] = found.watched
      const alpha = alphaFor(found.watched, budget * rise.shares[family])
      for (const { topicId, key, days } of found.series) {
        const course = { counts: kinds.map((_, i) => days.get(addDays(first, i)) ?? 0), kinds }
        await watchOne(ctx, { family, topicId, key, course, first, through, alpha, series: found.watched })
      }
    }
    await hotspots.endQuiet(ctx, through)
    await queries.putNight(ctx, through, watched)
    return (await hotspots.listRunning(ctx)).length
  })
}

/** The last day that has been counted; null before the first night. */
export const countedThrough = async (ctx: Context): Promise<Day | null> => (await hotspots.findNight(ctx))?.day ?? null

type One = Omit<Call, 'findings'> & { through: Day; alpha: number; series: number }

async function watchOne(ctx: Context, one: One): Promise<void> {
  const assessed = assessRise(one.course, one.alpha)
  if (!assessed) return
  const findings = { ...assessed, alpha: one.alpha, series: one.series }
  if (one.family === 'all') await queries.putWatch(ctx, one.topicId, one.through, findings)
  const running = await hotspots.findRunning(ctx, { topicId: one.topicId, scope: one.family, key: one.key })
  const called = isAlarm(assessed, one.alpha)
  if (running) await keepOn(ctx, { ...one, findings }, running, called)
  else if (called) await open(ctx, { ...one, findings })
}

/** A running hot spot keeps what was found on its clearest day, and a chart up to now. */
async function keepOn(
  ctx: Context,
  one: One & { findings: RiseFindings },
  running: hotspots.StoredHotspot,
  called: boolean,
): Promise<void> {
  const clearest = one.findings.probability < running.probability
  await hotspots.updateHotspot(ctx, running.id, {
    course: chartOf(one, running.beganDay),
    ...(called ? { lastDay: one.through } : {}),
    ...(called && clearest ? { probability: one.findings.probability, findings: one.findings } : {}),
  })
}

async function open(ctx: Context, one: One & { findings: RiseFindings }): Promise<void> {
  const id = newId()
  const beganDay = addDays(one.through, 1 - one.findings.days)
  await hotspots.insertHotspot(ctx, {
    id,
    topicId: one.topicId,
    scope: one.family,
    key: one.key,
    areaId: one.family === 'area' ? one.key : null,
    unitId: one.family === 'unit' ? one.key : null,
    beganDay,
    foundDay: one.through,
    lastDay: one.through,
    probability: one.findings.probability,
    findings: one.findings,
    course: chartOf(one, beganDay),
  })
  await audit(ctx, { action: 'hotspots.find', subjectKind: 'hotspot', subjectId: id, detail: one.findings })
  await emit(ctx, { topic: 'hotspot.found', subjectId: id, payload: { topicId: one.topicId, scope: one.family } })
  const to = await listReaders(ctx, id)
  await notify(ctx, { to, kind: 'hotspot', about: { kind: 'hotspot', id }, key: id })
}

/** Everybody who reads this hot spot: their area or unit covers it, and it is not about their own unit. */
async function listReaders(ctx: Context, id: string): Promise<string[]> {
  const readers: string[] = []
  for (const staffId of await listHoldersOfAny(ctx, ['hotspots.read'])) {
    const found = await findStaffActor(ctx, ctx.tenant, staffId)
    if (!found) continue
    const inner = { ...ctx, actor: found.actor }
    const visible = reachRows(inner, ['hotspots.read'], hotspots.hotspotColumns)
    if (await hotspots.findLine(inner, visible, id)) readers.push(staffId)
  }
  return readers
}

/** The last eight weeks, beside what was usual before the rise began. */
function chartOf({ course, first, through }: One, beganDay: Day): CourseDay[] {
  const length = Math.min(rise.chartDays, course.counts.length)
  const usual = expectedCourse(course, length, daysBetween(first, beganDay))
  return Array.from({ length }, (_, i) => {
    const count = course.counts[course.counts.length - length + i] ?? 0
    const { expected, low, high } = usual?.[i] ?? { expected: 0, low: 0, high: 0 }
    return { day: addDays(through, i - length + 1), count, expected, low, high }
  })
}

/** 0 Monday … 6 Sunday; a day off counts as a Sunday, a made-up working day (调休) as a Monday. */
export async function kindsOfDays(ctx: Context, first: Day, through: Day): Promise<number[]> {
  const { daysOff, workDays } = await readCalendar(ctx)
  const [off, made] = [new Set(daysOff), new Set(workDays)]
  return Array.from({ length: daysBetween(first, through) + 1 }, (_, i) => {
    const day = addDays(first, i)
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    if (made.has(day)) return 0
    return off.has(day) && weekday < 5 ? 6 : weekday
  })
}
