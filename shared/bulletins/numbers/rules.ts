import { type CaseKind, caseKinds, conducts } from '../../cases/contract.ts'
import type { Asking, Standing, Way } from '../../cases/interventions/contract.ts'
import { askingLabels, standingLabels, wayLabels } from '../../cases/interventions/labels.ts'
import { caseKindLabels, conductLabels } from '../../cases/labels.ts'
import type { Verdict } from '../../indicators/contract.ts'
import type { HandlingRate } from '../../indicators/handling/contract.ts'
import { handlingRateLabels, handlingRateWords } from '../../indicators/handling/labels.ts'
import { type Day, dayInWords, type Instant } from '../../platform/time.ts'
import type {
  BulletinChart,
  BulletinFigures,
  BulletinKind,
  BulletinNumber,
  BulletinTable,
  NumberSource,
} from '../contract.ts'
import {
  changeWords,
  countWords,
  mergeSmall,
  type PeriodCounts,
  type PlacePair,
  percent,
  protectedConducts,
  protectedKinds,
  rateOf,
  type Share,
} from '../counting/rules.ts'
import { smallest } from '../rules.ts'

/** A published figure as a bulletin quotes it. */
export type Quoted = {
  id: string
  name: string
  sha256: string
  period: { from: Day; to: Day }
  satisfied: number | null
  n: number
  point: number
  interval: [number, number]
  target: number | null
  verdict: Verdict | null
}

/** What a typical case is told by: nothing of who, where exactly or when. */
export type TypicalCase = { conduct: string | null; kind: CaseKind; days: number; solved: boolean }

export type ToldIntervention = {
  happenedAt: Instant
  standing: Standing
  office: string
  post: string | null
  way: Way
  asked: Asking
}

/** Everything that was counted, before it is protected and put into words. */
export type Counted = {
  kind: BulletinKind
  kinds: readonly CaseKind[]
  asOf: Instant
  now: PeriodCounts
  before: PeriodCounts
  yearBefore: PeriodCounts
  /** The places that stood alone in the bulletin of the period before; null where there was none. */
  aloneBefore: readonly string[] | null
  months: { month: string; count: number }[]
  supervision: { orders: number; cleared: number; letters: number; corrected: number }
  interventions: readonly ToldIntervention[]
  quoted: readonly Quoted[]
  typical: readonly TypicalCase[]
  /** SHA-256 of what each query answered, by its name. */
  hashes: Record<string, string>
}

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

type Query = Extract<NumberSource, { kind: 'query' }>

const sourceOf = ({ asOf, hashes }: Counted, queryId: string, counts: PeriodCounts): Query => ({
  kind: 'query',
  queryId,
  period: counts.period,
  asOf,
  sha256: hashes[queryId] ?? counts.sha256,
  rows: counts.received,
})

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
    shareNumber(counted, 'accepted-share', '受理率', { good: now.accepted, of: now.received }, `受理 ÷ 收到`),
    shareNumber(counted, 'ended-share', '办结率', { good: now.ended, of: now.accepted }, `办结 ÷ 受理`),
  ]
}

/** A share of a full count; it has no interval, because nothing is inferred from it. */
function shareNumber(counted: Counted, key: string, label: string, { good, of }: Share, words: string): BulletinNumber {
  const fits = of >= 30
  return {
    key,
    label,
    shown: fits ? percent(good / of) : '（不到30件，不列）',
    value: fits ? good / of : null,
    rate: null,
    words: `${words}，全数统计`,
    source: sourceOf(counted, 'items-of-period', counted.now),
  }
}

function changeNumbers(counted: Counted): BulletinNumber[] {
  const { now, before, yearBefore } = counted
  return [
    ...changeOf('received', '收到件数', now.received, before.received, 'before', '比上期'),
    ...changeOf('received', '收到件数', now.received, yearBefore.received, 'year', '比上年同期'),
    count({
      key: 'received.before',
      label: '上期收到',
      value: before.received,
      words: '收到时间在上期的件',
      source: sourceOf(counted, 'items-before', before),
    }),
    count({
      key: 'received.year',
      label: '上年同期收到',
      value: yearBefore.received,
      words: '收到时间在上年同期的件',
      source: sourceOf(counted, 'items-year-before', yearBefore),
    }),
  ]
}

/** How a count stands to an earlier one: in pieces, and in percent where the earlier one holds thirty. */
function changeOf(
  key: string,
  label: string,
  now: number,
  before: number,
  against: string,
  than: string,
): BulletinNumber[] {
  const small = [now, before].some((one) => one > 0 && one < smallest)
  const change = now - before
  const source: NumberSource = { kind: 'derived', from: [key, `${key}.${against}`] }
  const pieces = change === 0 ? `与${than.slice(1)}持平` : `${than}${change > 0 ? '多' : '少'}${Math.abs(change)}件`
  const share = before > 0 ? change / before : 0
  const told =
    before >= 30 && change !== 0 ? `${pieces}（${change > 0 ? '增长' : '下降'}${percent(Math.abs(share))}）` : pieces
  return [
    {
      key: `${key}.${against}-change`,
      label: `${label}${than}`,
      shown: small ? `${than}件数少，不作比较` : told,
      value: small ? null : change,
      rate: null,
      words: '本期减去所比的那一期；所比的一期不到30件时不列百分比',
      source,
    },
  ]
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
  if (kind === 'annual') {
    const shown = protectedKinds(now)
    return caseKinds.map((one) => part(`kind.${one}`, caseKindLabels[one], shown[one]))
  }
  const shown = protectedConducts(now)
  return conducts.map((one) => part(`conduct.${one}`, conductLabels[one].title, shown[one]))
}

