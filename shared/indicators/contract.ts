import { z } from 'zod'
import { MatterKind } from '../matters/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Day, Instant } from '../platform/time.ts'
import { Grade, RatingChannel } from '../ratings/contract.ts'
import { ExclusionReason } from '../ratings/exclusions/contract.ts'
import { IntervalMethod, OrderedSilence } from './definitions/contract.ts'

export const IndicatorId = z.string().regex(/^IND-\d{3}-\d{2}$/, '指标编号不对')

/** 达标, 未达标, 数据不足: read from the interval, never from the point. */
export const Verdict = z.enum(['met', 'missed', 'insufficient'])
export type Verdict = z.infer<typeof Verdict>

/** `exact` is right at the instant of the question; `closed` is the last figure that was let out. */
export const Basis = z.enum(['exact', 'closed'])
export type Basis = z.infer<typeof Basis>

/** Why a figure is not shown: too few ratings, its neighbours would give a small one away, or nothing was let out yet. */
export const Suppression = z.enum(['under-minimum', 'complementary', 'not-closed'])
export type Suppression = z.infer<typeof Suppression>

/**
 * What a figure is of: everything, an area with all below it, the areas too small to stand alone, a unit, an officer, the units of
 * one field of enforcement (执法领域) or one channel.
 */
export const Dimension = z.enum(['all', 'area', 'rest', 'unit', 'officer', 'field', 'channel'])
export type Dimension = z.infer<typeof Dimension>

export const Scope = z.object({ dimension: Dimension, id: Id.nullable(), name: z.string() })
export type Scope = z.infer<typeof Scope>

export const Period = z.object({ from: Day, to: Day })
export type Period = z.infer<typeof Period>

export const Count = z.number().int()

/**
 * The counts a figure stands on, along the funnel: matters closed, claims minted, answers, and what is not in the rate beside it.
 * `reached` is null where deliveries are not confirmed. A breakdown is null where one of its cells would be too small to show.
 */
export const FigureCounts = z.object({
  eligible: Count,
  invited: Count,
  reached: Count.nullable(),
  shownAtCounter: Count,
  /** 窗口出示 as a fraction of the invited; null when nobody was invited. */
  counterShare: z.number().nullable(),
  /** Null where it would give away a few exclusions. */
  answered: Count.nullable(),
  defaulted: Count,
  excluded: z
    .object({ total: Count, byReason: z.array(z.object({ reason: ExclusionReason, count: Count })) })
    .nullable(),
  byGrade: z.array(z.object({ grade: Grade, count: Count })).nullable(),
  /** Every channel, also those that are shown and never scored. */
  byChannel: z.array(z.object({ channel: RatingChannel, scored: z.boolean(), count: Count })).nullable(),
})
export type FigureCounts = z.infer<typeof FigureCounts>

/** A rate with what it takes to believe it: satisfied of n, point and interval as fractions of 1. */
export const Estimate = z.object({
  satisfied: Count,
  n: Count,
  point: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  level: z.number(),
  method: IntervalMethod,
})
export type Estimate = z.infer<typeof Estimate>

/** A figure (指标值): never a bare percentage. Suppressed figures have neither `estimate` nor `counts`. */
export const Figure = z.object({
  indicatorId: IndicatorId,
  definition: z.object({ id: z.string(), version: Count }),
  scope: Scope,
  period: Period,
  basis: Basis,
  asOf: Instant.nullable(),
  demo: z.boolean(),
  /** The share to be reached, as a fraction; null where the plan states none that a verdict could be read from. */
  target: z.number().nullable(),
  verdict: Verdict.nullable(),
  /** Ratings that count; null when suppressed and under five, and for every suppressed closed figure. */
  n: Count.nullable(),
  suppressed: Suppression.nullable(),
  estimate: Estimate.nullable(),
  counts: FigureCounts.nullable(),
  /** The figure if nothing had been excluded; null where nothing was, or where it would give single ratings away. */
  withExcluded: z.object({ n: Count, estimate: Estimate, verdict: Verdict.nullable() }).nullable(),
  /** Whether the verdict hangs on the exclusions; true only where `withExcluded` is told. */
  verdictFlips: z.boolean(),
  /**
   * Closed figures: where the rate would lie with all excluded put back, from all of them dissatisfied to all satisfied, and
   * whether the verdict might be another one there. Left out where nothing was excluded or its number is not told.
   */
  excludedRange: z.object({ range: z.tuple([z.number(), z.number()]), flips: z.enum(['no', 'possible']) }).optional(),
  /** Silence counted as satisfied because an order says so: a second figure under its own label, never this one. */
  ordered: OrderedSilence.extend({ silent: Count, estimate: Estimate, verdict: Verdict.nullable() }).optional(),
})
export type Figure = z.infer<typeof Figure>

