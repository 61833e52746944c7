import { isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type * as contract from '@minyi/shared/indicators/published/contract.ts'
import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import type * as openContract from '@minyi/shared/indicators/published/open/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import type { Context } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { Problem } from '../../../../platform/problem.ts'
import { isBarredFrom } from '../handling/service.ts'
import { Frozen, summaryOf } from '../present.ts'
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

export const countOpen = (ctx: Context): Promise<number> => queries.countPublished(ctx, 'everybody')

export const readPublished = (
  ctx: Context,
  { figureId }: InputOf<typeof contract.readPublished>,
): Promise<OutputOf<typeof contract.readPublished>> => getForOffice(ctx, figureId)

/**
 * A certificate as the office reads it. What the office alone may know of items is not for whoever must stay away from one of them: with
 * their own figures, which leave it out, they could subtract it.
 */
export async function getForOffice(ctx: Context, figureId: string): Promise<Certificate> {
  const found = await getCertificate(ctx, figureId, 'office')
  if (found.audience === 'office' && (await isBarredFrom(ctx, found.definition, found.period))) {
    throw new Problem('not-found')
  }
  return found
}

export const readOpen = (
  ctx: Context,
  { figureId }: InputOf<typeof openContract.readOpenFigure>,
): Promise<OutputOf<typeof openContract.readOpenFigure>> => getCertificate(ctx, figureId, 'everybody')

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

async function listFor(ctx: Context, input: queries.Listed & { after?: string | undefined }, reader: queries.Reader) {
  const found = await queries.listPublished(ctx, input, reader, readCursor(Cursor, input.after))
  const page = pageFrom(
    found,
    input.limit,
    ({ row }) => [row.publishedAt.toISOString(), row.id],
    (standing) => ({ standing, summary: summaryOf(ctx, standing, reader === 'everybody') }),
  )
  const barred =
    reader === 'everybody'
      ? new Set<string>()
      : await barredAmong(
          ctx,
          page.rows.map(({ standing }) => standing),
        )
  return { ...page, rows: page.rows.map(({ summary }) => summary).filter(({ id }) => !barred.has(id)) }
}

/** Which of these are for the office alone and count items that the caller must stay away from. */
export async function barredAmong(ctx: Context, standings: readonly queries.Standing[]): Promise<Set<string>> {
  const barred = new Set<string>()
  for (const { row } of standings) {
    if (row.audience !== 'office' || !isHandlingId(row.indicatorId)) continue
    const { definition, period } = Frozen.parse(row.certificate)
    if (await isBarredFrom(ctx, definition, period)) barred.add(row.id)
  }
  return barred
}
