import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { RowsSeal } from '@minyi/shared/indicators/published/contract.ts'
import type { Context } from '../../../../platform/context.ts'
import * as queries from './queries.ts'

/** A canonical form of rows: how a row becomes a line, and what rows add up to. */
export type Form<Row, Sums> = {
  format: string
  heading: string
  lineOf: (row: Row) => string
  none: () => Sums
  add: (sums: Sums, row: Row) => void
}

/** What rows add up to, and the hash of the canonical file that holds them. */
export type Sealed<Sums> = { seal: RowsSeal; sums: Sums }

const [gzip, gunzip] = [promisify(zlib.gzip), promisify(zlib.gunzip)]
const partLength = 1 << 20

/**
 * Reads rows once and seals them; where a file is named, keeps them beside the figure. The file is kept in parts that are compressed
 * each, so that neither writing nor reading holds more than one of them.
 */
export async function sealRows<Row, Sums>(
  ctx: Context,
  form: Form<Row, Sums>,
  batches: AsyncIterable<readonly Row[]>,
  file: queries.RowsFile | null,
): Promise<Sealed<Sums>> {
  const sums = form.none()
  const sha256 = createHash('sha256').update(form.heading)
  let [text, part, count] = [form.heading, 0, 0]
  const flush = async () => {
    if (file) await queries.insertPart(ctx, file, part, await gzip(text))
    part += 1
    text = ''
  }
  for await (const rows of batches) {
    const lines = rows.map(form.lineOf).join('')
    for (const row of rows) form.add(sums, row)
    sha256.update(lines)
    count += rows.length
    text += lines
    if (text.length >= partLength) await flush()
  }
  if (text !== '') await flush()
  return { seal: { format: form.format, sha256: sha256.digest('hex'), rows: count }, sums }
}

/** Rows that are few and known, as batches. */
export async function* known<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}

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
