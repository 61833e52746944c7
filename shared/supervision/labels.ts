import type { CheckpointKind, CheckpointStanding, Importance, OrderSource, OrderState, TaskState } from './contract.ts'

export const orderSourceLabels = {
  case: '民意件',
  alarm: '满意度预警',
  hotspot: '热点',
  campaign: '专项整治',
  instruction: '领导批示',
  inspection: '督查立项',
  retaliation: '打击报复线索',
  interference: '干预插手线索',
} as const satisfies Record<OrderSource, string>

export const importanceLabels = {
  ordinary: { title: '一般事项', plain: '7 日内办结' },
  major: { title: '重大事项', plain: '1 个月内办结，办不结的报带日期的计划' },
} as const satisfies Record<Importance, { title: string; plain: string }>

export const taskStateLabels = {
  assigned: '待研究',
  working: '办理中',
  finished: '待销号',
  returned: '退回重办',
  cleared: '已销号',
  withdrawn: '已撤销',
} as const satisfies Record<TaskState, string>

export const orderStateLabels = {
  unassigned: '待交办',
  open: '办理中',
  finished: '待销号',
  cleared: '已销号',
  withdrawn: '已撤销',
} as const satisfies Record<OrderState, string>

/** The checkpoints as 13710 names them. */
export const checkpointLabels = {
  study: { mark: '1', title: '当日研究' },
  report: { mark: '3', title: '3 日反馈' },
  finish: { mark: '7', title: '办结' },
} as const satisfies Record<CheckpointKind, { mark: string; title: string }>

export const standingLabels = {
  met: '按时',
  'met-late': '迟了',
  late: '逾期',
  open: '未到期',
} as const satisfies Record<CheckpointStanding, string>

/** What was done, as the story tells it. */
export const orderStepLabels: Record<string, string> = {
  open: '立项',
  assign: '交办',
  'take-over': '接手督办',
  study: '签收研究',
  report: '反馈进展',
  finish: '报结',
  'ask-extension': '申请延期',
  'grant-extension': '同意延期',
  'refuse-extension': '不同意延期',
  urge: '催办',
  return: '退回重办',
  clear: '销号',
  reopen: '重新打开',
  withdraw: '撤销',
  late: '节点逾期',
  recount: '重算期限',
}
