import { type CaseKind, caseKinds, type Tier } from '../../../cases/contract.ts'
import { tieredKinds } from '../../../cases/tiers/rules.ts'
import { catalogue } from '../../catalogue/catalogue.ts'
import type { DefinitionInFull, HandlingMethod } from '../../definitions/contract.ts'
import { threeRates } from '../../three-rates/contract.ts'
import { threeRateWords } from '../../three-rates/labels.ts'
import { handlingRateWords } from '../labels.ts'
import { denominators } from '../rules.ts'
import { tierSettledWords } from '../tiers/rules.ts'
import { type HandlingGroup, handlingIdOf } from './contract.ts'
import { type CallMeasure, type ItemMeasure, methodOfCalls, methodOfItems } from './measures.ts'

/** A rate of handling that a tenant starts with: its definition, and the promise that it answers, by its number in the catalogue. */
export type HandlingIndicator = {
  group: HandlingGroup
  measure: ItemMeasure | CallMeasure
  promise: string
  definition: DefinitionInFull
}

type Drawn = Pick<DefinitionInFull, 'id' | 'name' | 'numerator' | 'denominator' | 'target'> & {
  kinds: readonly string[]
  grades?: number[]
  design?: DefinitionInFull['design']
  handling: HandlingMethod
}

const definitionOf = ({ kinds, grades = [], design = 'census', ...drawn }: Drawn): DefinitionInFull => ({
  ...drawn,
  version: 1,
  source: 'cases',
  kinds: [...kinds],
  channels: [],
  grades,
  weights: 'none',
  design,
  method: 'wilson',
  level: 0.95,
  minN: 30,
  targetBasis: 'tenant',
  windowDays: null,
  silence: null,
  parts: [],
})

type ItemWords = { name: string; numerator: string; denominator: string; target: number | null }

const itemWords: Record<Exclude<ItemMeasure, 'tier' | 'paused'>, ItemWords> = {
  accepted: { name: '受理率', numerator: '已经受理的件', denominator: '收到的全部件', target: null },
  ended: { name: '办结率', numerator: '已经办结的件', denominator: '已经受理的件', target: null },
  responded: {
    name: '响应率',
    numerator: handlingRateWords.responded,
    denominator: denominators.responded,
    target: 0.9,
  },
  'on-time': {
    name: '按期办结率',
    numerator: handlingRateWords['on-time'],
    denominator: denominators['on-time'],
    target: 0.9,
  },
  solved: { name: '解决率', numerator: handlingRateWords.solved, denominator: denominators.solved, target: 0.9 },
  satisfied: {
    name: '满意率',
    numerator: handlingRateWords.satisfied,
    denominator: denominators.satisfied,
    target: 0.9,
  },
}
const measuresOfItems = ['accepted', 'ended', 'responded', 'on-time', 'solved', 'satisfied'] as const

const subjects: readonly {
  group: 'items' | 'complaints'
  kinds: readonly CaseKind[]
  word: string
  promise: string
}[] = [
  { group: 'items', kinds: caseKinds, word: '民意件', promise: 'IND-002-06' },
  { group: 'complaints', kinds: ['complaint', 'report'], word: '投诉举报', promise: 'IND-002-25' },
]

const ofItems: HandlingIndicator[] = subjects.flatMap(({ group, kinds, word, promise }) =>
  measuresOfItems.map((measure): HandlingIndicator => {
    const { name, ...words } = itemWords[measure]
    const told = group === 'complaints' && (measure === 'solved' || measure === 'satisfied')
    return {
      group,
      measure,
      promise: told ? 'IND-002-26' : promise,
      definition: definitionOf({
        ...words,
        id: handlingIdOf(group, measure),
        name: `${word}${name}`,
        kinds,
        grades: measure === 'satisfied' ? [5, 4, 3] : [],
        handling: methodOfItems(measure),
      }),
    }
  }),
)

const ofCalls: HandlingIndicator[] = threeRates.map((rate) => ({
  group: 'calls',
  measure: rate,
  promise: 'IND-002-06',
  definition: definitionOf({
    ...threeRateWords[rate],
    id: handlingIdOf('calls', rate),
    name: { responded: '回访响应率', solved: '回访解决率', satisfied: '回访满意率' }[rate],
    target: 0.9,
    kinds: [],
    grades: rate === 'satisfied' ? [5, 4, 3] : [],
    design: 'sample',
    handling: methodOfCalls(rate),
  }),
}))

const tierIndicators: readonly { upTo: Tier; name: string; promise: string; target: number | null }[] = [
  { upTo: 'grid', name: '小事不出网格：网格化解率', promise: 'IND-003-01', target: 0.96 },
  { upTo: 'village', name: '一般事不出村居：村居及以下化解率', promise: 'IND-000-17', target: null },
  { upTo: 'township', name: '大事不出乡镇：乡镇街道及以下化解率', promise: 'IND-000-17', target: null },
  { upTo: 'district', name: '重大疑难不出区：区及以下化解率', promise: 'IND-000-17', target: null },
]

const ofTiers: HandlingIndicator[] = tierIndicators.map(({ upTo, name, promise, target }) => ({
  group: 'tiers',
  measure: 'tier',
  promise,
  definition: definitionOf({
    ...{ id: handlingIdOf('tiers', upTo), name, target, kinds: tieredKinds, ...tierSettledWords },
    numerator: tierSettledWords.numerator.replace('这一级', '这一级或更低一级'),
    handling: methodOfItems('tier', upTo),
  }),
}))

const ofPauses: HandlingIndicator = {
  group: 'items',
  measure: 'paused',
  promise: 'IND-002-25',
  definition: definitionOf({
    id: handlingIdOf('items', 'paused'),
    name: '暂停计时的件占比',
    numerator: '办理期限曾经暂停的件',
    denominator: '这段时间收到、起算过办理期限的件',
    target: null,
    kinds: caseKinds,
    handling: methodOfItems('paused'),
  }),
}

/** The rates of handling that every tenant starts with, in the order in which they are listed. */
export const handlingIndicators: readonly HandlingIndicator[] = [...ofItems, ...ofCalls, ...ofTiers, ofPauses]

/** The rate of handling of an id; undefined where the id is none. */
export const findHandling = (id: string): HandlingIndicator | undefined =>
  handlingIndicators.find(({ definition }) => definition.id === id)

/** The indicators that count the same statement over the same kind of rows, itself among them: one could be subtracted from another. */
export function familyOf(id: string): string[] {
  const own = findHandling(id)
  return handlingIndicators
    .filter(({ definition, measure }) => measure === own?.measure && rowsOf(definition) === rowsOf(own.definition))
    .map(({ definition }) => definition.id)
}

const rowsOf = ({ handling }: DefinitionInFull) => handling?.rows

/** The promise of a plan that an indicator answers, as its certificates quote it. */
export function promiseOf({ promise }: HandlingIndicator) {
  const found = catalogue.find(({ id }) => id === promise)
  if (!found) throw new Error(`the catalogue has no ${promise}`)
  const { document, scope, clause } = found
  return { ...scope, clause: { document: document.title, number: document.number, ...clause } }
}
