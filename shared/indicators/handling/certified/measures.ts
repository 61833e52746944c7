import { type Tier, tiers } from '../../../cases/contract.ts'
import type { HandlingMethod, StatePart } from '../../definitions/contract.ts'

/** What is measured of an item, by the states that it may be in at the cut. */
export const itemMeasures = [
  'accepted',
  'ended',
  'responded',
  'on-time',
  'solved',
  'satisfied',
  'tier',
  'paused',
] as const
export type ItemMeasure = (typeof itemMeasures)[number]

/** What is measured of a call-back. */
export const callMeasures = ['responded', 'solved', 'satisfied'] as const
export type CallMeasure = (typeof callMeasures)[number]

type State = HandlingMethod['states'][number]

const of = (part: StatePart, names: Readonly<Record<string, string>>): State[] =>
  Object.entries(names).map(([code, name]) => ({ code, name, part }))

/** Ends that say nothing about handling, as states of their own. */
const outside = of('excluded', {
  'not-responsible': '不属职责',
  'other-path': '走其他法定途径',
  duplicate: '重复诉求',
  refused: '不予受理',
  withdrawn: '撤回',
})

const gradeStates = [
  ...of('counted', { g5: '非常满意', g4: '满意', g3: '基本满意' }),
  ...of('other', { g2: '不满意', g1: '非常不满意' }),
]
const solvedStates = [
  ...of('counted', { solved: '解决了', partly: '部分解决' }),
  ...of('other', { 'not-solved': '没有解决' }),
]
const unanswered = of('pending', { asking: '已答复，还没有表态', unreplied: '还没有答复' })
const silent = of('silent', { silent: '问过，没有表态' })

const itemStates: Record<Exclude<ItemMeasure, 'tier'>, State[]> = {
  accepted: [
    ...of('counted', { accepted: '已受理' }),
    ...of('other', { refused: '不予受理', waiting: '没有受理（含登记中、重复、撤回）' }),
  ],
  ended: [
    ...of('counted', { ended: '已办结' }),
    ...of('other', { open: '还在办理' }),
    ...of('pending', { 'not-accepted': '没有受理' }),
  ],
  responded: [
    ...of('counted', { within: '收到后 24 小时内受理' }),
    ...of('other', { late: '24 小时内没有受理' }),
    ...of('pending', { 'not-due': '收到不满 24 小时' }),
    ...outside,
  ],
  'on-time': [
    ...of('counted', { 'on-time': '各道时限都没有超过' }),
    ...of('other', { late: '有时限超过了' }),
    ...of('pending', { running: '还在期限内办理', 'no-clock': '没有设时限' }),
    ...outside,
  ],
  solved: [...solvedStates, ...silent, ...unanswered, ...outside],
  satisfied: [...gradeStates, ...silent, ...of('pending', { ungraded: '表了态，没有打分' }), ...unanswered, ...outside],
  paused: [
    ...of('counted', { paused: '办理期限曾经暂停' }),
    ...of('other', { never: '没有暂停过' }),
    ...of('pending', { 'no-clock': '没有设时限' }),
  ],
}

const tierNames: Record<Tier, string> = {
  grid: '网格',
  village: '村居',
  township: '乡镇街道',
  district: '区',
  city: '市',
}

/** Settled in this tier or below is counted; settled above and not settled are the rest of one denominator. */
const tierStates = (upTo: Tier): State[] => [
  ...tiers.flatMap((tier) =>
    of(tiers.indexOf(tier) <= tiers.indexOf(upTo) ? 'counted' : 'other', {
      [`settled-${tier}`]: `在${tierNames[tier]}解决`,
    }),
  ),
  ...of('other', { 'not-settled': '没有解决' }),
  ...silent,
  ...of('pending', { open: '在办，或还没有表态' }),
  ...outside,
]

const unreached = [...of('silent', { 'not-reached': '未接通', declined: '拒答' })]
const strayCalls = of('excluded', {
  'wrong-number': '号码不对',
  'not-the-person': '不是诉求人本人',
  'other-path': '已走别的途径',
  repeated: '同一件事重复抽到',
})

const callStates: Record<CallMeasure, State[]> = {
  responded: [
    ...of('counted', { yes: '24 小时内联系过' }),
    ...of('other', { no: '24 小时内没有联系' }),
    ...of('pending', { unknown: '不记得' }),
    ...unreached,
    ...strayCalls,
  ],
  solved: [...solvedStates, ...of('pending', { unsaid: '没有说' }), ...unreached, ...strayCalls],
  satisfied: [...gradeStates, ...of('pending', { unsaid: '没有说' }), ...unreached, ...strayCalls],
}

const inRange = { name: '属于办理范围', without: outside.map(({ code }) => code) }
const replied = { name: '已答复', without: ['unreplied'] }
const asked = { name: '问过诉求人', without: ['asking'] }

type Narrowing = { name: string; without: readonly string[] }

const itemSteps: Record<ItemMeasure, readonly Narrowing[]> = {
  accepted: [],
  ended: [{ name: '已受理', without: ['not-accepted'] }],
  responded: [inRange, { name: '已受理，或收到满 24 小时', without: ['not-due'] }],
  'on-time': [
    inRange,
    { name: '设了时限', without: ['no-clock'] },
    { name: '已办结，或时限已到', without: ['running'] },
  ],
  solved: [inRange, replied, asked, { name: '表了态', without: ['silent'] }],
  satisfied: [inRange, replied, asked, { name: '打了分', without: ['silent', 'ungraded'] }],
  tier: [inRange, { name: '办完问过', without: ['open'] }, { name: '表了态', without: ['silent'] }],
  paused: [{ name: '设了时限', without: ['no-clock'] }],
}

const callSteps: readonly Narrowing[] = [
  { name: '该打的', without: strayCalls.map(({ code }) => code) },
  { name: '接通并作答', without: unreached.map(({ code }) => code) },
  { name: '答了这一题', without: ['unknown', 'unsaid'] },
]

/** The funnel: everything, and at each step those that are left. */
function stepsOf(first: string, states: readonly State[], narrowings: readonly Narrowing[]): HandlingMethod['steps'] {
  let left = states.map(({ code }) => code)
  const steps = [{ name: first, states: left }]
  for (const { name, without } of narrowings) {
    left = left.filter((code) => !without.includes(code))
    steps.push({ name, states: left })
  }
  return steps
}

/** How a measure of items is computed; `upTo` is the highest tier that counts for the share settled in tiers. */
export function methodOfItems(measure: ItemMeasure, upTo: Tier = 'grid'): HandlingMethod {
  const states = measure === 'tier' ? tierStates(upTo) : itemStates[measure]
  return { rows: 'items', states, steps: stepsOf('收到', states, itemSteps[measure]) }
}

export function methodOfCalls(measure: CallMeasure): HandlingMethod {
  const states = callStates[measure]
  return { rows: 'calls', states, steps: stepsOf('打完回访', states, callSteps) }
}
