import type { Purpose, PushChannel, ResidentKind, StaffKind } from './contract.ts'
import type { Channel } from './rules.ts'

/** What a resident reads: the title in the inbox, and `step`, the words that a message by SMS or WeChat carries. Never content. */
export const residentNotices = {
  'case.received': { title: '您的诉求已收到', step: '已收到' },
  'case.accepted': { title: '您的诉求已受理', step: '已受理' },
  'case.refused': { title: '您的诉求不予受理', step: '不予受理，请查看理由和去处' },
  'case.replied': { title: '已答复，请您评价', step: '已答复，请您评价' },
  'case.no-answer': { title: '评价期已过，记为未表态', step: '评价期已过，记为未表态' },
  'case.closed': { title: '您的诉求已结案', step: '已结案' },
  'case.reopened': { title: '您的诉求已退回重办', step: '退回重办' },
  'case.extended': { title: '办理期限延长了', step: '办理期限延长，请查看理由' },
  'case.merged': { title: '您的诉求和同一件事并案办理', step: '已并案办理，结果会一样告诉您' },
  'case.identity-opened': {
    title: '有人查看了您的身份信息',
    step: '有人查看了您的身份信息，可在“谁看过我的信息”里查到',
  },
  'case.cleared': { title: '涉及您的一件事已澄清', step: '已澄清，请查看' },
  'case.reward': { title: '有一份奖励等您领取', step: '有奖励可领取' },
  'case.review-answered': { title: '复查、复核有了意见', step: '复查、复核意见已作出，请查看' },
  'check-in': { title: '想问问您，后来还好吗', step: '请您说说后来的情况' },
  'rating-offer': { title: '有一件事请您评价', step: '请您评价' },
} as const satisfies Record<ResidentKind, { title: string; step: string }>

/** What a member of staff reads in the office's inbox. */
export const staffNotices = {
  mention: '备注里提到了您',
  'case.assigned': '新交办一件',
  'case.returned': '承办单位退回一件',
  'case.reopened': '诉求人申请重办',
  'case.disputed': '诉求人评价：没有解决',
  overdue: '有件超期',
  'call-task': '有消息要电话告知',
  approval: '等您审批',
  'approval-decided': '审批有结果',
  objection: '有异议等您裁定',
  'petition-review': '有复查、复核等您作出意见',
  order: '新的督办单',
  'order.due': '督办节点已过期',
  letter: '新的监督意见书',
  'letter.late': '监督意见书逾期',
  'duty.due': '法定期限快到了',
  'duty.overdue': '法定期限已过',
  retaliation: '有人反映被打击报复',
  intervention: '新登记一条干预插手',
  hotspot: '发现热点',
  'import-done': '导入完成',
  'import-failed': '导入没有完成',
  'export-ready': '导出文件好了',
  'export-failed': '导出没有完成',
  bulletin: '通报等您审核',
  'bulletin-returned': '通报退回给您修改',
  'webhook-disabled': '一个事件推送已停用',
} as const satisfies Record<StaffKind, string>

export const purposeLabels = {
  progress: { title: '办理进展', plain: '收到、受理、延期、结案' },
  answer: { title: '请您评价', plain: '答复了，等您说解决了没有' },
  safety: { title: '身份与安全', plain: '谁看了您的身份、办结后的回访' },
} as const satisfies Record<Purpose, { title: string; plain: string }>

export const channelLabels = {
  subscribe: '微信订阅消息',
  sms: '短信',
  call: '电话告知',
} as const satisfies Record<Channel, string>

export const pushLabels = { subscribe: '微信', sms: '短信' } as const satisfies Record<PushChannel, string>

export const deliveryStateLabels = {
  waiting: '待发送',
  sending: '发送中',
  sent: '已发出',
  delivered: '已送达',
  failed: '未送达',
  skipped: '不适用',
} as const

/** The quiet hours in words: `21:00 到次日 08:00`, or within one day `12:00 到 14:00`. */
export const quietWords = ({ from, until }: { from: string; until: string }): string =>
  `${from} 到${from > until ? '次日' : ''} ${until}`

/** The title and the line below it, made of the kind and a number; no word of anybody's stands in a message. */
export function messageOf(kind: string, { number, count }: { number: string | null; count: number | null }) {
  const title = [...Object.entries(residentNotices), ...Object.entries(staffNotices)].find(
    ([known]) => known === kind,
  )?.[1]
  const words = typeof title === 'string' ? title : title?.title
  const parts = [number && `编号 ${number}`, count !== null && `共 ${count} 件`].filter(Boolean)
  return { title: words ?? '新消息', text: parts.join('，') }
}
