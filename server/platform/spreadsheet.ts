import { PassThrough, Readable } from 'node:stream'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import ExcelJS from 'exceljs'
import { Problem } from './problem.ts'
import type { FileAnswer } from './serve.ts'

export type SheetCells = { headings: string[]; rows: { row: number; cells: Record<string, string> }[] }

/** Reads a CSV (UTF-8, with or without mark) or XLSX file: the first row is the heading, cells come as trimmed text. */
export async function readSpreadsheet(bytes: Buffer): Promise<SheetCells> {
  const table = isZip(bytes) ? await readXlsx(bytes) : readCsv(bytes)
  const [head, ...body] = table
  if (!head) throw new Problem('import-unreadable', { detail: '文件是空的' })
  const headings = head.map(plain)
  const rows = body
    .map((line, i) => ({ row: i + 2, cells: Object.fromEntries(headings.map((h, c) => [h, plain(line[c] ?? '')])) }))
    .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
  return { headings, rows }
}

type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>

/**
 * A table as a file that opens in Excel in Chinese and cannot carry formulas. Rows are written as they come and none is kept, so a table
 * may be of any length; whoever stops reading stops the writing.
 */
export async function writeSpreadsheet(
  name: string,
  format: 'csv' | 'xlsx',
  headings: readonly string[],
  rows: Rows,
): Promise<FileAnswer> {
  if (format === 'csv') {
    const body = Readable.from(csvOf(headings, rows))
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${name}.csv`, body }
  }
  return {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${name}.xlsx`,
    body: xlsxOf(name, headings, rows),
  }
}

const mark = '\uFEFF'
const rowsAtOnce = 200
/** Excel has no room for more in one sheet; the rest goes on in the next. */
const rowsPerSheet = 1_000_000

async function* csvOf(headings: readonly string[], rows: Rows): AsyncGenerator<string> {
  yield mark + stringify([[...headings]])
  let lines: string[][] = []
  for await (const row of rows) {
    lines.push(row.map(harmless))
    if (lines.length < rowsAtOnce) continue
    yield stringify(lines)
    lines = []
  }
  if (lines.length > 0) yield stringify(lines)
}

function xlsxOf(name: string, headings: readonly string[], rows: Rows): Readable {
  const out = new PassThrough()
  fillBook(out, name, headings, rows).catch((cause: unknown) => {
    out.destroy(cause instanceof Error ? cause : new Error('a table was not written'))
  })
  return out
}

/** Waits for the reader every few hundred rows: what is not read yet is not written yet. */
async function fillBook(out: PassThrough, name: string, headings: readonly string[], rows: Rows): Promise<void> {
  const options = { stream: out, useStyles: true, useSharedStrings: false, zip: { zlib: { level: 1 } } }
  const book = new ExcelJS.stream.xlsx.WorkbookWriter(options)
  let sheet = addSheet(book, name, headings)
  let count = 0
  for await (const row of rows) {
    if (out.destroyed) return
    if (count > 0 && count % rowsPerSheet === 0) {
      sheet.commit()
      sheet = addSheet(book, `${name} ${count / rowsPerSheet + 1}`, headings)
    }
    sheet.addRow(row.map(harmless)).commit()
    count += 1
    if (count % rowsAtOnce === 0) await roomIn(out, sheet)
  }
  await book.commit()
}

function addSheet(book: ExcelJS.stream.xlsx.WorkbookWriter, name: string, headings: readonly string[]) {
  const title = name.replace(/[*?:\\/[\]]/g, ' ')
  const sheet = book.addWorksheet(title.length > 31 ? title.slice(-31) : title, {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  sheet.columns = headings.map(() => ({ width: 20, style: { numFmt: '@' } }))
  const head = sheet.addRow([...headings])
  head.font = { bold: true }
  head.commit()
  return sheet
}

async function roomIn(out: PassThrough, sheet: object): Promise<void> {
  await setImmediate()
  while (!out.destroyed && (out.writableNeedDrain || packing(sheet) > mostPacking)) await setTimeout(2)
}

const mostPacking = 1_000_000

/**
 * How many bytes wait to be packed. Guarantee: a sheet of exceljs' writer hands its rows to the packer through `stream.pipes`, streams
 * that count what waits in `_writableState`; the writer itself waits for nobody.
 */
function packing(sheet: object): number {
  const { stream } = sheet as { stream: { pipes: { _writableState: { length: number } }[] } }
  return stream.pipes.reduce((sum, pipe) => sum + pipe._writableState.length, 0)
}

/** A cell that a spreadsheet would calculate gets an apostrophe in front; `plain` takes it off again. */
const harmless = (cell: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell)
const plain = (cell: string) => cell.trim().replace(/^'(?=[=+\-@＝＋－＠])/, '')

const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))

function readCsv(bytes: Buffer): string[][] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return parse(text, { bom: true, relax_column_count: true })
  } catch (cause) {
    const detail = cause instanceof TypeError ? '文字不是 UTF-8 编码，请另存为“CSV UTF-8”' : '这份 CSV 的引号没有配对'
    throw new Problem('import-unreadable', { detail })
  }
}

async function readXlsx(bytes: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook()
  try {
    await book.xlsx.load(toArrayBuffer(bytes))
  } catch {
    throw new Problem('import-unreadable', { detail: '这份 XLSX 打不开，可能没有传完整' })
  }
  const sheet = book.worksheets[0]
  if (!sheet) throw new Problem('import-unreadable', { detail: '文件里没有工作表' })
  const table: string[][] = []
  for (let r = 1; r <= sheet.rowCount; r++) {
    const line: string[] = []
    for (let c = 1; c <= sheet.columnCount; c++) line.push(cellText(sheet.getCell(r, c).value))
    table.push(line)
  }
  return table
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}

function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('text' in value) return cellText(value.text)
  if ('result' in value) return cellText(value.result)
  return ''
}
