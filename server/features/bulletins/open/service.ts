import type * as contract from '@minyi/shared/bulletins/open/contract.ts'
import type { OpenBulletin } from '@minyi/shared/bulletins/open/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { fileOf } from '../papers/service.ts'
import { filesOf, readText, rowOf } from '../present.ts'
import * as queries from '../queries.ts'

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/** Everybody reads what was published, also what was corrected since. */
export async function listOpenBulletins(
  ctx: Context,
  input: InputOf<typeof contract.listOpenBulletins>,
): Promise<OutputOf<typeof contract.listOpenBulletins>> {
  const found = await queries.listPublished(ctx, input, readCursor(Cursor, input.after))
  const files = await queries.listFiles(
    ctx,
    found.map(({ row }) => row.id),
  )
  return pageFrom(
    found,
    input.limit,
    ({ row }) => [row.publishedAt?.toISOString() ?? '', row.id],
    (standing) => {
      const { figures, ...open } = openOf(ctx, standing, files)
      return { ...open, figuresSha256: figures.sha256 }
    },
  )
}

export async function readOpenBulletin(
  ctx: Context,
  { bulletinId }: InputOf<typeof contract.readOpenBulletin>,
): Promise<OpenBulletin> {
  const standing = await getPublished(ctx, bulletinId)
  return openOf(ctx, standing, await queries.listFiles(ctx, [bulletinId]))
}

export async function downloadOpenBulletin(ctx: Context, input: InputOf<typeof contract.downloadOpenBulletin>) {
  const { row } = await getPublished(ctx, input.bulletinId)
  return fileOf(ctx, row, input.format)
}

async function getPublished(ctx: Context, id: string): Promise<queries.Standing> {
  const standing = await queries.findBulletin(ctx, id)
  if (standing?.row.state !== 'published') throw new Problem('not-found')
  return standing
}

type Files = Awaited<ReturnType<typeof queries.listFiles>>

function openOf(ctx: Context, standing: queries.Standing, files: Files): OpenBulletin {
  const { row } = standing
  const { head, sections, figures } = readText(row)
  if (!figures || !row.publishedAt) throw new Error('what was published has its figures')
  const { id, kind, title, issuer, number, period, demo, corrects, correctedBy } = rowOf(ctx, standing, new Map())
  return {
    id,
    kind,
    title,
    issuer,
    number,
    period,
    demo,
    corrects,
    correctedBy,
    head,
    sections,
    figures,
    correction: row.correction,
    publishedAt: instantOf(ctx, row.publishedAt),
    files: filesOf(files.filter(({ bulletinId }) => bulletinId === id)),
  }
}
