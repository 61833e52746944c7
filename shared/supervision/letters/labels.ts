import type { LetterKind, LetterState } from './contract.ts'

export const letterKindLabels = {
  supervision: { title: '督办函', series: '督办函', plain: '督促限期办理' },
  enforcement: { title: '行政执法监督函', series: '执监函', plain: '纠正执法中的问题' },
} as const satisfies Record<LetterKind, { title: string; series: string; plain: string }>

export const letterStateLabels = {
  sent: '待签收',
  acknowledged: '整改中',
  corrected: '待报告',
  reported: '待验收',
  'sent-back': '退回再改',
  accepted: '已验收',
  withdrawn: '已撤销',
} as const satisfies Record<LetterState, string>

export const letterStepLabels: Record<string, string> = {
  send: '发函送达',
  acknowledge: '签收',
  correct: '整改完成',
  report: '报告整改情况',
  accept: '验收通过',
  'send-back': '退回再改',
  object: '提出异议',
  'review-upheld': '复核：维持',
  'review-withdrawn': '复核：撤销',
  recount: '重算期限',
  'late-correct': '改正逾期',
  'late-report': '报告逾期',
  'late-review': '异议复核逾期',
}
