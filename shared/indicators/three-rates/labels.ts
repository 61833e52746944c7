import type { ThreeRate } from './contract.ts'

export const threeRateLabels: Record<ThreeRate, string> = {
  responded: '响应率',
  solved: '解决率',
  satisfied: '满意率',
}

/** What each rate counts and over what, for the method page. */
export const threeRateWords: Record<ThreeRate, { numerator: string; denominator: string }> = {
  responded: {
    numerator: '诉求人说承办单位 24 小时内联系过的',
    denominator: '有效回访中记得有没有联系的；不记得的不算',
  },
  solved: { numerator: '诉求人说“解决了”或“基本解决”的', denominator: '有效回访' },
  satisfied: { numerator: '诉求人说“非常满意”“满意”“基本满意”的', denominator: '有效回访' },
}