/** One point of a trend: `month` is the one at whose end the window closes, or the one that is counted. */
export const TrendPoint = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), figure: Figure })
export type TrendPoint = z.infer<typeof TrendPoint>

/** An indicator with its method in full: what is counted, for whom, by which clause (怎么算的). */
export const IndicatorCard = z.object({
  id: IndicatorId,
  name: z.string(),
  definition: z.object({ id: z.string(), version: Count, since: Day }),
  kinds: z.array(MatterKind),
  channels: z.array(RatingChannel),
  grades: z.array(Grade),
  denominator: z.string(),
  windowDays: Count,
  minN: Count,
  level: z.number(),
  method: IntervalMethod,
  /** The order by which silence stands beside the figure as a second, labelled one; null where there is none. */
  silence: OrderedSilence.nullable(),
  target: z.number().nullable(),
  targetBasis: z.enum(['clause', 'tenant']),
  who: z.string(),
  place: z.string(),
  public: z.boolean(),
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
})
export type IndicatorCard = z.infer<typeof IndicatorCard>

/**
 * Which days are counted: the definition's own window up to `at` (today when left out), or the whole month, quarter or year in which
 * `at` lies, or any days `from`..`to`.
 */
export const chosenPeriod = {
  period: z.enum(['window', 'month', 'quarter', 'year', 'custom']).default('window'),
  at: Day.optional(),
  from: Day.optional(),
  to: Day.optional(),
}
export const ofIndicator = { indicatorId: IndicatorId }

/** Only ratings that came through one channel; those that are never scored cannot be asked for. */
export const inChannel = { channel: z.enum(['link', 'counter', 'assisted']).optional() }

/** One place at most: an area with all below it, a unit, or the units of a field of enforcement. */
export const inPlace = { areaId: Id.optional(), unitId: Id.optional(), field: z.string().min(1).max(40).optional() }
export const FileFormat = z.enum(['csv', 'xlsx']).default('csv')

/** Where a unit stands against what chance alone does to units of its size: within, or outside the 95% or the 99.8% limits. */
export const Standing = z.enum(['within', 'low-95', 'low-998', 'high-95', 'high-998'])
export type Standing = z.infer<typeof Standing>

/** A row of a table of units: its place against the funnel of all units (95% and 99.8% limits at its n). */
export const UnitRow = z.object({
  figure: Figure,
  funnel: z
    .object({
      limits95: z.tuple([z.number(), z.number()]),
      limits998: z.tuple([z.number(), z.number()]),
      standing: Standing,
    })
    .nullable(),
})
export type UnitRow = z.infer<typeof UnitRow>

export const listIndicators = operation({
  name: 'indicators.list',
  summary: '由评价算出的指标，各有口径、目标和依据原文',
  method: 'GET',
  path: '/indicators',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ indicators: z.array(IndicatorCard) }),
  problems: [],
})

