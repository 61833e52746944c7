import { dayWords, pointsWords } from '../labels.ts'
import type { AlarmCase, AlarmChart, WatchRule } from './contract.ts'

export const alarmChartLabels: Record<AlarmChart, string> = {
  ewma: '缓慢下滑（EWMA 图）',
  cusum: '明显下降（CUSUM 图）',
  window: '近 14 天已低于目标',
}

/** Why one should look, in two sentences: what fell since when, and how far the figure still is from its line. */
export function alarmWords({ usual, recent, figure, daysToLine, target }: AlarmCase): string {
  const fall = `${dayWords(recent.since)}以来 ${recent.n} 份评价满意率 ${share(recent.point)}，平时 ${share(usual.point)}。`
  if (!figure) return `${fall}时间窗里份数还不够判定。`
  if (figure.verdict === 'missed') return `${fall}时间窗的数字 ${share(figure.point)}，已经未达标。`
  if (figure.verdict === 'insufficient')
    return `${fall}时间窗的数字 ${share(figure.point)}，区间已跨过 ${share(target)}。`
  const ahead = daysToLine === null ? '' : `；照此下去，约 ${daysToLine} 天后下限会低于 ${share(target)}`
  return `${fall}时间窗的数字 ${share(figure.point)} 现在仍达标${ahead}。`
}

/** Where to look first: the parts that pulled the rate down most. */
export function alarmPartsWords({ parts }: Pick<AlarmCase, 'parts'>): string {
  if (parts.length === 0) return '各部分都差不多，看不出集中在哪里。'
  return `先看：${parts.map(({ scope, effect }) => `${scope.name}（${pointsWords(effect)}）`).join('、')}。`
}

/** How often this one chart cries wolf, and how soon it sees a fall such as this. */
export const runLengthWords = ({ runLength }: Pick<AlarmCase, 'runLength'>): string =>
  `这样的盯法，一切正常时平均约 ${Math.round(runLength.usual)} 天才误报一次；真的下降时平均约 ${Math.max(1, Math.round(runLength.fallen))} 天发现。`

/** How often the watch as a whole cries wolf. */
export function watchRuleWords({ watched, unwatched, falseAlarmDays, falseAlarmsPerMonth }: WatchRule): string {
  if (watched === 0) return '还没有开始盯：每天关账之后自动运行。'
  const few = unwatched > 0 ? `另有 ${unwatched} 条份数太少，不盯。` : ''
  return `每天盯 ${watched} 条序列（各指标的全部、各区域、各单位），每条按平均至少 ${falseAlarmDays} 天误报一次设限，全部合起来每月约误报 ${falseAlarmsPerMonth.toFixed(1)} 次。${few}`
}

const share = (value: number) => `${(Math.round(value * 1000) / 10).toFixed(1)}%`
