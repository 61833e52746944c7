import { caseKinds, conducts } from '../../cases/contract.ts'
import { caseKindLabels, conductLabels } from '../../cases/labels.ts'
import type { HandlingRate } from '../../indicators/handling/contract.ts'
import { handlingRateLabels, handlingRateWords } from '../../indicators/handling/labels.ts'
import { dayInWords } from '../../platform/time.ts'
import type { BulletinFigures, BulletinNumber, NumberSource } from '../contract.ts'
import {
  type CertifiedRate,
  type Counted,
  certificateOf,
  changeWords,
  countChange,
  countWords,
  isAnnual,
  percent,
  protectedConducts,
  protectedKinds,
  type Quoted,
  type Share,
  sourceOf,
} from '../counting/rules.ts'
import { smallest } from '../rules.ts'
import { interventionTable, monthsChart, placesTable } from '../tables/rules.ts'

/** The numbers, tables and charts of a bulletin, protected and in their printed form. */
export function figuresFrom(counted: Counted): Pick<BulletinFigures, 'numbers' | 'tables' | 'charts'> {
  const { interventions } = counted
  return {
    numbers: [
      ...countNumbers(counted),
      ...changeNumbers(counted),
      ...partNumbers(counted),
      ...rateNumbers(counted),
      ...supervisionNumbers(counted),
      ...quotedNumbers(counted),
      ...typicalNumbers(counted),
    ],
    tables: [placesTable(counted), ...(interventions.length > 0 ? [interventionTable(counted)] : [])],
    charts: [monthsChart(counted)],
  }
}

type Plain = { key: string; label: string; value: number; words: string; source: NumberSource; measure?: string }

const count = ({ key, label, value, words, source, measure }: Plain): BulletinNumber => ({
  key,
  label,
  shown: countWords(value, measure),
  value: value > 0 && value < smallest ? null : value,
  rate: null,
  words,
  source,
})

const subject = ({ kinds }: Counted) => kinds.map((kind) => caseKindLabels[kind]).join('、')

function countNumbers(counted: Counted): BulletinNumber[] {
  const { now } = counted
  const of = `收到时间在本期的${subject(counted)}`
  const source = sourceOf(counted, 'items-of-period', now)
  return [
    count({ key: 'received', label: '收到', value: now.received, words: `${of}，每件一份`, source }),
    count({ key: 'accepted', label: '受理', value: now.accepted, words: `${of}中，到截止时已受理的`, source }),
    count({
      key: 'refused',
      label: '不予受理',
      value: now.refused,
      words: `${of}中，不予受理的，均告知理由和去处`,
      source,
    }),
    count({ key: 'ended', label: '办结', value: now.ended, words: `${of}中，到截止时已办结的`, source }),
    count({
      key: 'silent',
      label: '未表态',
      value: now.silent,
      words: `${of}中，答复后诉求人没有表态的，不当作满意`,
      source,
    }),
    ...rateNumber(counted, 'accepted', { key: 'accepted-share', label: '受理率', words: '受理 ÷ 收到' }),
    ...rateNumber(counted, 'ended', { key: 'ended-share', label: '办结率', words: '办结 ÷ 受理' }),
  ]
}

/** A rate as its certificates have it, each of them after it; without one only that it is not told, and what would have it told. */
function rateNumber(
  counted: Counted,
  rate: CertifiedRate,
  { key, label, words }: { key: string; label: string; words: string },
): BulletinNumber[] {
  const certificate = counted.certified.now[rate]
  if (!certificate) {
    return [
      {
        ...{ key, label, shown: '（还没有发布，不列）', value: null, rate: null },
        words: `${words}；先发布这段时间的${label}，再照此重算，就按出生证明列出`,
        source: sourceOf(counted, 'items-of-period', counted.now),
      },
    ]
  }
  const parts = certificate.parts.map((part, i) => ({ ...quotedNumber(part), key: `${key}.${i + 1}` }))
  if (parts.length === 0) {
    return [{ ...quotedNumber(certificate), key, label, words: `${words}；已发布数字，出生证明全文可查` }]
  }
  const source = { kind: 'derived' as const, from: parts.map((part) => part.key) }
  const added = `${words}；由${parts.length}个已发布的数字相加，每个的出生证明全文可查`
  return [{ ...quotedNumber(certificate), key, label, words: added, source }, ...parts]
}

function changeNumbers(counted: Counted): BulletinNumber[] {
  const { now, before, yearBefore, kind } = counted
  const received = { key: 'received', label: '收到件数', now: now.received }
  const last = isAnnual(kind) ? '上年' : '上期'
  const compared = [
    changeOf({ ...received, before: before.received, against: 'before', than: last }),
    count({
      key: 'received.before',
      label: `${last}收到`,
      value: before.received,
      words: `收到时间在${last}的件`,
      source: sourceOf(counted, 'items-before', before),
    }),
  ]
  if (isAnnual(kind)) return compared
  return [
    ...compared,
    changeOf({ ...received, before: yearBefore.received, against: 'year', than: '上年同期' }),
    count({
      key: 'received.year',
      label: '上年同期收到',
      value: yearBefore.received,
      words: '收到时间在上年同期的件',
      source: sourceOf(counted, 'items-year-before', yearBefore),
    }),
  ]
}

