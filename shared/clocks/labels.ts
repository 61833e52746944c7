import { dayInWords } from '../platform/time.ts'
import type { ClockName, ClockReading, DayKind } from './contract.ts'

export const clockLabels = {
  'complaint-accept': '受理期限',
  'complaint-decide': '办理期限',
  'opinion-reply': '答复期限',
  'stuck-reply': '答复期限',
  'call-back': '回访期限',
  verdict: '评价期限',
  appeal: '申请重办期限',
} as const satisfies Record<ClockName, string>

/** `5 个工作日`, `30 天`. */
function daysInWords(count: number, kind: DayKind): string {
  return kind === 'working' ? `${count} 个工作日` : `${count} 天`
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
