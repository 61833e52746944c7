import type { Duty, DutyState } from './contract.ts'

export const dutyStateLabels = {
  open: '未到期',
  soon: '快到期',
  overdue: '已过期',
  done: '已完成',
  'done-late': '迟完成',
  'not-applicable': '本地没有这项',
} as const satisfies Record<DutyState, string>

/** `还剩 12 天`, `今天到期`, `已过 3 天`. */
export function leftInWords({ daysLeft }: Pick<Duty, 'daysLeft'>): string {
  if (daysLeft === 0) return '今天到期'
  return daysLeft > 0 ? `还剩 ${daysLeft} 天` : `已过 ${-daysLeft} 天`
}
