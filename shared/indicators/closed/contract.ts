import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'
import { ExclusionReason } from '../../ratings/exclusions/contract.ts'
import { Count, Figure, FileFormat, IndicatorCard, ofIndicator, Standing, TrendPoint } from '../contract.ts'
import { OfficerEstimate } from '../officers/contract.ts'

const ClosedRow = z.object({ indicator: IndicatorCard, figure: Figure, trend: z.array(TrendPoint) })
const closedRows = z.object({ rows: z.array(ClosedRow) })

/**
 * Where a unit stands in the funnel (漏斗位置): its own closed rate, the published rate of all, and what chance alone does to a unit of
 * its size. Made of two figures that the unit reads anyway, so nothing of another unit is in it.
 */
export const FunnelPlace = z.object({
  all: z.number(),
  limits95: z.tuple([z.number(), z.number()]),
  limits998: z.tuple([z.number(), z.number()]),
  standing: Standing,
})
export type FunnelPlace = z.infer<typeof FunnelPlace>

/** What was left out of the count about a unit, as the public ledger tells it; null where it would be too few to tell. */
export const OwnExclusions = z.object({
  from: Day,
  to: Day,
  total: Count.nullable(),
  byReason: z.array(z.object({ reason: ExclusionReason, count: Count.nullable() })),
})
export type OwnExclusions = z.infer<typeof OwnExclusions>

export const readUnitFigures = operation({
  name: 'indicators.unitClosed',
  summary: '本单位的指标（每日关账，新增或变动满 5 份才更新）',
  method: 'GET',
  path: '/closed-figures/unit',
  access: 'figures.closed',
  input: z.object({}),
  output: z.object({
    unit: z.object({ id: Id, name: z.string() }).nullable(),
    rows: z.array(z.object({ ...ClosedRow.shape, funnel: FunnelPlace.nullable() })),
    exclusions: OwnExclusions.nullable(),
  }),
  problems: [],
})

export const readOfficerFigures = operation({
  name: 'indicators.officerClosed',
  summary: '执法人员本人的指标：满 30 份才有的关账值，和每月底结一次的收缩估计',
  method: 'GET',
  path: '/closed-figures/officer',
  access: 'figures.own',
  input: z.object({}),
  output: z.object({ rows: z.array(z.object({ ...ClosedRow.shape, own: OfficerEstimate })) }),
  problems: [],
})

export const listPublicFigures = operation({
  name: 'indicators.public',
  summary: '向社会公开的指标（每日关账）',
  method: 'GET',
  path: '/public/figures',
  access: 'anyone',
  input: z.object({}),
  output: closedRows,
  problems: [],
})

export const readPublicFigure = operation({
  name: 'indicators.publicFigure',
  summary: '一个公开指标：数字、近 12 个月、各镇街和没有算进去的',
  method: 'GET',
  path: '/public/figures/:indicatorId',
  access: 'anyone',
  input: z.object(ofIndicator),
  output: z.object({
    indicator: IndicatorCard,
    figure: Figure,
    trend: z.array(TrendPoint),
    /** Areas in their own order, never ranked; those too small to stand alone are one row `rest`, its members named. */
    areas: z.array(Figure),
    restAreas: z.array(z.string()),
    closing: z.object({ minChanges: Count, lastClosedAt: Instant.nullable() }),
  }),
  problems: ['not-found'],
})

export const exportPublicFigure = operation({
  name: 'indicators.publicExport',
  summary: '下载公开指标的数据表（CSV、XLSX）',
  method: 'GET',
  path: '/public/figures/:indicatorId/export',
  access: 'anyone',
  input: z.object({ ...ofIndicator, format: FileFormat }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
