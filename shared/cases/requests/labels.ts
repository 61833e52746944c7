import type { PauseReason, RequestKind } from '../office/contract.ts'
import type { CaseRequest } from './contract.ts'

export const requestKindLabels = {
  extension: '延期',
  pause: '暂停计时',
  objection: '异议',
  closing: '批量结案',
} as const satisfies Record<RequestKind, string>

export const pauseReasonLabels = {
  'await-resident': '等诉求人补充材料',
  expert: '等鉴定、检测或评估结论',
  'other-decision': '等法院、复议机关等作出决定',
  'force-majeure': '不可抗力',
} as const satisfies Record<PauseReason, string>

export const requestStateLabels = {
  asked: '待审核',
  approved: '已同意',
  refused: '未同意',
  lapsed: '已失效',
} as const satisfies Record<CaseRequest['state'], string>
