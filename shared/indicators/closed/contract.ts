import { z } from 'zod'
import { operation } from '../../platform/operation.ts'
import { Instant } from '../../platform/time.ts'
import { Count, Figure, FileFormat, IndicatorCard, ofIndicator, TrendPoint } from '../contract.ts'

const closedRows = z.object({
  rows: z.array(z.object({ indicator: IndicatorCard, figure: Figure, trend: z.array(TrendPoint) })),
})

export const readUnitFigures = operation({
  name: 'indicators.unitClosed',
  summary: '本单位的指标（每日关账，新增或变动满 5 份才更新）',
  method: 'GET',
  path: '/closed-figures/unit',
  access: 'figures.closed',
  input: z.object({}),
  output: closedRows,
  problems: [],
})

export const readOfficerFigures = operation({
  name: 'indicators.officerClosed',
  summary: '执法人员本人的指标（每日关账，满 30 份才有）',
  method: 'GET',
  path: '/closed-figures/officer',
  access: 'figures.own',
  input: z.object({}),
  output: closedRows,
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
