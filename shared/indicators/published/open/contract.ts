import { z } from 'zod'
import { Id } from '../../../platform/identity.ts'
import { operation } from '../../../platform/operation.ts'
import { Paging, pageOf } from '../../../platform/paging.ts'
import { Certificate, CertificatePart, PublishedSummary } from '../contract.ts'

export const listOpenFigures = operation({
  name: 'figures.listOpen',
  summary: '向社会发布过的数字，含更正过的和撤下的（从新到旧）',
  method: 'GET',
  path: '/public/published-figures',
  access: 'anyone',
  input: z.object({ ...Paging, indicatorId: z.string().max(40).optional() }),
  output: pageOf(PublishedSummary),
  problems: [],
})

export const readOpenFigure = operation({
  name: 'figures.readOpen',
  summary: '一个向社会发布的数字的出生证明',
  method: 'GET',
  path: '/public/published-figures/:figureId',
  access: 'anyone',
  input: z.object({ figureId: Id }),
  output: Certificate,
  problems: ['not-found'],
})

export const downloadOpenFigure = operation({
  name: 'figures.downloadOpen',
  summary: '开放数据：保护了小格的行、口径和证明，可自行复算',
  method: 'GET',
  path: '/public/published-figures/:figureId/files',
  access: 'anyone',
  input: z.object({ figureId: Id, part: CertificatePart.default('all') }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
