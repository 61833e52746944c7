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

/** A table as a file that opens in Excel in Chinese and cannot carry formulas. */
export async function writeSpreadsheet(
  name: string,
  format: 'csv' | 'xlsx',
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<FileAnswer> {
  const safe = rows.map((row) => row.map(harmless))
  if (format === 'csv') {
    const text = stringify([[...headings], ...safe], { bom: true })
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${name}.csv`, body: Buffer.from(text, 'utf8') }
  }
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name)
  sheet.addRow([...headings]).font = { bold: true }
  sheet.addRows(safe)
  sheet.columns.forEach((column) => {
    column.width = 20
    column.numFmt = '@'
  })
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
  const body = Buffer.from(await book.xlsx.writeBuffer())
  return {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `${name}.xlsx`,
    body,
  }
}

/** A cell that a spreadsheet would calculate gets an apostrophe in front; `plain` takes it off again. */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
const plain = (cell: string) => cell.trim().replace(/^'(?=[=+\-@])/, '')

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
