import { type WebhookDeliveryState, type WebhookState, type WebhookTopic, webhookTopicsByKind } from './contract.ts'

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
  'case.set-tier': '改层级',
  'case.set-path': '改办理途径',
  'case.added': '诉求人补充',
  'case.imported': '导入一批',
  'case.undone': '撤销一步',
  'case.risen': '升级办理',
  'case.object': '单位提异议',
  'case.objection-refused': '异议不成立',
  'case.ask-extension': '申请延期',
  'case.extension-refused': '延期未批',
  'case.paused': '暂停计时',
  'case.pause-refused': '暂停未批',
  'case.resumed': '恢复计时',
  'case.propose-closing': '提请结案',
  'case.closing-refused': '结案未批',
  'case.review-asked': '申请复查、复核',
  'case.review-answered': '复查、复核意见',
  'rating.excluded': '评价剔除',
  'rating.restored': '评价恢复',
  'rating.exclusion-appealed': '剔除申诉',
  'follow-up.moved': '差评跟进有变化',
  'figure.published': '发布数字',
  'figure.withdrawn': '撤回数字',
  'bulletin.published': '发布通报',
} as const satisfies Record<WebhookTopic, string>

/** The topics as a person chooses among them. */
export const webhookTopicGroups: readonly { word: string; topics: readonly WebhookTopic[] }[] = [
  { word: '办理步骤', topics: webhookTopicsByKind.steps },
  { word: '修改', topics: webhookTopicsByKind.edits },
  { word: '申请和复核', topics: webhookTopicsByKind.reviews },
  { word: '发布', topics: webhookTopicsByKind.publications },
]

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
