import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { EstimateFault } from '@minyi/shared/estimates/fault.ts'
import { type FigureRows, figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import { type FigureSpec, readFigureSpec, unknownFields } from '@minyi/shared/estimates/figure-spec.ts'
import { computeFigures, type Figures } from '@minyi/shared/estimates/figures.ts'
import { CsvError, parse } from 'csv-parse'

/** Files from which no figure can be computed; the message is one sentence for the person who asked. */
export class EstimateRefused extends Error {}

/**
 * Recomputes figures from rows and a definition, both files. Rows are read as a stream and kept as numbers. Where the rows or the
 * definition do not allow a figure, one sentence says why and on which line.
 */
export async function estimateFiles(
  dataPath: string,
  specPath: string,
): Promise<{ figures: Figures; ignored: string[] }> {
  const input = await readJson(specPath)
  const spec = withLine([], () => readFigureSpec(input))
  const { rows, lines } = await readRows(dataPath, spec)
  return { figures: withLine(lines, () => computeFigures(spec, rows.columns())), ignored: unknownFields(input) }
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new EstimateRefused(`读不到说明文件 ${path}`)
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new EstimateRefused(`说明文件 ${path} 不是合法的 JSON`)
  }
}

/** Reads what a definition needs of each row, and the line of the file on which that row ends. */
async function readRows(path: string, spec: FigureSpec): Promise<{ rows: FigureRows; lines: number[] }> {
  const lines: number[] = []
  const reading: { rows?: FigureRows } = {}
  const take = (record: string[], { lines: line }: { lines: number }) => {
    if (reading.rows) {
      lines.push(line)
      withLine(lines, () => reading.rows?.add(record))
    } else {
      reading.rows = withLine([line], () => figureRows(spec, record))
    }
    return null
  }
  const parser = parse({ bom: true, trim: true, skip_empty_lines: true, on_record: take }).resume()
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), parser).catch((error: unknown) => {
    throw readingFailure(error, path)
  })
  if (!reading.rows) throw new EstimateRefused(`数据文件 ${path} 是空的`)
  return { rows: reading.rows, lines }
}

function readingFailure(error: unknown, path: string): unknown {
  if (error instanceof CsvError) {
    const ragged = error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
    return new EstimateRefused(`第 ${error.lines} 行：${ragged ? '列数与表头不一致' : '引号没有成对，或格式不是 CSV'}`)
  }
  if (error instanceof Error && 'syscall' in error) return new EstimateRefused(`读不到数据文件 ${path}`)
  return error
}

/** Puts the line before the sentence of a fault that has a row. */
function withLine<T>(lines: readonly number[], work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof EstimateFault)) throw error
    const line = error.row === undefined ? undefined : lines[error.row]
    throw new EstimateRefused(line === undefined ? error.message : `第 ${line} 行：${error.message}`)
  }
}

function pathsFrom(args: string[]): { data: string; spec: string } {
  const usage = '用法：npm run -s estimate -- --data 数据.csv --spec 说明.json'
  try {
    const { data, spec } = parseArgs({ args, options: { data: { type: 'string' }, spec: { type: 'string' } } }).values
    const from = process.env.INIT_CWD ?? process.cwd()
    if (data && spec) return { data: resolve(from, data), spec: resolve(from, spec) }
  } catch {
    throw new EstimateRefused(usage)
  }
  throw new EstimateRefused(usage)
}

async function main(): Promise<number> {
  try {
    const { data, spec } = pathsFrom(process.argv.slice(2))
    const { figures, ignored } = await estimateFiles(data, spec)
    if (ignored.length > 0) process.stderr.write(`说明里有不认识的字段，已忽略：${ignored.join('、')}\n`)
    process.stdout.write(`${JSON.stringify(figures)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof EstimateRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

if (import.meta.main) process.exitCode = await main()
