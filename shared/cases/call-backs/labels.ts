import type { Exclusion, Outcome, Responded, Solved } from './contract.ts'

export const outcomeLabels: Record<Outcome, string> = {
  answered: '有效回访',
  'not-reached': '未接通',
  declined: '拒答',
  excluded: '剔除',
}

export const exclusionLabels: Record<Exclusion, string> = {
  'wrong-number': '号码不对',
  'not-the-person': '不是诉求人本人',
  'other-path': '已走别的途径',
  repeated: '同一件事重复抽到',
}

export const respondedLabels: Record<Responded, string> = {
  yes: '24 小时内联系了',
  no: '没有在 24 小时内联系',
  unknown: '不记得',
}

export const solvedLabels: Record<Solved, string> = {
  solved: '解决了',
  partly: '基本解决',
  'not-solved': '没有解决',
}

/** What whoever calls says, in order: who calls, the three questions, and the goodbye. */
export const script = {
  opening:
    '您好，这里是{place}民意回访，和办理单位不是一家。您之前反映的“{title}”已经结案，想占用您一分钟问三个问题，您可以随时不答。',
  responded: '第一，承办单位在 24 小时内联系过您吗？',
  solved: '第二，您反映的问题解决了没有：解决了、基本解决，还是没有解决？',
  grade: '第三，您对办理结果满意吗：非常满意、满意、基本满意、不满意，还是非常不满意？',
  reopening: '如果没有解决，您可以要求再办一次。您要不要退回重办？',
  closing: '谢谢您。您今天说的，办理单位只能看到汇总数，看不到是哪一位说的。',
} as const
