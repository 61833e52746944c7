import type { ClockDefinition } from '../contract.ts'
import { natural, working } from './row.ts'

const local = '行政执法投诉举报的地方通行规定'
const ours = '本系统默认（各地可改）'
const tiers = '本系统默认：五级办理各级时限由本地确定（各地可改）'

export const shippedItemClocks: readonly ClockDefinition[] = [
  working('complaint-accept', '行政执法投诉：决定是否受理', { days: 5 }, `${local}（各地可改）`),
  natural(
    'complaint-decide',
    '行政执法投诉：作出处理并答复',
    { days: 30, extendBy: 20 },
    `${local}，复杂的可延长 20 日并告知理由（各地可改）`,
  ),
  working('opinion-reply', '意见建议、咨询、求助：答复', { days: 5 }, '济南、潍坊等地热线办理规定（各地可改）'),
  working('stuck-reply', '办不成事反映窗口：答复', { days: 15 }, '江苏省“办不成事”反映窗口规定（各地可改）'),
  working(
    'hotline-reply',
    '热线工单：答复；件件回访，不满意的退回重办一次',
    { days: 5 },
    '济南、潍坊等地热线办理规定（各地可改）',
  ),
  working('call-back', '两方说法不一：回访核实', { days: 1 }, '本系统默认'),
  natural('verdict', '诉求人对答复作出评价', { days: 7 }, '本系统默认；到期不选记为未表态，不算解决'),
  natural('appeal', '诉求人申请重办一次', { days: 15 }, '本系统默认，自结案次日起算'),
  working(
    'objection',
    '承办单位对转办、交办提出异议（只能一次）',
    { days: 5 },
    '比照《信访工作条例》对转送、交办的异议期限（各地可改）',
  ),
  working('objection-review', '分派岗审核异议', { days: 2 }, ours),
  working('approval', '延期、暂停计时、批量结案：另一人审核', { days: 1 }, ours),
  working('tier-grid', '网格一级没有办结：自动升到村居', { days: 3 }, tiers),
  working('tier-village', '村居一级没有办结：自动升到乡镇街道', { days: 5 }, tiers),
  working('tier-township', '乡镇街道一级没有办结：自动升到区', { days: 10 }, tiers),
  working('tier-district', '区一级没有办结：自动升到市', { days: 20 }, tiers),
]
