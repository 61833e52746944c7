import { Readable } from 'node:stream'
import type * as contract from '@minyi/shared/indicators/published/contract.ts'
import type { Certificate, CertificatePart } from '@minyi/shared/indicators/published/contract.ts'
import type * as openContract from '@minyi/shared/indicators/published/open/contract.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { ZipFile } from 'yazl'
import type { Context } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import type { FileAnswer } from '../../../../platform/serve.ts'
import { isBarredFrom } from '../handling/service.ts'
import { getForOffice } from '../reading/service.ts'
import { readRows } from '../rows/service.ts'
import { getCertificate } from '../service.ts'
import { readmeOf } from './present.ts'

/** A file of the folder with which anybody can check a figure. */
export type FigureFile = { name: string; mediaType: string; open: () => Readable }

/** The four files of a published figure: what the office may see of it, or what everybody may. */
export function filesOf(
  ctx: Context,
  certificate: Certificate,
  open: boolean,
): Record<Exclude<CertificatePart, 'all'>, FigureFile> {
  const json = (name: string, value: unknown): FigureFile => ({
    name,
    mediaType: 'application/json; charset=utf-8',
    open: () => Readable.from([`${JSON.stringify(value, null, 2)}\n`]),
  })
  return {
    rows: {
      name: 'rows.csv',
      mediaType: 'text/csv; charset=utf-8',
      open: () => readRows(ctx, { figureId: certificate.id, open }),
    },
    definition: json('definition.json', certificate.definition),
    certificate: json('certificate.json', certificate),
    readme: {
      name: 'README.md',
      mediaType: 'text/markdown; charset=utf-8',
      open: () => Readable.from([readmeOf(certificate, open)]),
    },
  }
}

/** Leaders and supervisors download the rows of a figure within their reach, unless an item among them is closed to them. */
export async function downloadPublished(
  ctx: Context,
  { figureId, part }: InputOf<typeof contract.downloadPublished>,
): Promise<FileAnswer> {
  const certificate = await getForOffice(ctx, figureId)
  if (await isBarredFrom(ctx, certificate.definition, certificate.period)) throw new Problem('not-found')
  return answerOf(ctx, certificate, part, false)
}

/** Everybody downloads the open rows of a figure that was published for them. */
export async function downloadOpen(
  ctx: Context,
  { figureId, part }: InputOf<typeof openContract.downloadOpenFigure>,
): Promise<FileAnswer> {
  return answerOf(ctx, await getCertificate(ctx, figureId, 'everybody'), part, true)
}

function answerOf(ctx: Context, certificate: Certificate, part: CertificatePart, open: boolean): FileAnswer {
  const files = filesOf(ctx, certificate, open)
  const base = `${certificate.name}-${certificate.scope.name}-${certificate.period.to}${open ? '-开放数据' : ''}`
  if (part !== 'all') {
    const { name, mediaType, open } = files[part]
    return { mediaType, fileName: `${base}-${name}`, body: open() }
  }
  const zip = new ZipFile()
  const mtime = new Date(certificate.publishedAt)
  for (const { name, open } of Object.values(files)) zip.addReadStream(open(), name, { mtime })
  zip.end()
  return { mediaType: 'application/zip', fileName: `${base}.zip`, body: Readable.from(zip.outputStream) }
}
