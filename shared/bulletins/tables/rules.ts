import { askingLabels, standingLabels, wayLabels } from '../../cases/interventions/labels.ts'
import { mayStandBeside } from '../../indicators/handling/certified/protection.ts'
import type { BulletinChart, BulletinTable } from '../contract.ts'
import {
  type Counted,
  isAnnual,
  isSmall,
  mergeSmall,
  type PeriodCounts,
  type PlaceCounts,
  type PlacePair,
  percent,
  sourceOf,
  untoldShares,
} from '../counting/rules.ts'
import { smallest } from '../rules.ts'

/** Places with their counts now and before; the earlier count of a place that was merged then is not told now. */
export function placesTable(counted: Counted): BulletinTable {
  const { now, before, aloneBefore, kind } = counted
  const earlier = new Map(before.places.map((one) => [one.id, one]))
  const pairs = now.places.map((one): PlacePair => ({ now: one, before: earlier.get(one.id) ?? null, merged: 1 }))
  const { alone, rest } = mergeSmall(pairs)
  const [by, span, last] = isAnnual(kind) ? ['镇（街道）', '本年', '上年'] : ['单位', '本期', '上期']
  const parts = [...alone, ...(rest ? [rest] : [])]
  const [solved, satisfied] = [rateCells(counted, 'solved', parts), rateCells(counted, 'satisfied', parts)]
  const row = (i: number, name: string, { now, before }: Pick<PlacePair, 'now' | 'before'>, told: boolean) => [
    ...[name, cell(now.received), told ? cell(before?.received ?? 0) : '—', cell(now.replied)],
    ...[solved[i] ?? '不列', satisfied[i] ?? '不列'],
  ]
  const whole = ({ received, replied }: PeriodCounts) => ({ ...noPlace, received, replied })
  const wasTold = ({ now: { name } }: PlacePair) => aloneBefore === null || aloneBefore.includes(name)
  return {
    key: 'places',
    title: `各${by}收到和答复情况（件）`,
    head: [by, `${span}收到`, `${last}收到`, `${span}答复`, '解决率（n）', '满意率（n）'],
    rows: [
      ...alone.map((one, i) => row(i, one.now.name, one, wasTold(one))),
      ...(rest ? [row(alone.length, `其他${rest.merged}个${by}`, rest, false)] : []),
      row(parts.length, '合计', { now: whole(now), before: whole(before) }, true),
    ],
    note: `件数多少和业务量有关，不作排名。有1至4件的${by}并入其他。比率只列已发布的；件数少、相减会看出1至4件的不列。`,
    source: sourceOf(counted, 'items-by-place', now),
  }
}

/** A count as a table prints it; only a whole can be small here, since places are merged before. */
const cell = (count: number) => (isSmall(count) ? `不到${smallest}` : String(count))

const noPlace: PlaceCounts = {
  ...{ id: null, name: '', received: 0, replied: 0 },
  ...{ solved: { of: 0, good: 0 }, satisfied: { of: 0, good: 0 } },
}

/**
 * The cells of a rate by place, the whole last: the whole as its certificate has it, and the places only beside one that they cannot be
 * subtracted from.
 */
function rateCells(counted: Counted, rate: 'solved' | 'satisfied', parts: readonly PlacePair[]): string[] {
  const certificate = counted.certified.now[rate]
  if (!certificate) return []
  const { n, point, satisfied } = certificate
  const shares = parts.map(({ now }) => now[rate])
  const untold = untoldShares(shares, counted.definitions[rate].minN)
  const live = counted.now.rates[rate]
  const isBeside = satisfied !== null && mayStandBeside([live.good, live.of - live.good], [satisfied, n - satisfied])
  const cells = shares.map(({ good, of }, i) =>
    of === 0 || !isBeside || untold.has(i) ? '不列' : `${percent(good / of)}（${of}）`,
  )
  return [...cells, `${percent(point)}（${n}）`]
}

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
