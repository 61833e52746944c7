import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EstimateFault } from '@minyi/shared/estimates/fault.ts'
import { type FigureRows, figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import { readSums, sumsFormat } from '@minyi/shared/indicators/answers/open/rules.ts'
import { certifySample, certifySums, specOf } from '@minyi/shared/indicators/answers/rules.ts'
import { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import {
  addHandlingRow,
  handlingColumns,
  noHandlingSums,
  readHandlingRow,
} from '@minyi/shared/indicators/handling/certified/rows.ts'
import { certifyHandling } from '@minyi/shared/indicators/handling/certified/rules.ts'
import { canonicalJson, type Difference, differencesBetween } from '@minyi/shared/indicators/published/comparison.ts'
import { Certificate, type CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { addRow, noSums, type RowSums, readRow, rowColumns } from '@minyi/shared/indicators/published/rows.ts'
import { certify, FigureFault } from '@minyi/shared/indicators/published/rules.ts'
import { CsvError, parse } from 'csv-parse'
import type { z } from 'zod'
import { FigureRefused } from './refused.ts'

type Recomputed = { id: string; sha256: string; figure: CertifiedFigure; differences: Difference[] }

/**
 * Prints the figure that rows and definition of a folder give. Answers 0 when it is the certificate's, to the last digit, from the very
 * file that the certificate names; otherwise 2, with a sentence for each thing that differs.
 */
export async function recomputeFigure(folder: string): Promise<number> {
  const { id, sha256, figure, differences } = await recompute(folder)
  process.stdout.write(`${JSON.stringify({ id, sha256, figure, identical: differences.length === 0 })}\n`)
  for (const { path, was, is } of differences.slice(0, 12)) {
    process.stderr.write(`${wordsOf(path)}不同：证明里是 ${was}，复算得 ${is}。\n`)
  }
  if (differences.length > 12) process.stderr.write(`还有 ${differences.length - 12} 处不同。\n`)
  if (differences.length === 0) process.stderr.write(`复算一致：${wordsFor(figure)}。\n`)
  return differences.length === 0 ? 0 : 2
}

async function recompute(folder: string): Promise<Recomputed> {
  const certificate = await readJson(join(folder, 'certificate.json'), Certificate, '证明')
  const definition = await readJson(join(folder, 'definition.json'), DefinitionInFull, '口径')
  const { figure, sha256, rows } = await certifyFile(join(folder, 'rows.csv'), definition, certificate.rows.format)
  const sealed = { sha256: certificate.rows.sha256, rows: certificate.rows.rows }
  return {
    id: certificate.id,
    sha256,
    figure,
    differences: [
      ...differencesBetween(sealed, { sha256, rows }, '行'),
      ...differencesBetween(certificate.definition, definition, '口径'),
      ...differencesBetween(certificate.figure, figure, '数字'),
    ],
  }
}

type Certified = { figure: CertifiedFigure; sha256: string; rows: number }

/** The figure of a file of rows: ratings or items that are added up, the answers of a sample, or the sums that stand in their place. */
async function certifyFile(path: string, definition: DefinitionInFull, format: string): Promise<Certified> {
  if (definition.handling) return certifyItems(path, definition)
  if (!definition.sample) {
    const { sums, sha256 } = await readRows(path)
    return { figure: certified(() => certify(sums, definition)), sha256, rows: sums.rows }
  }
  return format === sumsFormat ? certifyOpenSample(path, definition) : certifyAnswers(path, definition)
}

/** A rate of handling, from items or calls one by one or from the cells that stand in their place. */
async function certifyItems(path: string, definition: DefinitionInFull): Promise<Certified> {
  const sums = noHandlingSums()
  const sha256 = await readLines(path, (cells, line) => {
    if (line === 1) return expectHeading(cells, handlingColumns)
    const row = readHandlingRow(cells)
    if (!row) throw new FigureRefused(`rows.csv 第 ${line} 行不合格式：类别、情形或件数不对`)
    return addHandlingRow(sums, row)
  })
  return { figure: certified(() => certifyHandling(sums, definition)), sha256, rows: sums.rows }
}

async function certifyOpenSample(path: string, definition: DefinitionInFull): Promise<Certified> {
  const lines: string[][] = []
  const sha256 = await readLines(path, (cells) => lines.push(cells))
  const sums = readSums(lines)
  if (!sums || sums.questions.length !== definition.sample?.questions.length)
    throw new FigureRefused('rows.csv 不合格式：应当先是全部受访人一行，再是口径里的每道题一行')
  return { figure: certified(() => certifySums(sums, definition)), sha256, rows: lines.length - 1 }
}

async function certifyAnswers(path: string, definition: DefinitionInFull): Promise<Certified> {
  const reading: { answers?: FigureRows } = {}
  const sha256 = await readLines(path, (cells) => {
    if (reading.answers) reading.answers.add(cells)
    else reading.answers = figureRows(specOf(definition), cells)
  })
  const columns = reading.answers?.columns()
  if (!columns) throw new FigureRefused('rows.csv 是空的')
  return { figure: certified(() => certifySample(columns, definition)), sha256, rows: columns.rows }
}

function certified(work: () => CertifiedFigure): CertifiedFigure {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof FigureFault || cause instanceof EstimateFault)
      throw new FigureRefused(`rows.csv 和 definition.json 算不出数字：${cause.message}`)
    throw cause
  }
}

async function readJson<T extends z.ZodType>(path: string, shape: T, what: string): Promise<z.output<T>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new FigureRefused(`读不到${what}文件 ${path}`)
  })
  const read = shape.safeParse(parsed(text))
  if (read.success) return read.data
  throw new FigureRefused(
    `${what}文件 ${path} 不完整或被改过：${read.error.issues[0]?.path.join('.') || '不是合法的 JSON'}`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Adds up the rows in one pass; a line that is no row of the canonical form is named. */
async function readRows(path: string): Promise<{ sums: RowSums; sha256: string }> {
  const sums = noSums()
  const sha256 = await readLines(path, (cells, line) => {
    if (line === 1) expectHeading(cells, rowColumns)
    else addRow(sums, rowFrom(cells, line))
  })
  return { sums, sha256 }
}

/** Hashes the bytes of a file and hands on its lines, in one pass. */
async function readLines(path: string, take: (cells: string[], line: number) => unknown): Promise<string> {
  const sha256 = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sha256.update(chunk)
      done(null, chunk)
    },
  })
  const onRecord = (record: string[], { lines }: { lines: number }) => {
    take(record, lines)
    return null
  }
  const parser = parse({ on_record: onRecord }).resume()
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hashing, parser).catch((cause: unknown) => {
    throw readingFailure(cause, path)
  })
  return sha256.digest('hex')
}

