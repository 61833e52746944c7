import type { ImportField, ImportRunState, ImportState } from './contract.ts'

export const importFieldLabels: Record<ImportField, string> = {
  externalId: '来件编号（去重键）',
  receivedAt: '收到时间',
  text: '诉求内容',
  title: '标题',
  kind: '类型',
  name: '诉求人姓名',
  phone: '诉求人电话',
  area: '区域',
  place: '地点',
  unit: '承办单位',
  accusedUnit: '被投诉单位',
  topic: '类别',
  identity: '身份保护',
  state: '办理状态',
  acceptedAt: '受理时间',
  repliedAt: '单位答复时间',
  endedAt: '办结时间',
  outcome: '办理结果',
  reply: '答复内容',
  verdict: '诉求人评价',
  grade: '满意度（1 至 5）',
  verdictWords: '诉求人说的话',
}

export const importStateLabels: Record<ImportState, string> = {
  received: '待受理',
  accepted: '已受理',
  handling: '办理中',
  replied: '已答复',
  closed: '已办结',
  refused: '不予受理',
  withdrawn: '已撤回',
}

export const importRunLabels: Record<ImportRunState, string> = {
  waiting: '排队中',
  running: '进行中',
  done: '已完成',
  failed: '没有完成',
  stopped: '已停下',
}
