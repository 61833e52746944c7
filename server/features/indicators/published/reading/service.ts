import type * as contract from '@minyi/shared/indicators/published/contract.ts'
import type * as openContract from '@minyi/shared/indicators/published/open/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import type { Context } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { summaryOf } from '../present.ts'
import * as queries from '../queries.ts'
import { getCertificate } from '../service.ts'

/** Leaders and supervisors read everything that was published within their reach, also what is for the office only. */
export const listPublished = (
  ctx: Context,
  input: InputOf<typeof contract.listPublished>,
): Promise<OutputOf<typeof contract.listPublished>> => listFor(ctx, input, 'office')

/** Everybody reads what was ever published for them, also what was corrected or withdrawn. */
export const listOpen = (
  ctx: Context,
  input: InputOf<typeof openContract.listOpenFigures>,
): Promise<OutputOf<typeof openContract.listOpenFigures>> => listFor(ctx, input, 'everybody')

export const readPublished = (
  ctx: Context,
  { figureId }: InputOf<typeof contract.readPublished>,
): Promise<OutputOf<typeof contract.readPublished>> => getCertificate(ctx, figureId, 'office')

export const readOpen = (
  ctx: Context,
  { figureId }: InputOf<typeof openContract.readOpenFigure>,
): Promise<OutputOf<typeof openContract.readOpenFigure>> => getCertificate(ctx, figureId, 'everybody')

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

async function listFor(ctx: Context, input: queries.Listed & { after?: string | undefined }, reader: queries.Reader) {
  const found = await queries.listPublished(ctx, input, reader, readCursor(Cursor, input.after))
  return pageFrom(
    found,
    input.limit,
    ({ row }) => [row.publishedAt.toISOString(), row.id],
    (standing) => summaryOf(ctx, standing, reader === 'everybody'),
  )
}
