import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { RowsSeal } from '@minyi/shared/indicators/published/contract.ts'
import {
  addRow,
  type FigureRow,
  lineOf,
  noSums,
  type RowSums,
  rowsFormat,
  rowsHeading,
} from '@minyi/shared/indicators/published/rows.ts'
import type { Context } from '../../../../platform/context.ts'
import * as queries from './queries.ts'

export type { Cut, Selection } from './queries.ts'

/** What rows add up to, and the hash of the canonical file that holds them. */
export type Sealed = { seal: RowsSeal; sums: RowSums }
type Batches = AsyncIterable<readonly FigureRow[]>

const [gzip, gunzip] = [promisify(zlib.gzip), promisify(zlib.gunzip)]
const partLength = 1 << 20

/** Reads the rows of a selection once and seals them; keeps nothing. Must run in a transaction. */
export const sealRows = (ctx: Context, selection: queries.Selection, salt: string): Promise<Sealed> =>
  seal(rowsOf(ctx, selection, salt))

/** Seals rows that are few and known, as the open ones are. */
export const sealKnown = (rows: readonly FigureRow[]): Promise<Sealed> => seal(known(rows))

/** Seals the rows of a selection and keeps their file beside the figure. Must run in a transaction. */
export const keepRows = (ctx: Context, figureId: string, selection: queries.Selection, salt: string): Promise<Sealed> =>
  keep(ctx, { figureId, open: false }, rowsOf(ctx, selection, salt))

export const keepKnown = (ctx: Context, figureId: string, rows: readonly FigureRow[]): Promise<Sealed> =>
  keep(ctx, { figureId, open: true }, known(rows))

/** The canonical file of a published figure, as it was sealed. */
export function readRows(ctx: Context, file: queries.RowsFile): Readable {
  return Readable.from(
    (async function* () {
      for (let part = 0; ; part += 1) {
        const bytes = await queries.findPart(ctx, file, part)
        if (!bytes) return
        yield await gunzip(bytes)
      }
    })(),
  )
}

async function* rowsOf(ctx: Context, selection: queries.Selection, salt: string): Batches {
  yield await queries.listFunnel(ctx, selection)
  yield* queries.streamRatings(ctx, selection, salt)
}

async function* known(rows: readonly FigureRow[]): Batches {
  yield rows
}

async function seal(batches: Batches): Promise<Sealed> {
  const sealing = openSeal()
  for await (const rows of batches) sealing.put(rows)
  return sealing.close()
}

/** The file is kept in parts that are compressed each, so that neither writing nor reading holds more than one of them. */
async function keep(ctx: Context, file: queries.RowsFile, batches: Batches): Promise<Sealed> {
  const sealing = openSeal()
  let [text, part] = [rowsHeading, 0]
  const flush = async () => {
    await queries.insertPart(ctx, file, part, await gzip(text))
    part += 1
    text = ''
  }
  for await (const rows of batches) {
    text += sealing.put(rows)
    if (text.length >= partLength) await flush()
  }
  if (text !== '') await flush()
  return sealing.close()
}

function openSeal() {
  const sums = noSums()
  const sha256 = createHash('sha256').update(rowsHeading)
  return {
    put(rows: readonly FigureRow[]): string {
      for (const row of rows) addRow(sums, row)
      const text = rows.map(lineOf).join('')
      sha256.update(text)
      return text
    },
    close: (): Sealed => ({ seal: { format: rowsFormat, sha256: sha256.digest('hex'), rows: sums.rows }, sums }),
  }
}
