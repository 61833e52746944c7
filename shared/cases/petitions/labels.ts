import type { PetitionReview, RemedyLeft, ReviewLevel, ReviewOutcome } from './contract.ts'

export const reviewLevelLabels = { review: '复查', recheck: '复核' } as const satisfies Record<ReviewLevel, string>

export const reviewOutcomeLabels = {
  uphold: { title: '维持', plain: '原来的意见不变' },
  change: { title: '变更', plain: '以这份意见为准' },
  revoke: { title: '撤销', plain: '退回重新办理，重新答复' },
} as const satisfies Record<ReviewOutcome, { title: string; plain: string }>

/** `复查中`, `复查意见：维持`, `复查申请随重办终止`. */
export function reviewInWords({ level, state, outcome }: Pick<PetitionReview, 'level' | 'state' | 'outcome'>): string {
  const name = reviewLevelLabels[level]
  if (state === 'asked') return `${name}中`
  return outcome ? `${name}意见：${reviewOutcomeLabels[outcome].title}` : `${name}申请随重新办理终止`
}

export const finalWords = '复核意见是信访程序的最终意见，信访程序到此终结。以同一事实和理由再提出的，信访不再受理。'

/** What is still open to a resident after the end of 信访, in plain words. */
export const remedyWords = {
  reconsideration: '如果涉及行政机关对您作出的具体决定，仍可以申请行政复议，不收费。',
  litigation: '如果涉及行政机关对您作出的具体决定，仍可以向人民法院提起行政诉讼。',
} as const satisfies Record<RemedyLeft['path'], string>
