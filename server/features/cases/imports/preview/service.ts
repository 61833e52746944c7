import { cellsOf } from '@minyi/shared/cases/imports/cells/rules.ts'
import { guessColumns } from '@minyi/shared/cases/imports/columns/rules.ts'
import type * as contract from '@minyi/shared/cases/imports/contract.ts'
import { type ImportField, ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { readRow } from '@minyi/shared/cases/imports/rules.ts'
import { maskIdentity } from '@minyi/shared/cases/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type { Context } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { openTable } from '../../../../platform/table-stream.ts'
import { readPieces } from '../../../files/sealed/service.ts'
import { getTable } from '../../../files/service.ts'
import { candidatesFor, openNameBook } from '../names/service.ts'
import { admitWhole } from '../service.ts'
import { localNow } from '../work/service.ts'

const shownRows = 20
const sampledRows = 2_000
const asked = ['unknown-word', 'unknown-name', 'unclear']
type Unclear = OutputOf<typeof contract.previewImport>['unclear'][number]

/** The first rows of a file with a guess where its columns belong, and the words in them that still need a meaning. */
export async function previewImport(
  ctx: Context,
  input: InputOf<typeof contract.previewImport>,
): Promise<OutputOf<typeof contract.previewImport>> {
  admitWhole(ctx)
  const file = await getTable(ctx, input.fileId, input.secret)
  const { format, encoding, lines } = await openTable(() => readPieces(ctx, file.id))
  const sample: string[][] = []
  for await (const line of lines) {
    sample.push(line)
    if (sample.length > sampledRows) break
  }
  const [head, ...body] = sample
  if (!head) throw new Problem('import-unreadable', { detail: '文件是空的' })
  const headings = head.map((cell) => cell.trim())
  const mapping = input.mapping ?? ImportMapping.parse({ columns: guessColumns(headings), values: {} })
  const rows = body
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const unclear = await listUnclear(ctx, mapping, headings, rows)
  const fields = headings.map((heading) => mapping.columns.find(({ column }) => column === heading)?.field)
  return {
    format,
    encoding,
    headings,
    mapping,
    unclear,
    sampled: rows.length,
    rows: rows.slice(0, shownRows).map(({ row, cells }) => ({
      row,
      cells: headings.map((_, index) => shownAs(fields[index], cells[index] ?? '')),
    })),
  }
}

async function listUnclear(
  ctx: Context,
  mapping: ImportMapping,
  headings: readonly string[],
  rows: readonly { cells: string[] }[],
): Promise<Unclear[]> {
  const book = await openNameBook(ctx)
  const now = localNow(ctx)
  const found = new Map<string, Unclear>()
  for (const { cells } of rows) {
    const { faults } = readRow(cellsOf(mapping, headings, cells), mapping, book.names, now)
    for (const { field, code, value } of faults) {
      if (!asked.includes(code) || value === null) continue
      const key = `${field}\0${value}`
      const earlier = found.get(key)
      const candidates = earlier?.candidates ?? candidatesFor(book, field, value)
      found.set(key, { field, value, candidates, rows: (earlier?.rows ?? 0) + 1 })
    }
  }
  return [...found.values()].sort((left, right) => right.rows - left.rows).slice(0, 300)
}

/** A cell as the preview may show it: enough to recognise the column, nobody's name or number. */
function shownAs(field: ImportField | undefined, cell: string): string {
  const text = cell.trim().slice(0, 80)
  if (field === 'name') return text && `${text.slice(0, 1)}**`
  if (field === 'phone') return text.length > 7 ? `${text.slice(0, 3)}****${text.slice(-4)}` : text && '****'
  const isPlain = field === 'externalId' || field === 'receivedAt' || field?.endsWith('At')
  return isPlain ? text : maskIdentity(text, [])
}
