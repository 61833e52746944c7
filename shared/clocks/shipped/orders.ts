import type { ClockDefinition } from '../contract.ts'
import { natural } from './row.ts'

const thirteen = '山西省“13710”工作制度（2016 年）'
const letters = '山东省行政执法监督有关规定（各地可改）'
const inspection = '《政府督查工作条例》'

/** 13710 has natural days only; its 0 is no clock: who assigned it clears it, however long that takes. */
export const shippedOrderClocks: readonly ClockDefinition[] = [
  natural('order-study', '13710 的 1：当日研究部署', { days: 0 }, thirteen),
  natural('order-report', '13710 的 3：3 日内反馈进展', { days: 3 }, thirteen),
  natural('order-ordinary', '13710 的 7：一般事项 7 日内办结', { days: 7 }, thirteen),
  natural('order-major', '13710 的 1：重大事项 1 个月内办结', { months: 1 }, `${thirteen}；办不结的要有带日期的计划`),
  natural('letter-correct', '行政执法监督意见书：改正', { days: 30 }, letters),
  natural('letter-report', '行政执法监督意见书：书面报告', { days: 30 }, letters),
  natural('inspection-objection', '督查：对督查结论提出异议', { days: 30 }, inspection),
  natural('inspection-review', '督查：答复异议', { days: 30 }, inspection),
]
