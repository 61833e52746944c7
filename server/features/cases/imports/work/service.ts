import { cellsOf } from '@minyi/shared/cases/imports/cells/rules.ts'
import { ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { readRow } from '@minyi/shared/cases/imports/rules.ts'
import type { LocalTime } from '@minyi/shared/cases/imports/times/rules.ts'
import { type Context, instantOf, type Platform, systemContext, type Tenant } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { Problem } from '../../../../platform/problem.ts'
import { openTable } from '../../../../platform/table-stream.ts'
import { listTenants } from '../../../../platform/tenants.ts'
import { openClockBook } from '../../../clocks/service.ts'
import { dropPieces, readPieces } from '../../../files/sealed/service.ts'
import { notify } from '../../../notices/service.ts'
import { findParameter } from '../../queries.ts'
import { openNameBook } from '../names/service.ts'
import { findSource } from '../queries.ts'
import { type ImportBook, newRecords } from '../writing/records/service.ts'
import { type BatchRow, checkBatch, type Decided, writeBatch } from '../writing/service.ts'
import * as queries from './queries.ts'

const leaseMs = 15_000
const usualBatch = 500
const reportDays = 30
/** A run that reads nothing but faults has the wrong mapping: it ends before it fills the report. */
const hopelessAfter = 2_000

/** How a run went on, after every batch. */
export type Progress = { read: number; share: number }
export type WorkOptions = { batch?: number; onProgress?: (progress: Progress) => void }

/** Brings one waiting run to its end; false when there was none. A run whose worker died goes on where its last batch ended. */
async function workOnce(platform: Platform, tenants: readonly Tenant[]): Promise<boolean> {
  const found = await queries.findWaitingRun(platform)
  const tenant = tenants.find(({ id }) => id === found?.tenantId)
  if (!found || !tenant) return false
  return workOn(systemContext(platform, tenant, 'imports.work'), found.id)
}

/** Brings everything that waits to its end. */
export async function workThrough(platform: Platform): Promise<void> {
  while (await workOnce(platform, await listTenants(platform)));
}

/** Rows that were kept for correction hold personal values: after a month they are gone. */
export function forgetReports(platform: Platform): Promise<number> {
  return queries.dropOldFaultRows(platform, new Date(platform.now().getTime() - reportDays * 86_400_000))
}

/** Works on one run; false when another worker has it or it is over. */
export async function workOn(ctx: Context, runId: string, options: WorkOptions = {}): Promise<boolean> {
  const worker = newId()
  const leased = await queries.leaseRun(ctx, runId, worker, leaseEnd(ctx))
  if (!leased) return false
  const run = leased.mode === 'check' && leased.read > 0 ? await queries.restartCheck(ctx, leased) : leased
  try {
    const isOver = await readThrough(ctx, run, worker, options)
    if (isOver) await end(ctx, run, worker, { state: 'done', fault: null })
  } catch (cause) {
    if (!(cause instanceof Problem || isDataFault(cause))) throw cause
    ctx.log.warn({ err: cause, run: run.id }, 'an import ended')
    const fault = (cause instanceof Problem ? cause.detail : '有一行存不进去') ?? '读不出这个文件'
    await end(ctx, run, worker, { state: 'failed', fault })
  }
  return true
}

/** Ends a run, takes an import's file away whichever way it ended, and tells whoever started it how it went. */
async function end(
  ctx: Context,
  run: queries.RunRow,
  worker: string,
  how: { state: 'done' | 'failed'; fault: string | null },
): Promise<void> {
  const isEnded = await queries.endRun(ctx, run.id, worker, how)
  if (!isEnded || run.mode !== 'import') return
  if (run.fileId) await dropPieces(ctx, run.fileId)
  if (run.startedBy === null) return
  const kind = how.state === 'done' ? 'import-done' : 'import-failed'
  await notify(ctx, { to: [run.startedBy], kind, about: { kind: 'import', id: run.id }, key: run.id })
}

/** What a batch needs besides its rows. */
export async function openBook(ctx: Context, sourceId: string): Promise<ImportBook> {
  const source = await findSource(ctx, sourceId)
  if (!source) throw new Problem('not-found')
  const [names, clocks, prefix] = await Promise.all([
    openNameBook(ctx),
    openClockBook(ctx),
    findParameter(ctx, 'cases.number-prefix'),
  ])
  const letters = typeof prefix === 'string' ? prefix : ctx.tenant.slug.slice(0, 2).toUpperCase()
  return { source, names, clocks, prefix: letters, starts: new Map() }
}

/** The time that it is by the tenant's own clock, as tables write it. */
export function localNow(ctx: Context): LocalTime {
  const now = instantOf(ctx, ctx.now())
  const [hours = 0, minutes = 0, seconds = 0] = now.slice(11, 19).split(':').map(Number)
  return { day: now.slice(0, 10), second: (hours * 60 + minutes) * 60 + seconds }
}

/** How many rows of a batch went which way. */
export function countOutcomes(decided: readonly Decided[]): queries.Counts {
  const of = (outcome: Decided['outcome']) => decided.filter((one) => one.outcome === outcome).length
  const warned = decided.filter(({ outcome, faults }) => outcome !== 'faulty' && faults.length > 0).length
  const counts = { created: of('created'), changed: of('changed'), same: of('same'), kept: of('kept') }
  return { read: decided.length, ...counts, faulty: of('faulty'), warned }
}

/** Text without what no database keeps: zero bytes and halves of characters. */
export const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** The database refused what it was given; trying the same once more would not help. */
function isDataFault(cause: unknown): boolean {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error && 'code' in inner && /^2[23]/.test(String(inner.code))
}

type Line = BatchRow & { cells: string[] }

/**
 * Reads the file from its beginning, leaves out what is done, and writes the rest in batches, one of them while the next is read;
 * false when the run was taken away.
 */
async function readThrough(ctx: Context, run: queries.RunRow, worker: string, options: WorkOptions): Promise<boolean> {
  const { lines, share } = await openLines(ctx, run)
  const mapping = ImportMapping.parse(run.mapping)
  const book = await openBook(ctx, run.sourceId)
  const work = { run, worker, mapping, book, earlier: new Map<string, { row: number; hash: Buffer }>() }
  let headings: string[] | null = null
  let now = localNow(ctx)
  let batch: Line[] = []
  let writing: Promise<Progress | null> | null = null
  let row = 0
  const written = async () => {
    const held = writing && (await writing)
    if (held) options.onProgress?.(held)
    return writing === null || held !== null
  }
  const flush = async () => {
    if (!(await written())) return false
    writing = putBatch(ctx, { ...work, share: share() }, batch)
    // What it throws is met where the next batch waits for it.
    writing.catch(() => {})
    batch = []
    now = localNow(ctx)
    return true
  }
  for await (const cells of lines) {
    row += 1
    if (headings === null) {
      headings = await takeHeadings(ctx, run, mapping, cells)
      continue
    }
    if (row < run.nextRow || cells.every((cell) => cell.trim() === '')) continue
    const clean = cells.map(cleanText)
    const read = readRow(cellsOf(mapping, headings, clean), mapping, book.names.names, now)
    const records = read.item && run.mode === 'import' ? newRecords(ctx, book, read.item) : undefined
    batch.push({ row, cells: clean, read, records })
    if (batch.length >= (options.batch ?? usualBatch) && !(await flush())) return false
  }
  if (headings === null) throw new Problem('import-unreadable', { detail: '文件是空的' })
  return (batch.length === 0 || (await flush())) && written()
}

/** The rows of the run's file, and how much of it has been read, in hundredths. */
async function openLines(ctx: Context, { fileId, bytes }: queries.RunRow) {
  if (fileId === null) throw new Problem('import-unreadable', { detail: '文件已经不在了，请重新上传' })
  let bytesRead = 0
  const again = async function* () {
    bytesRead = 0
    for await (const piece of readPieces(ctx, fileId)) {
      bytesRead += piece.length
      yield piece
    }
  }
  const { lines } = await openTable(again)
  return { lines, share: () => Math.min(99, Math.floor((bytesRead / Math.max(1, bytes)) * 100)) }
}

async function takeHeadings(
  ctx: Context,
  run: queries.RunRow,
  mapping: ImportMapping,
  cells: readonly string[],
): Promise<string[]> {
  const headings = cells.map((cell) => cell.trim())
  const lost = mapping.columns.filter(({ column }) => !headings.includes(column))
  if (lost.length > 0) {
    const names = lost.map(({ column }) => `“${column}”`).join('、')
    throw new Problem('import-unreadable', { detail: `文件里没有这几列：${names}` })
  }
  await queries.keepHeadings(ctx, run.id, headings)
  return headings
}

type Work = {
  run: queries.RunRow
  worker: string
  mapping: ImportMapping
  book: ImportBook
  earlier: Map<string, { row: number; hash: Buffer }>
  share: number
}

/** One batch: rows, faults and how far the run has come, in one transaction. Null when the run is no longer this worker's. */
async function putBatch(ctx: Context, work: Work, lines: readonly Line[]): Promise<Progress | null> {
  const { run, book } = work
  return ctx.db.transaction(async (db) => {
    const inner = { ...ctx, db }
    await queries.commitWithNext(inner)
    const held = await queries.lockHeld(inner, run.id, work.worker)
    if (!held) return null
    const decided =
      run.mode === 'check'
        ? await checkBatch(inner, book, run.id, lines, work.earlier)
        : await writeBatch(inner, book, run.id, lines)
    await keepFaults(inner, work, decided, lines)
    const counts = countOutcomes(decided)
    const [read, faulty] = [held.read + counts.read, held.faulty + counts.faulty]
    if (faulty === read && read >= hopelessAfter) {
      throw new Problem('import-unreadable', { detail: `前 ${read} 行全部有错，请先核对各列放到哪里` })
    }
    const nextRow = (lines.at(-1)?.row ?? 0) + 1
    await queries.moveRun(inner, held, { nextRow, share: work.share, leaseUntil: leaseEnd(ctx), counts })
    return { read, share: work.share }
  })
}

/** The report: what is wrong in which column of which row, and the rows themselves, encrypted, to be corrected. */
async function keepFaults(ctx: Context, work: Work, decided: readonly Decided[], lines: readonly Line[]) {
  const own = { tenantId: ctx.tenant.id, runId: work.run.id }
  const columns = new Map(work.mapping.columns.map(({ field, column }) => [field, column]))
  const faults = decided.flatMap(({ row, faults }) =>
    faults.map((fault) => ({ ...own, row, ...fault, column: columns.get(fault.field) ?? '' })),
  )
  await queries.putFaults(ctx, faults)
  const kept = decided.flatMap(({ row, outcome }, index) => {
    const cells = lines[index]?.cells ?? []
    return outcome === 'faulty' ? [{ ...own, row, cells: sealCells(ctx, work.run.id, row, cells) }] : []
  })
  await queries.putFaultRows(ctx, kept)
}

const placeOf = (ctx: Context, runId: string, row: number) => `${ctx.tenant.id}/import-fault/${runId}/${row}`
const sealCells = (ctx: Context, runId: string, row: number, cells: readonly string[]) =>
  ctx.encryption.seal(JSON.stringify(cells), placeOf(ctx, runId, row))

/** Guarantee: only `sealCells` writes this column, from an array of text. */
export const openCells = (ctx: Context, runId: string, row: number, sealed: Buffer) =>
  JSON.parse(ctx.encryption.open(sealed, placeOf(ctx, runId, row))) as string[]

const leaseEnd = (ctx: Context) => new Date(ctx.now().getTime() + leaseMs)
