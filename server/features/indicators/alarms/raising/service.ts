import {
  type baselineOf,
  type DayShare,
  daysToLine,
  type Signal,
  sumOf,
  type WatchPlan,
} from '@minyi/shared/indicators/alarms/rules.ts'
import { intervalOf } from '@minyi/shared/indicators/intervals.ts'
import { type Both, movementOf, type PartOfBoth, type Share } from '@minyi/shared/indicators/movement/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import { verdictOf } from '@minyi/shared/indicators/rules.ts'
import { addDays, type Day, daysBetween } from '@minyi/shared/platform/time.ts'
import { audit } from '../../../../platform/audit.ts'
import type { Context } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { emit } from '../../../../platform/outbox.ts'
import type { Defined } from '../../definitions/service.ts'
import { listBelow } from '../../exact/queries.ts'
import * as queries from '../queries.ts'

/** What one run of the watch has counted of an indicator: every series before the charts began, and day by day since. */
export type Counted = {
  defined: Defined
  target: number
  cut: Omit<queries.Cut, 'from' | 'to'>
  baseline: ReturnType<typeof baselineOf>
  before: Map<string, Share & { days: number }>
  days: Map<string, DayShare[]>
}

export type Raised = { series: queries.Series; day: Day; plan: WatchPlan; signal: Signal }

/** Raises an alarm with the case for it: what fell since when, how far the figure is from its line, and where to look first. */
export async function raiseAlarm(ctx: Context, counted: Counted, raised: Raised): Promise<void> {
  const { indicatorId, version } = counted.defined
  const evidence = await evidenceOf(ctx, counted, raised)
  if (!evidence) return
  const id = newId()
  const head = { id, indicatorId, version, ...raised.series, raisedOn: raised.day, raisedAt: ctx.now() }
  await queries.insertAlarm(ctx, { ...head, evidence })
  await audit(ctx, { action: 'raise', subjectKind: 'alarm', subjectId: id, detail: evidence })
  await emit(ctx, { topic: 'alarm.raised', subjectId: id, payload: { indicatorId } })
}

async function evidenceOf(ctx: Context, counted: Counted, raised: Raised): Promise<queries.Evidence | null> {
  const { series, day, plan, signal } = raised
  const { definition } = counted.defined
  const name = queries.nameOf(series)
  const days = counted.days.get(name) ?? []
  const recent = sumOf(days.filter((one) => one.day >= signal.since))
  const usual = counted.before.get(name)
  if (!usual || recent.n === 0) return null
  const window = everyDay(windowUpTo(day, definition.windowDays), days)
  const pooled = sumOf(window)
  const { method, level } = definition
  const rate = ({ x, n }: Share) => ({ n, point: x / n, interval: intervalOf(method, x, n, level) })
  const figure = pooled.n < definition.minN ? null : rate(pooled)
  const daily = { n: recent.n / (daysBetween(signal.since, day) + 1), point: recent.x / recent.n }
  const { chart, value, limit } = signal
  return {
    ...{ chart, value, limit, target: plan.target },
    usual: { ...rate(usual), from: counted.baseline.from, to: counted.baseline.to },
    recent: { ...rate(recent), since: signal.since, to: day },
    figure: figure && { ...figure, verdict: verdictOf(figure.interval, plan.target) },
    daysToLine: daysToLine(window, daily, { target: plan.target, level, method }),
    runLength: plan.runLength,
    parts: await listParts(ctx, counted, raised),
  }
}

/** Every day of a period, also those without ratings, oldest first. */
function everyDay({ from, to }: { from: Day; to: Day }, days: readonly DayShare[]): Share[] {
  const known = new Map(days.map((one) => [one.day, one]))
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => known.get(addDays(from, i)) ?? { x: 0, n: 0 })
}

const mostParts = { unit: 3, area: 2, channel: 1 }

/** What pulled the rate down most since the fall began: units and areas below, and channels; each table taken apart by itself. */
async function listParts(ctx: Context, counted: Counted, { series, day, signal }: Raised) {
  const both = (one: queries.Series): Both => ({
    before: counted.before.get(queries.nameOf(one)) ?? none,
    now: sumOf((counted.days.get(queries.nameOf(one)) ?? []).filter((share) => share.day >= signal.since)),
  })
  const place = (dimension: 'unit' | 'area', key: string): PartOfBoth => ({
    scope: { dimension, id: key, name: '' },
    ...both({ dimension, key }),
  })
  const units = series.dimension === 'all' ? keysOf(counted, 'unit') : []
  const areas = series.dimension === 'unit' ? [] : await listBelow(ctx, series.dimension === 'area' ? series.key : null)
  const tables: Record<keyof typeof mostParts, PartOfBoth[]> = {
    unit: units.map((key) => place('unit', key)),
    area: areas.flatMap(({ scope }) => (scope.id === null ? [] : [place('area', scope.id)])),
    channel: await listChannels(ctx, counted, series, { since: signal.since, day }),
  }
  return (['unit', 'area', 'channel'] as const).flatMap((table) =>
    worst(movementOf(both(series), tables[table], counted.defined.definition.minN), mostParts[table]),
  )
}

const none = { x: 0, n: 0 }

async function listChannels(
  ctx: Context,
  { baseline, cut }: Counted,
  series: queries.Series,
  { since, day }: { since: Day; day: Day },
): Promise<PartOfBoth[]> {
  const before = await queries.listChannels(ctx, series, { ...cut, from: baseline.from, to: baseline.to })
  const now = await queries.listChannels(ctx, series, { ...cut, from: since, to: day })
  return cut.channels.map((channel) => ({
    scope: { dimension: 'channel', id: null, name: channel },
    before: before.get(channel) ?? none,
    now: now.get(channel) ?? none,
  }))
}

function worst(moved: ReturnType<typeof movementOf>, most: number): queries.Evidence['parts'] {
  const parts = (moved?.parts ?? []).flatMap(({ scope, before, now, rateEffect, mixEffect }) => {
    const effect = rateEffect + mixEffect
    const { point: earlier } = before
    const { point: later } = now
    if (effect >= 0 || earlier === null || later === null) return []
    const key = scope.id ?? scope.name
    const sides = { before: { n: before.n, point: earlier }, now: { n: now.n, point: later } }
    return [{ dimension: scope.dimension, key, ...sides, effect }]
  })
  return parts.sort((a, b) => a.effect - b.effect).slice(0, most)
}

/** The keys of all series of one dimension that were ever counted. */
function keysOf({ before, days }: Counted, dimension: string): string[] {
  const names = new Set([...before.keys(), ...days.keys()])
  return [...names].flatMap((name) => (name.startsWith(`${dimension}/`) ? [name.slice(dimension.length + 1)] : []))
}
