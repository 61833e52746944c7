import type { ClockDefinition } from '../contract.ts'
import { natural, working } from './row.ts'

const petition = '《信访工作条例》（2022 年 5 月 1 日起施行）'

export const shippedPathClocks: readonly ClockDefinition[] = [
  natural('petition-register', '信访：登记、受理或转送、交办', { days: 15 }, petition),
  working('petition-objection', '信访：对转送、交办提出异议', { days: 5 }, petition),
  natural(
    'petition-handle',
    '信访：办结并答复',
    { days: 60, extendBy: 30 },
    `${petition}；经批准可延长 30 日并告知理由`,
  ),
  natural('petition-review-ask', '信访：信访人申请复查', { days: 30 }, petition),
  natural('petition-review', '信访：作出复查意见', { days: 30 }, petition),
  natural('petition-recheck-ask', '信访：信访人申请复核', { days: 30 }, petition),
  natural('petition-recheck', '信访：作出复核意见', { days: 30 }, petition),
  natural('reconsideration-ask', '诉求人申请行政复议', { days: 60 }, '《行政复议法》：自知道行政行为之日起 60 日内'),
  natural('litigation-ask', '诉求人提起行政诉讼', { months: 6 }, '《行政诉讼法》：自知道行政行为之日起 6 个月内'),
  natural('arbitration-ask', '诉求人申请劳动争议仲裁', { months: 12 }, '《劳动争议调解仲裁法》：时效 1 年'),
]
