import type { WebhookDeliveryState, WebhookState, WebhookTopic } from './contract.ts'

export const webhookTopicLabels = {
  'case.received': '收到诉求',
  'case.accepted': '受理',
  'case.refused': '不予受理',
  'case.assigned': '交办',
  'case.transferred': '转办',
  'case.returned': '单位退回',
  'case.replied': '单位答复',
  'case.verdict': '诉求人评价',
  'case.disputed': '诉求人不满意',
  'case.no-answer': '到期未表态',
  'case.closed': '结案',
  'case.reopened': '退回重办',
  'case.withdrawn': '诉求人撤回',
  'case.extended': '延期',
  'case.merged': '并案',
  'case.unmerged': '撤销并案',
  'case.classify': '改分类',
  'follow-up.moved': '差评跟进有变化',
  'figure.published': '发布数字',
  'figure.withdrawn': '撤回数字',
  'bulletin.published': '发布通报',
} as const satisfies Record<WebhookTopic, string>

export const webhookStateLabels = {
  active: '正常',
  paused: '已暂停',
  disabled: '已停用',
  ended: '已结束',
} as const satisfies Record<WebhookState, string>

export const webhookDeliveryLabels = {
  waiting: '待发送',
  sending: '发送中',
  delivered: '已送达',
  failed: '未送达',
} as const satisfies Record<WebhookDeliveryState, string>
