import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Count, IndicatorId, Scope, Verdict } from '../contract.ts'

/** Which chart gave the alarm: a slow drift (EWMA), a fall from the usual rate (CUSUM), or already under the line (pooled window). */
export const AlarmChart = z.enum(['ewma', 'cusum', 'window'])
export type AlarmChart = z.infer<typeof AlarmChart>

const Rate = z.object({ n: Count, point: z.number(), interval: z.tuple([z.number(), z.number()]) })

/** What contributed most since the fall began, in fractions of 1 of the rate of the whole. */
export const AlarmPart = z.object({
  scope: Scope,
  before: z.object({ n: Count, point: z.number() }),
  now: z.object({ n: Count, point: z.number() }),
  effect: z.number(),
})
export type AlarmPart = z.infer<typeof AlarmPart>

/** The case for an alarm, as it stood on the day it was raised. */
export const AlarmCase = z.object({
  chart: AlarmChart,
  /** The chart's value and the limit that it crossed. */
  value: z.number(),
  limit: z.number(),
  target: z.number(),
  /** The rate that was usual before the chart began, over the days `from`..`to`. */
  usual: Rate.extend({ from: Day, to: Day }),
  /** From the day on which the fall most likely began. */
  recent: Rate.extend({ since: Day, to: Day }),
  /** The figure of the definition's own window on that day, and its verdict. */
  figure: Rate.extend({ verdict: Verdict }).nullable(),
  /** In how many days the window's lower bound falls under the target if it goes on like this; null when it does not, or has already. */
  daysToLine: Count.nullable(),
  /** Average days until a false alarm of this series, all charts together, and until a fall such as this is seen. */
  runLength: z.object({ usual: z.number(), fallen: z.number() }),
  parts: z.array(AlarmPart),
})
export type AlarmCase = z.infer<typeof AlarmCase>

export const Acknowledgement = z.object({ by: z.string(), at: Instant, note: z.string() })

/** An alarm (预警): a figure that is sliding, told before it falls under its line. */
export const Alarm = z.object({
  id: Id,
  indicator: z.object({ id: IndicatorId, name: z.string() }),
  scope: Scope,
  raisedOn: Day,
  raisedAt: Instant,
  /** The day on which the charts were quiet again; null while the alarm stands. */
  overOn: Day.nullable(),
  case: AlarmCase,
  acknowledgements: z.array(Acknowledgement),
  demo: z.boolean(),
})
export type Alarm = z.infer<typeof Alarm>

/** How often the watch cries wolf, as it is stated beside its alarms. */
export const WatchRule = z.object({
  /** Wanted average of days until a false alarm of one series. */
  falseAlarmDays: Count,
  /** Series under watch on the last day, and those with too few ratings to be watched. */
  watched: Count,
  unwatched: Count,
  /** False alarms that all series together give in 30 days on average. */
  falseAlarmsPerMonth: z.number(),
  lastDay: Day.nullable(),
})
export type WatchRule = z.infer<typeof WatchRule>

export const listAlarms = operation({
  name: 'indicators.alarms',
  summary: '预警：哪项指标在下滑、从哪天起、该看哪里，附误报率',
  method: 'GET',
  path: '/alarms',
  access: 'figures.exact',
  input: z.object({
    ...Paging,
    indicatorId: IndicatorId.optional(),
    status: z.enum(['standing', 'all']).default('standing'),
  }),
  output: pageOf(Alarm).extend({ rule: WatchRule }),
  problems: [],
})

export const acknowledgeAlarm = operation({
  name: 'indicators.acknowledgeAlarm',
  summary: '看过预警并写下说明；说明只增不改',
  method: 'POST',
  path: '/alarms/:alarmId/acknowledgements',
  access: 'figures.exact',
  input: z.object({
    id: Id,
    alarmId: Id,
    note: z.string().trim().min(2, '请写一句打算怎么办').max(500, '说明不超过 500 字'),
  }),
  output: Alarm,
  problems: ['not-found', 'id-reused'],
})
