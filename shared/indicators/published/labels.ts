import { verdictLabels } from '../labels.ts'
import type { Audience, CertifiedFigure, CertifiedMethod, PublishedState, WithExclusions } from './contract.ts'

export const publishedStateLabels: Record<PublishedState, string> = {
  'in-force': '有效',
  corrected: '已更正',
  withdrawn: '已撤下',
}

export const audienceLabels: Record<Audience, string> = { public: '向社会发布', office: '内部发布' }

export const methodLabels: Record<CertifiedMethod, string> = {
  wilson: 'Wilson 区间',
  'wilson-cc': 'Wilson 区间（连续性校正）',
  'clopper-pearson': 'Clopper-Pearson 精确区间',
  jeffreys: 'Jeffreys 区间',
  'agresti-coull': 'Agresti-Coull 区间',
  'mid-p': 'mid-p 区间',
  xlogit: 'logit 区间（按抽样设计）',
  logit: 'logit 区间',
  beta: 'Korn-Graubard 区间（按抽样设计）',
  mean: '正态近似区间（按抽样设计）',
  asin: '反正弦区间（按抽样设计）',
  'survey-wilson': 'Wilson 区间（按抽样设计）',
  delta: '德尔塔法区间',
  conservative: '保守区间（各部分同时取最不利）',
}

/** The method of an interval as its definition names it. */
export const methodInWords = (method: string): string =>
  Object.entries(methodLabels).find(([code]) => code === method)?.[1] ?? method

export const flipLabels: Record<WithExclusions['flips'], string> = {
  no: '剔除不改变结论',
  yes: '注意：把剔除的加回来，结论就不同',
  possible: '剔除的份数少，不单列；把它们加回来，结论可能不同',
}

/** Silence counted by order stands under this label and never in the first figure. */
export const orderedLabel = '按要求另计（含默认好评），不作为本指标的数字'

/** `没有评价的 120 件若都不满意，满意率是 61.2%；若都满意，是 95.0%` */
export function boundsInWords({ ofEligible: { missing, low, high } }: CertifiedFigure['bounds']): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`
  return `没有评价的 ${thousands(missing)} 件若都不满意，满意率是 ${percent(low)}；若都满意，是 ${percent(high)}`
}

const thousands = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** The verdict with the excluded ones put back, beside the verdict without them. */
export function exclusionsInWords({ verdict, withExclusions }: CertifiedFigure): string {
  const now = verdict ? verdictLabels[verdict] : '不下结论'
  const back = withExclusions.verdict ? verdictLabels[withExclusions.verdict] : null
  const words = flipLabels[withExclusions.flips]
  return back && withExclusions.flips === 'yes' ? `${words}（现在是${now}，加回来是${back}）` : words
}