export const defineIndicator = operation({
  name: 'indicators.define',
  summary: '改口径：产生新的一版，旧的数字仍按旧版',
  method: 'POST',
  path: '/indicators/:indicatorId/definitions',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    ...ofIndicator,
    expectedVersion: Count.positive(),
    grades: z.array(Grade).min(1, '至少选一档算作满意').max(4, '不能每一档都算满意'),
    channels: z.array(z.enum(['link', 'counter', 'assisted'])).min(1, '至少选一个渠道'),
    windowDays: Count.min(7, '时间窗至少 7 天').max(366, '时间窗最多 366 天'),
    minN: Count.min(30, '最少份数不能低于 30'),
    target: z.number().min(0.5, '目标不能低于 50%').max(1, '目标不能超过 100%'),
    level: z.union([z.literal(0.9), z.literal(0.95), z.literal(0.99)]),
    /** Left out, it stays as it is. */
    method: IntervalMethod.optional(),
    /** Null takes the second figure away; left out, it stays as it is. */
    silence: OrderedSilence.nullish(),
    reason: z.string().trim().max(300, '原因最多 300 字').default(''),
  }),
  output: IndicatorCard,
  problems: ['not-found', 'version-conflict', 'id-reused'],
})

export const readOverview = operation({
  name: 'indicators.overview',
  summary: '各指标一览：现在的数字、结论和近 12 个月走势（随时准确）',
  method: 'GET',
  path: '/figures',
  access: 'figures.exact',
  input: z.object({ ...chosenPeriod, ...inChannel, areaId: Id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        indicator: IndicatorCard,
        figure: Figure,
        before: Figure,
        yearBefore: Figure,
        trend: z.array(TrendPoint),
      }),
    ),
  }),
  problems: ['not-found'],
})

export const readFigure = operation({
  name: 'indicators.readFigure',
  summary: '一个指标在一段时间里的数字，全部或某个区域、单位；附上一期和去年同期',
  method: 'GET',
  path: '/figures/:indicatorId',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inPlace, ...inChannel }),
  output: z.object({ indicator: IndicatorCard, figure: Figure, before: Figure, yearBefore: Figure }),
  problems: ['not-found'],
})

export const listByArea = operation({
  name: 'indicators.byArea',
  summary: '按区域：某区域（不填则全部）下一级的各区域',
  method: 'GET',
  path: '/figures/:indicatorId/areas',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inChannel, below: Id.optional() }),
  output: z.object({ total: Figure, rows: z.array(Figure), hidden: Figure.nullable() }),
  problems: ['not-found'],
})

export const listByUnit = operation({
  name: 'indicators.byUnit',
  summary: '按单位：漏斗图的数据，不排名；份数不够的不给比率',
  method: 'GET',
  path: '/figures/:indicatorId/units',
  access: 'figures.exact',
  input: z.object({ ...ofIndicator, ...chosenPeriod, ...inChannel, field: inPlace.field }),
  output: z.object({ total: Figure, rows: z.array(UnitRow), hidden: Figure.nullable() }),
  problems: ['not-found'],
})

export const readTrend = operation({
  name: 'indicators.trend',
  summary: '按月走势：每月末往前一个时间窗，或每个自然月',
  method: 'GET',
  path: '/figures/:indicatorId/trend',
  access: 'figures.exact',
  input: z.object({
    ...ofIndicator,
    ...inPlace,
    ...inChannel,
    by: z.enum(['window', 'month']).default('window'),
    months: z.coerce.number().int().min(2).max(36).default(12),
  }),
  output: z.object({ points: z.array(TrendPoint) }),
  problems: ['not-found'],
})

export const exportFigures = operation({
  name: 'indicators.export',
  summary: '下载按区域、单位、执法领域、渠道或月份的数据表（CSV、XLSX）',
  method: 'GET',
  path: '/figures/:indicatorId/export',
  access: 'figures.exact',
  input: z.object({
    ...ofIndicator,
    ...chosenPeriod,
    ...inPlace,
    ...inChannel,
    by: z.enum(['area', 'unit', 'field', 'channel', 'month']),
    below: Id.optional(),
    format: FileFormat,
  }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
