import { setImmediate } from 'node:timers/promises'
import { baselineOf, planWatch, signalOf, type WatchPlan } from '@minyi/shared/indicators/alarms/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import { targetOf } from '@minyi/shared/indicators/rules.ts'
import { type Day, daysBetween } from '@minyi/shared/platform/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { type Defined, listDefined } from '../../definitions/service.ts'
import * as queries from '../queries.ts'
import { type Counted, raiseAlarm } from '../raising/service.ts'
import { falseAlarmDaysOf } from '../service.ts'

/**
 * Looks at every series once a day, after its closing: raises an alarm where a chart says that a rate is falling, and ends those whose
 * charts are quiet again. A day that was watched, or is not closed yet, is left alone.
 */
export function watchDay(ctx: Context, day: Day): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    if (!(await queries.mayWatch(inner, day))) return false
    const series = [{ dimension: 'all', key: queries.keyOfAll }, ...(await queries.listSeries(inner))]
    const falseAlarmDays = await falseAlarmDaysOf(inner)
    const watch: Watch = {
      ctx: inner,
      day,
      series,
      falseAlarmDays,
      watched: 0,
      unwatched: 0,
      rate: 0,
    }
    for (const defined of await listDefined(inner)) await watchIndicator(watch, defined)
    await queries.insertWatch(inner, {
      day,
      watched: watch.watched,
      unwatched: watch.unwatched,
      falseAlarmDays,
      falsePerMonthHundredths: Math.round(watch.rate * 30 * 100),
      ranAt: ctx.now(),
    })
    return true
  })
}

/** Limits that were worked out before, by what they follow from: the same for every series of one size and usual rate. */
const plans = new Map<string, WatchPlan>()

/** One run: what is watched, and the sum of the false alarms a day. */
type Watch = {
  ctx: Context
  day: Day
  series: readonly queries.Series[]
  falseAlarmDays: number
  watched: number
  unwatched: number
  rate: number
}

async function watchIndicator(watch: Watch, defined: Defined): Promise<void> {
  const target = targetOf(defined.definition)
  if (target === null) return
  const { ctx, day } = watch
  const { kinds, grades, windowDays } = defined.definition
  const channels = defined.definition.channels.filter((channel) => channel !== 'standing')
  const baseline = baselineOf(day)
  const window = windowUpTo(day, windowDays)
  const cut = { kinds, channels, grades }
  const [from = day] = [window.from, baseline.chartFrom].sort()
  const counted: Counted = {
    defined,
    target,
    cut,
    baseline,
    before: await queries.listTotals(ctx, { ...cut, from: baseline.from, to: baseline.to }),
    days: await queries.listDays(ctx, { ...cut, from, to: day }),
  }
  const standing = new Map(
    (await queries.listStanding(ctx, defined.indicatorId)).map((row) => [queries.nameOf(row), row.id]),
  )
  for (const series of watch.series) await watchSeries(watch, counted, series, standing.get(queries.nameOf(series)))
}

async function watchSeries(watch: Watch, counted: Counted, series: queries.Series, alarmId: string | undefined) {
  const { ctx, day } = watch
  const name = queries.nameOf(series)
  const before = counted.before.get(name)
  if (!before || before.n === 0) return
  const length = daysBetween(counted.baseline.from, counted.baseline.to) + 1
  const usual = { target: counted.target, falseAlarmDays: watch.falseAlarmDays }
  const size = { answeredShare: before.days / length, perDay: before.days > 0 ? before.n / before.days : 0 }
  const plan = planWatch(before, { ...usual, ...size }, plans)
  // Working out limits takes some ten milliseconds; whoever waits for an answer goes first.
  await setImmediate()
  if (!plan) {
    watch.unwatched += 1
    return
  }
  watch.watched += 1
  watch.rate += 1 / plan.runLength.usual
  const chart = (counted.days.get(name) ?? []).filter((one) => one.day >= counted.baseline.chartFrom)
  const signal = signalOf(chart, plan)
  if (!signal && alarmId) await queries.endAlarm(ctx, alarmId, day)
  if (signal && !alarmId) await raiseAlarm(ctx, counted, { series, day, plan, signal })
}