const told = ['on-time', 'solved', 'satisfied'] as const satisfies readonly HandlingRate[]

function rateNumbers(counted: Counted): BulletinNumber[] {
  const { now, before, yearBefore, kinds } = counted
  return told.flatMap((rate) => {
    const source = sourceOf(counted, 'items-of-period', now)
    const share = now.rates[rate]
    const found = rateOf(rate, share, kinds)
    const words = `${handlingRateWords[rate]}；Wilson 95% 区间`
    const label = handlingRateLabels[rate]
    const shown = found
      ? `${percent(found.good / found.n)}（区间${percent(found.interval[0])}–${percent(found.interval[1])}，n=${found.n}）`
      : '（可计算的不到30件，不列）'
    return [
      { key: rate, label, shown, value: found && found.good / found.n, rate: found, words, source },
      rateChange(`${rate}.before-change`, `${label}比上期`, share, before.rates[rate], rate),
      rateChange(`${rate}.year-change`, `${label}比上年同期`, share, yearBefore.rates[rate], rate),
    ]
  })
}

const rateChange = (key: string, label: string, now: Share, before: Share, rate: string): BulletinNumber => ({
  key,
  label,
  shown: changeWords(now, before),
  value: null,
  rate: null,
  words: '两个比率之差，Newcombe 95% 区间不含0才说提高或下降',
  source: { kind: 'derived', from: [rate] },
})

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
  return quoted.map(({ id, name, sha256, satisfied, n, point, interval, target, verdict, period }, i) => ({
    key: `figure.${i + 1}`,
    label: name,
    shown: `${percent(point)}（区间${percent(interval[0])}–${percent(interval[1])}，n=${n}）`,
    value: point,
    rate: satisfied === null ? null : { good: satisfied, n, interval, target, verdict },
    words: `已发布数字，统计${dayInWords(period.from)}至${dayInWords(period.to)}，出生证明全文可查`,
    source: { kind: 'certificate', figureId: id, sha256 },
  }))
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

/** Places with their counts now and before; the earlier count of a place that was merged then is not told now. */
function placesTable(counted: Counted): BulletinTable {
  const { now, before, aloneBefore, kind } = counted
  const earlier = new Map(before.places.map((one) => [one.id, one]))
  const pairs = now.places.map((one): PlacePair => ({ now: one, before: earlier.get(one.id) ?? null, merged: 1 }))
  const { alone, rest } = mergeSmall(pairs)
  const by = kind === 'annual' ? '镇（街道）' : '单位'
  const row = (name: string, { now, before }: PlacePair, told: boolean) => [
    name,
    String(now.received),
    told ? String(before?.received ?? 0) : '—',
    String(now.replied),
    ...[now.solved, now.satisfied].map(rateCell),
  ]
  const total: PlacePair = {
    now: { ...now, id: null, name: '', solved: now.rates.solved, satisfied: now.rates.satisfied },
    before: { ...before, id: null, name: '', solved: before.rates.solved, satisfied: before.rates.satisfied },
    merged: 0,
  }
  return {
    key: 'places',
    title: `各${by}收到和答复情况（件）`,
    head: [by, '本期收到', '上期收到', '本期答复', '解决率（n）', '满意率（n）'],
    rows: [
      ...alone.map((one) => row(one.now.name, one, aloneBefore === null || aloneBefore.includes(one.now.name))),
      ...(rest ? [row(`其他${rest.merged}个${by}`, rest, false)] : []),
      row('合计', total, true),
    ],
    note: `件数多少和业务量有关，不作排名。有1至4件的${by}并入其他；可计算的不到30件的不列比率。`,
    source: sourceOf(counted, 'items-by-place', now),
  }
}

const rateCell = ({ good, of }: Share) => (of < 30 ? '不列' : `${percent(good / of)}（${of}）`)

function interventionTable(counted: Counted): BulletinTable {
  return {
    key: 'interventions',
    title: '干预插手记录',
    head: ['时间', '来自', '单位', '职务', '方式', '要求'],
    rows: counted.interventions.map(({ happenedAt, standing, office, post, way, asked }) => [
      `${Number(happenedAt.slice(5, 7))}月${Number(happenedAt.slice(8, 10))}日`,
      standingLabels[standing],
      office,
      post ?? '—',
      wayLabels[way],
      askingLabels[asked],
    ]),
    note: '按“谁过问、谁留痕”如实记录，不写诉求人和所涉事项。',
    source: sourceOf(counted, 'interventions', counted.now),
  }
}

function monthsChart(counted: Counted): BulletinChart {
  const small = (value: number) => value > 0 && value < smallest
  return {
    key: 'months',
    title: '近十二个月收到件数',
    bars: counted.months.map(({ month, count }) => ({
      name: `${Number(month.slice(5, 7))}月`,
      value: small(count) ? null : count,
      shown: small(count) ? '少于5' : String(count),
    })),
    note: '单位：件。按收到的月份，从左到右。',
    source: sourceOf(counted, 'items-by-month', counted.now),
  }
}
