import type { Adoption, Assessment, OpinionStage } from './contract.ts'

export const assessmentLabels: Record<Assessment, string> = {
  weighed: '交起草单位研究',
  'out-of-scope': '与草案无关，按一般意见办理',
}

export const adoptionLabels: Record<Adoption, string> = {
  adopted: '采纳',
  partly: '部分采纳',
  'not-adopted': '未采纳',
}

/** What an opinion waits for in each stage. */
export const opinionStageLabels: Record<OpinionStage, string> = {
  collected: '待评估',
  assessed: '待反馈',
  decided: '已反馈',
}
