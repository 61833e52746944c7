import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { Bulletin, BulletinFigures, BulletinFormat, BulletinKind, Sha256 } from '../contract.ts'

/** A published bulletin as everybody reads it. */
export const OpenBulletin = Bulletin.pick({
  id: true,
  kind: true,
  title: true,
  issuer: true,
  number: true,
  period: true,
  demo: true,
  corrects: true,
  correctedBy: true,
  head: true,
  sections: true,
  correction: true,
  files: true,
}).extend({ figures: BulletinFigures, publishedAt: Instant })
export type OpenBulletin = z.infer<typeof OpenBulletin>

export const listOpenBulletins = operation({
  name: 'bulletins.listOpen',
  summary: '已发布的通报和年度报告（从新到旧），含被更正的',
  method: 'GET',
  path: '/public/bulletins',
  access: 'anyone',
  input: z.object({ ...Paging, kind: BulletinKind.optional() }),
  output: pageOf(
    OpenBulletin.omit({ head: true, sections: true, figures: true, correction: true }).extend({
      figuresSha256: Sha256,
    }),
  ),
  problems: [],
})

export const readOpenBulletin = operation({
  name: 'bulletins.readOpen',
  summary: '一份已发布的通报：正文、每个数字的出处',
  method: 'GET',
  path: '/public/bulletins/:bulletinId',
  access: 'anyone',
  input: z.object({ bulletinId: Id }),
  output: OpenBulletin,
  problems: ['not-found'],
})

export const downloadOpenBulletin = operation({
  name: 'bulletins.downloadOpen',
  summary: '下载已发布通报的 PDF 或 DOCX',
  method: 'GET',
  path: '/public/bulletins/:bulletinId/files/:format',
  access: 'anyone',
  input: z.object({ bulletinId: Id, format: BulletinFormat }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
