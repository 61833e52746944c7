import { caseKinds, conducts } from '../../cases/contract.ts'
import { caseKindLabels, conductLabels } from '../../cases/labels.ts'
import { handlingRateLabels } from '../../indicators/handling/labels.ts'
import type { BulletinFigures, BulletinSection } from '../contract.ts'
import {
  type Counted,
  changeWords,
  countChange,
  countWords,
  isAnnual,
  type PeriodCounts,
  percent,
  protectedConducts,
  protectedKinds,
  type Share,
} from '../counting/rules.ts'
import type { ChangedNumber, ComparedLine } from './contract.ts'

/** The counts and rates of a bulletin beside those of the period before and of the year before (与上期对照), small cells protected. */
export function comparisonOf(counted: Counted): ComparedLine[] {
  const { kind, now, before, yearBefore, definitions } = counted
  const year = isAnnual(kind) ? null : yearBefore
  const counts = countColumns.map(({ key, label }): ComparedLine => {
    const change = countChange(now[key], before[key])
    return {
      key,
      label,
      now: countWords(now[key]),
      before: countWords(before[key]),
      yearBefore: year && countWords(year[key]),
      change: change?.words ?? few,
    }
  })
  const rates = rateColumns.map((rate): ComparedLine => {
    const { minN } = definitions[rate]
    return {
      key: rate,
      label: handlingRateLabels[rate],
      now: rateWords(now.rates[rate], minN),
      before: rateWords(before.rates[rate], minN),
      yearBefore: year && rateWords(year.rates[rate], minN),
      change: changeWords(now.rates[rate], before.rates[rate], minN),
    }
  })
  return [...counts, ...rates, ...partLines(counted)]
}

const few = '件数少，不作比较'

const countColumns = [
  { key: 'received', label: '收到' },
  { key: 'accepted', label: '受理' },
  { key: 'refused', label: '不予受理' },
  { key: 'ended', label: '办结' },
  { key: 'silent', label: '未表态' },
] as const

const rateColumns = ['on-time', 'solved', 'satisfied'] as const

const rateWords = ({ good, of }: Share, minN: number): string =>
  of < minN ? '不列' : `${percent(good / of)}（n=${of}）`

function partLines({ kind, now, before, yearBefore }: Counted): ComparedLine[] {
  const part = (key: string, label: string, of: (counts: PeriodCounts) => number | null): ComparedLine => {
    const words = (counts: PeriodCounts) => {
      const count = of(counts)
      return count === null ? '不单列' : countWords(count)
    }
    const [current, earlier] = [of(now), of(before)]
    const change = current === null || earlier === null ? null : countChange(current, earlier)
    return {
      key,
      label,
      now: words(now),
      before: words(before),
      yearBefore: isAnnual(kind) ? null : words(yearBefore),
      change: change?.words ?? few,
    }
  }
  if (isAnnual(kind))
    return caseKinds.map((one) => part(`kind.${one}`, caseKindLabels[one], (of) => protectedKinds(of)[one]))
  return conducts.map((one) => part(`conduct.${one}`, conductLabels[one].title, (of) => protectedConducts(of)[one]))
}

/** The numbers whose printed form a recount changed, in the order in which they are counted now. */
export function changedNumbers(
  was: Pick<BulletinFigures, 'numbers'>,
  now: Pick<BulletinFigures, 'numbers'>,
): ChangedNumber[] {
  const earlier = new Map(was.numbers.map((one) => [one.key, one]))
  const present = new Set(now.numbers.map(({ key }) => key))
  const gone = was.numbers.filter(({ key }) => !present.has(key))
  return [
    ...now.numbers.flatMap(({ key, label, shown }) => {
      const before = earlier.get(key)?.shown ?? null
      return before === shown ? [] : [{ key, label, was: before, now: shown }]
    }),
    ...gone.map(({ key, label, shown }) => ({ key, label, was: shown, now: null })),
  ]
}

/**
 * The text of a draft whose numbers were counted anew: its words stay, tables and charts that are there no more leave it, and the list of
 * interventions, which no bulletin may lack, comes into it.
 */
export function keptSections(
  sections: readonly BulletinSection[],
  { tables, charts }: Pick<BulletinFigures, 'tables' | 'charts'>,
): BulletinSection[] {
  const known = new Set([...tables, ...charts].map(({ key }) => key))
  const kept = sections.map((one) => ({
    ...one,
    tables: one.tables.filter((key) => known.has(key)),
    charts: one.charts.filter((key) => known.has(key)),
  }))
  if (!known.has('interventions') || kept.some((one) => one.tables.includes('interventions'))) return kept
  const place = kept.find(({ id }) => id === 'supervision') ?? kept[kept.length - 1]
  return kept.map((one) => (one === place ? { ...one, tables: [...one.tables, 'interventions'] } : one))
}
