import type { HandlingRate } from './contract.ts'

export const handlingRateLabels: Record<HandlingRate, string> = {
  responded: '响应率',
  solved: '解决率',
  satisfied: '满意率',
  'on-time': '按期办结率',
}

/** What each rate counts, for the method page. */
export const handlingRateWords: Record<HandlingRate, string> = {
  responded: '回访接通并作答的人中，说 24 小时内有人联系过的',
  solved: '答复后表态的人中，说“解决了”或“部分解决”的；没有表态的不算解决，也不进分母',
  satisfied: '答复后打了分的人中，打“非常满意”“满意”“基本满意”的',
  'on-time': '已经办结或已经到期的件中，在期限内办结的',
}