type Change = { key: string; label: string; now: number; before: number; against: string; than: string }

/** How a count stands to an earlier one: in pieces, and in percent where the earlier one holds thirty. */
function changeOf({ key, label, now, before, against, than }: Change): BulletinNumber {
  const found = countChange(now, before)
  const told = found?.change === 0 ? `与${than}持平` : `比${than}${found?.words ?? '件数少，不作比较'}`
  return {
    key: `${key}.${against}-change`,
    label: `${label}比${than}`,
    shown: told,
    value: found?.change ?? null,
    rate: null,
    words: '本期减去所比的那一期；所比的一期不到30件时不列百分比',
    source: { kind: 'derived', from: [key, `${key}.${against}`] },
  }
}

function partNumbers(counted: Counted): BulletinNumber[] {
  const { now, kind } = counted
  const source = sourceOf(counted, 'items-of-period', now)
  const part = (key: string, label: string, value: number | null): BulletinNumber => ({
    key,
    label,
    shown: value === null ? '件数少，不单列' : countWords(value),
    value,
    rate: null,
    words: '本期收到的件，按受理时的分类；1至4件的不单列，并多隐去一类',
    source,
  })
  if (isAnnual(kind)) {
    const shown = protectedKinds(now)
    return caseKinds.map((one) => part(`kind.${one}`, caseKindLabels[one], shown[one]))
  }
  const shown = protectedConducts(now)
  return conducts.map((one) => part(`conduct.${one}`, conductLabels[one].title, shown[one]))
}

const told = ['on-time', 'solved', 'satisfied'] as const satisfies readonly HandlingRate[]

function rateNumbers(counted: Counted): BulletinNumber[] {
  const { kind } = counted
  return told.flatMap((rate) => {
    const label = handlingRateLabels[rate]
    const last = `${label}比${isAnnual(kind) ? '上年' : '上期'}`
    return [
      ...rateNumber(counted, rate, { key: rate, label, words: handlingRateWords[rate] }),
      rateChange(counted, rate, 'before', last),
      ...(isAnnual(kind) ? [] : [rateChange(counted, rate, 'yearBefore', `${label}比上年同期`)]),
    ]
  })
}

function rateChange({ certified }: Counted, rate: HandlingRate, than: 'before' | 'yearBefore', label: string) {
  const [now, before] = [shareOf(certified.now[rate]), shareOf(certified[than][rate])]
  return {
    ...{ key: `${rate}.${than === 'before' ? 'before' : 'year'}-change`, label, value: null, rate: null },
    shown: now && before ? changeWords(now, before) : '没有已发布的数字可比',
    words: '两个已发布的比率之差，Newcombe 95% 区间不含0才说提高或下降',
    source: { kind: 'derived' as const, from: [rate] },
  }
}

const shareOf = (quoted: Quoted | undefined): Share | null =>
  quoted === undefined || quoted.satisfied === null ? null : { of: quoted.n, good: quoted.satisfied }

function supervisionNumbers(counted: Counted): BulletinNumber[] {
  const { supervision: s, interventions } = counted
  const source = sourceOf(counted, 'supervision', counted.now)
  const exact = (key: string, label: string, value: number, measure: string, words: string): BulletinNumber => ({
    key,
    label,
    shown: `${value}${measure}`,
    value,
    rate: null,
    words,
    source: { ...source, rows: s.orders + s.letters },
  })
  const { length } = interventions
  return [
    exact('orders', '督办件', s.orders, '件', '本期交办的督办件；对诉求人的回访保护件不在内'),
    exact('orders.cleared', '督办件销号', s.cleared, '件', '本期交办的督办件中，到截止时已由交办人销号的'),
    exact('letters', '督办函、监督意见书', s.letters, '份', '本期发出的'),
    exact('letters.corrected', '按要求改正', s.corrected, '份', '本期发出的函中，到截止时单位已报改正的'),
    {
      ...exact('interventions', '干预插手记录', length, '件', '发生在本期、如实记录的'),
      source: { ...sourceOf(counted, 'interventions', counted.now), rows: length },
    },
  ]
}

function quotedNumbers({ quoted }: Counted): BulletinNumber[] {
  return quoted.map((one, i) => ({ ...quotedNumber(one), key: `figure.${i + 1}` }))
}

function quotedNumber(quoted: Quoted): Omit<BulletinNumber, 'key'> {
  const { name, satisfied, n, point, interval, target, verdict, period } = quoted
  return {
    label: name,
    shown: `${percent(point)}（区间${percent(interval[0])}–${percent(interval[1])}，n=${n}）`,
    value: point,
    rate: satisfied === null ? null : { good: satisfied, n, interval, target, verdict },
    words: `已发布数字，统计${dayInWords(period.from)}至${dayInWords(period.to)}，出生证明全文可查`,
    source: certificateOf(quoted),
  }
}

function typicalNumbers(counted: Counted): BulletinNumber[] {
  return counted.typical.map(({ days }, i) => ({
    key: `case.${i + 1}.days`,
    label: `典型案例${i + 1}办理天数`,
    shown: days === 0 ? '当天' : `${days}天`,
    value: days,
    rate: null,
    words: '从收到到办结的自然日',
    source: sourceOf(counted, 'typical-cases', counted.now),
  }))
}
