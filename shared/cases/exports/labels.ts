import type { ExportColumn, ExportState } from './contract.ts'

export const exportColumnLabels = {
  number: '编号',
  kind: '类型',
  entry: '入口',
  channel: '来源渠道',
  title: '标题',
  identity: '身份公开程度',
  state: '状态',
  area: '地区',
  unit: '承办单位',
  accused: '被投诉单位',
  conduct: '问题类型',
  received: '收到时间',
  due: '期限',
  ended: '办结时间',
  'unit-says': '单位怎么说',
  'resident-says': '诉求人怎么说',
  round: '第几次办理',
} as const satisfies Record<ExportColumn, string>

export const exportStateLabels = {
  waiting: '排队中',
  writing: '正在写',
  ready: '可以下载',
  failed: '没有完成',
  cancelled: '已取消',
  expired: '已过期',
} as const satisfies Record<ExportState, string>
