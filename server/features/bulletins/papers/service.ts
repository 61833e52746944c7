import { hash } from 'node:crypto'
import type { BulletinFormat } from '@minyi/shared/bulletins/contract.ts'
import { type Context, dayOf } from '../../../platform/context.ts'
import { pressPaper } from '../../../platform/papers/press.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { readText } from '../present.ts'
import * as queries from '../queries.ts'
import { paperOf } from './present.ts'

const mediaTypes: Record<BulletinFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Sets both files of a bulletin that is about to be published, and keeps them as they are. */
export async function keepFiles(ctx: Context, row: queries.BulletinRecord, number: string): Promise<void> {
  const paper = await paperFor(ctx, row, number)
  const formats = ['pdf', 'docx'] as const
  const set = await Promise.all(formats.map(async (format) => ({ format, bytes: await pressPaper(paper, format) })))
  for (const { format, bytes } of set) {
    const sha256 = hash('sha256', bytes)
    await queries.insertFile(ctx, { bulletinId: row.id, format, sha256, size: bytes.length, bytes })
  }
}

/** The file of a bulletin: the frozen one once it is published, before that a draft of what stands now. */
export async function fileOf(ctx: Context, row: queries.BulletinRecord, format: BulletinFormat): Promise<FileAnswer> {
  const { head, figures } = readText(row)
  if (!figures) throw new Problem('step-not-allowed')
  const frozen = row.state === 'published' ? await queries.findFile(ctx, row.id, format) : undefined
  const body = frozen ?? (await pressPaper(await paperFor(ctx, row, row.number), format))
  const name = row.number === null ? `${head.title}-草稿` : `${row.number} ${head.title}`
  return { mediaType: mediaTypes[format], fileName: `${name}.${format}`, body }
}

async function paperFor(ctx: Context, row: queries.BulletinRecord, number: string | null) {
  const { head, sections, figures } = readText(row)
  if (!figures) throw new Problem('step-not-allowed')
  const corrected = row.corrects === null ? undefined : await queries.findBulletin(ctx, row.corrects)
  const corrects = corrected ? `更正${corrected.row.number ?? ''}：${row.correction ?? ''}` : null
  return paperOf({ head, sections, figures }, { number, day: dayOf(ctx, ctx.now()), corrects })
}
