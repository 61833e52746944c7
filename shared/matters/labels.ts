import type { ClaimDelivery, MatterKind, PartyKind } from './contract.ts'

export const matterKindLabels: Record<MatterKind, string> = {
  enforcement: '行政执法',
  service: '政务服务',
  mediation: '调解',
  proposal: '建议提案',
  hotline: '热线',
}

export const partyKindLabels: Record<PartyKind, string> = {
  person: '个人',
  enterprise: '企业',
  none: '没有当事人',
}

export const claimDeliveryLabels: Record<ClaimDelivery, string> = {
  none: '没有电话，可在窗口出示',
  waiting: '短信待发',
  sent: '短信已发',
  failed: '短信没有送达，可在窗口出示',
}
