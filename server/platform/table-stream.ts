import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import ExcelJS from 'exceljs'
import { Problem } from './problem.ts'

/** A table that is read line by line, whatever its size: the lines come as text, the first one is the heading. */
export type TableStream = {
  format: 'csv' | 'xlsx'
  encoding: 'utf-8' | 'gb18030' | null
  lines: AsyncGenerator<string[]>
}

/** Opens a CSV (UTF-8 or GB18030) or XLSX file from its bytes; `again` gives the same bytes once more. */
export async function openTable(again: () => AsyncIterable<Buffer>): Promise<TableStream> {
  for await (const first of again()) {
    if (first.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) {
      return { format: 'xlsx', encoding: null, lines: readXlsx(again()) }
    }
    break
  }
  const encoding = await findEncoding(again())
  return { format: 'csv', encoding, lines: readCsv(again(), encoding) }
}

/** UTF-8 where every byte up to the first million after the first foreign one is; Chinese in any other encoding breaks it at once. */
async function findEncoding(bytes: AsyncIterable<Buffer>): Promise<'utf-8' | 'gb18030'> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let seen = 0
  try {
    for await (const chunk of bytes) {
      if (seen > 0 || chunk.some((byte) => byte > 127)) seen += chunk.length
      decoder.decode(chunk, { stream: true })
      if (seen > 1_000_000) break
    }
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

async function* readCsv(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string[]> {
  const parser = Readable.from(decoded(bytes, encoding)).pipe(
    parse({ bom: true, relax_column_count: true, relax_quotes: true, max_record_size: 1_000_000 }),
  )
  try {
    for await (const line of parser) yield asLine(line)
  } catch {
    throw new Problem('import-unreadable', { detail: '这份 CSV 的引号没有配对，或者有一行太长' })
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Guarantee: csv-parse without `columns` answers with arrays of text. */
const asLine = (line: unknown) => line as string[]

async function* readXlsx(bytes: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const book = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(bytes), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  })
  try {
    for await (const sheet of book) {
      let expected = 1
      for await (const row of sheet) {
        for (; expected < row.number; expected++) yield []
        expected = row.number + 1
        yield cellsOf(row)
      }
      return
    }
  } catch {
    throw new Problem('import-unreadable', { detail: '这份 XLSX 打不开，可能没有传完整' })
  }
}

function cellsOf(row: ExcelJS.Row): string[] {
  const cells: string[] = []
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    cells[column - 1] = cellText(cell.value)
  })
  return Array.from(cells, (cell) => cell ?? '')
}

/** A cell as text; times keep their minute, in the table's own clock. */
export function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ')
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('text' in value) return cellText(value.text)
  if ('result' in value) return cellText(value.result)
  return ''
}
