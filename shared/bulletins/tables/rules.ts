import { askingLabels, standingLabels, wayLabels } from '../../cases/interventions/labels.ts'
import type { BulletinChart, BulletinTable } from '../contract.ts'
import {
  type Counted,
  isAnnual,
  isSmall,
  mergeSmall,
  type PlacePair,
  percent,
  type Share,
  sourceOf,
} from '../counting/rules.ts'
import { smallest } from '../rules.ts'

/** Places with their counts now and before; the earlier count of a place that was merged then is not told now. */
export function placesTable(counted: Counted): BulletinTable {
  const { now, before, aloneBefore, kind } = counted
  const earlier = new Map(before.places.map((one) => [one.id, one]))
  const pairs = now.places.map((one): PlacePair => ({ now: one, before: earlier.get(one.id) ?? null, merged: 1 }))
  const { alone, rest } = mergeSmall(pairs)
  const [by, span, last] = isAnnual(kind) ? ['镇（街道）', '本年', '上年'] : ['单位', '本期', '上期']
  const row = (name: string, { now, before }: PlacePair, told: boolean) => [
    name,
    cell(now.received),
    told ? cell(before?.received ?? 0) : '—',
    cell(now.replied),
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
    head: [by, `${span}收到`, `${last}收到`, `${span}答复`, '解决率（n）', '满意率（n）'],
    rows: [
      ...alone.map((one) => row(one.now.name, one, aloneBefore === null || aloneBefore.includes(one.now.name))),
      ...(rest ? [row(`其他${rest.merged}个${by}`, rest, false)] : []),
      row('合计', total, true),
    ],
    note: `件数多少和业务量有关，不作排名。有1至4件的${by}并入其他；可计算的不到30件的不列比率。`,
    source: sourceOf(counted, 'items-by-place', now),
  }
}

/** A count as a table prints it; only a whole can be small here, since places are merged before. */
const cell = (count: number) => (isSmall(count) ? `不到${smallest}` : String(count))

const rateCell = ({ good, of }: Share) => (of < 30 ? '不列' : `${percent(good / of)}（${of}）`)

export function interventionTable(counted: Counted): BulletinTable {
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

export function monthsChart(counted: Counted): BulletinChart {
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