function expectHeading(record: readonly string[], columns: readonly string[]) {
  if (canonicalJson(record) !== canonicalJson(columns)) {
    throw new FigureRefused(`rows.csv 第 1 行应当是 ${columns.join(',')}`)
  }
}

function rowFrom(record: readonly string[], line: number) {
  const row = readRow(record)
  if (row) return row
  throw new FigureRefused(`rows.csv 第 ${line} 行不合格式：类别、评价等级或份数不对`)
}

function readingFailure(cause: unknown, path: string): unknown {
  if (cause instanceof EstimateFault) return new FigureRefused(`rows.csv：${cause.message}`)
  if (cause instanceof CsvError) return new FigureRefused(`rows.csv 第 ${cause.lines} 行：列数不对，或引号没有成对`)
  if (cause instanceof Error && 'syscall' in cause) return new FigureRefused(`读不到行文件 ${path}`)
  return cause
}

const words: Readonly<Record<string, string>> = {
  '行.sha256': 'rows.csv 的 SHA-256 ',
  '行.rows': 'rows.csv 的行数',
  '数字.estimate.satisfied': '满意份数 ',
  '数字.estimate.n': '有效份数 ',
  '数字.estimate.point': '满意率',
  '数字.estimate.interval.0': '区间下限',
  '数字.estimate.interval.1': '区间上限',
  '数字.verdict': '结论',
}

const wordsOf = (path: string) => words[path] ?? `${path.replaceAll('.', ' · ')} `

function wordsFor({ estimate, verdict }: CertifiedFigure): string {
  if (!estimate) return '份数不足，不给比率'
  const [low, high] = estimate.interval
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`
  const said = { met: '达标', missed: '未达标', insufficient: '数据不足' }
  const judged = verdict ? `，${said[verdict]}` : ''
  const of = estimate.satisfied === null ? `n = ${estimate.n}` : `${estimate.satisfied}/${estimate.n}`
  return `${of}，${percent(estimate.point)}（${percent(low)} 到 ${percent(high)}）${judged}`
}
