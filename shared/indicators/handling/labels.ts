import type { HandlingRate } from './contract.ts'

export const handlingRateLabels: Record<HandlingRate, string> = {
  responded: '响应率',
  solved: '解决率',
  satisfied: '满意率',
  'on-time': '按期办结率',
}

/** What each rate counts, for the method page. */
export const handlingRateWords: Record<HandlingRate, string> = {
  responded: '收到后 24 小时内受理的（按系统记录；诉求人自己的说法在回访三率里）',
  solved: '诉求人说“解决了”或“部分解决”的；没有表态的不算解决，也不进分母',
  satisfied: '诉求人打“非常满意”“满意”“基本满意”的',
  'on-time': '各道时限都没有超过的',
}
