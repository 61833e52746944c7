import type { ClockDefinition } from './contract.ts'

const officeHours = '17:30'
const midnight = '24:00'

/**
 * What a new tenant starts with. From then on only its own parameters count; each row keeps the note of its source, which the
 * administrator sees and replaces.
 */
export const shippedClocks: readonly ClockDefinition[] = [
  {
    clock: 'complaint-accept',
    version: 1,
    matter: '行政执法投诉：决定是否受理',
    dayKind: 'working',
    days: 5,
    extendBy: 0,
    endsAt: officeHours,
    source: '行政执法投诉举报的地方通行规定（各地可改）',
  },
  {
    clock: 'complaint-decide',
    version: 1,
    matter: '行政执法投诉：作出处理并答复',
    dayKind: 'natural',
    days: 30,
    extendBy: 20,
    endsAt: midnight,
    source: '行政执法投诉举报的地方通行规定，复杂的可延长 20 日并告知理由（各地可改）',
  },
  {
    clock: 'opinion-reply',
    version: 1,
    matter: '意见建议、咨询、求助：答复',
    dayKind: 'working',
    days: 5,
    extendBy: 0,
    endsAt: officeHours,
    source: '济南、潍坊等地热线办理规定（各地可改）',
  },
  {
    clock: 'stuck-reply',
    version: 1,
    matter: '办不成事反映窗口：答复',
    dayKind: 'working',
    days: 15,
    extendBy: 0,
    endsAt: officeHours,
    source: '江苏省“办不成事”反映窗口规定（各地可改）',
  },
  {
    clock: 'call-back',
    version: 1,
    matter: '两方说法不一：回访核实',
    dayKind: 'working',
    days: 1,
    extendBy: 0,
    endsAt: officeHours,
    source: '本系统默认',
  },
  {
    clock: 'verdict',
    version: 1,
    matter: '诉求人对答复作出评价',
    dayKind: 'natural',
    days: 7,
    extendBy: 0,
    endsAt: midnight,
    source: '本系统默认；到期不选记为未表态，不算解决',
  },
  {
    clock: 'appeal',
    version: 1,
    matter: '诉求人申请重办一次',
    dayKind: 'natural',
    days: 15,
    extendBy: 0,
    endsAt: midnight,
    source: '本系统默认，自结案次日起算',
  },
]
