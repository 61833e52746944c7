import { dayInWords } from '../platform/time.ts'
import type { ClockDefinition, ClockName, ClockReading, DayKind } from './contract.ts'

export const clockLabels = {
  'complaint-accept': '受理期限',
  'complaint-decide': '办理期限',
  'opinion-reply': '答复期限',
  'stuck-reply': '答复期限',
  'hotline-reply': '答复期限',
  'call-back': '回访期限',
  verdict: '评价期限',
  appeal: '申请重办期限',
  objection: '异议期限',
  'objection-review': '异议审核期限',
  approval: '审核期限',
  'tier-grid': '网格办理期限',
  'tier-village': '村居办理期限',
  'tier-township': '乡镇街道办理期限',
  'tier-district': '区级办理期限',
  'petition-register': '信访登记期限',
  'petition-objection': '信访转送异议期限',
  'petition-handle': '信访办理期限',
  'petition-review-ask': '申请复查期限',
  'petition-review': '复查期限',
  'petition-recheck-ask': '申请复核期限',
  'petition-recheck': '复核期限',
  'reconsideration-ask': '申请行政复议期限',
  'litigation-ask': '提起行政诉讼期限',
  'arbitration-ask': '申请仲裁期限',
  'order-study': '当日研究',
  'order-report': '3 日反馈',
  'order-ordinary': '7 日办结',
  'order-major': '1 个月办结',
  'letter-correct': '改正期限',
  'letter-report': '报告期限',
  'inspection-objection': '督查异议期限',
  'inspection-review': '督查异议答复期限',
  'decision-comments': '征求意见期限',
  'decision-hearing-papers': '听证材料送达',
  'rules-comments': '征求意见期限',
  'rules-hearing-notice': '听证公告',
  'document-comments': '征求意见期限',
  'document-comments-market': '征求意见期限',
  'disclosure-reply': '信息公开答复期限',
  'disclosure-report-department': '信息公开年报（部门）',
  'disclosure-report-government': '信息公开年报（政府）',
  'law-report-upward': '法治政府年报（报送）',
  'law-report-upward-province': '法治政府年报（省级报送）',
  'law-report-public': '法治政府年报（公开）',
} as const satisfies Record<ClockName, string>

/** `5 个工作日`, `30 天`. */
function daysInWords(count: number, kind: DayKind): string {
  return kind === 'working' ? `${count} 个工作日` : `${count} 天`
}

/** How long a clock runs: `1 个月`, `听证前 7 天`, `每年 3月31日`, `当日`; and by how much it can be extended. */
export function lengthInWords({
  days,
  months,
  dayKind,
  before,
  onDay,
  extendBy,
}: Pick<ClockDefinition, 'days' | 'months' | 'dayKind' | 'before' | 'onDay' | 'extendBy'>): string {
  if (onDay !== null) return `每年 ${Number(onDay.slice(0, 2))}月${Number(onDay.slice(3))}日前`
  const parts = [months > 0 && `${months} 个月`, days > 0 && daysInWords(days, dayKind)].filter(Boolean)
  const length = parts.length > 0 ? parts.join('零 ') : '当日'
  const extension = extendBy > 0 ? `，可延 ${daysInWords(extendBy, dayKind)}` : ''
  return `${before ? '提前 ' : ''}${length}${extension}`
}

/** A clock in words: 还剩 2 个工作日, 今天 17:30 到期, 已超 2 个工作日. */
export function clockInWords(reading: Pick<ClockReading, 'dayKind' | 'dueAt' | 'remaining' | 'state'>): string {
  const { dayKind, remaining } = reading
  if (reading.state === 'overdue') {
    return remaining < 0 ? `已超 ${daysInWords(-remaining, dayKind)}` : `今天 ${timeOf(reading.dueAt)} 已到期`
  }
  return remaining > 0 ? `还剩 ${daysInWords(remaining, dayKind)}` : `今天 ${timeOf(reading.dueAt)} 到期`
}

/** `11月27日（周五）24:00 前`, and that the day may still move where the calendar is not published. */
export function dueInWords(reading: Pick<ClockReading, 'dueDay' | 'dueAt' | 'provisional'>): string {
  const words = `${dayInWords(reading.dueDay)}${timeOf(reading.dueAt)} 前`
  return reading.provisional ? `${words}（放假安排未公布，暂定）` : words
}

/** The hour of an instant as its own text tells it; the end of a day is 24:00, never 00:00 of the next. */
function timeOf(instant: string): string {
  const time = instant.slice(11, 16)
  return time === '23:59' ? '24:00' : time
}
