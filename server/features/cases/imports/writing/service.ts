import { createHash } from 'node:crypto'
import type { CellFault } from '@minyi/shared/cases/imports/cells/rules.ts'
import { contentOf, type ImportedItem, type ReadRow, whatToDo } from '@minyi/shared/cases/imports/rules.ts'
import { audit } from '../../../../platform/audit.ts'
import type { Context } from '../../../../platform/context.ts'
import { emit } from '../../../../platform/outbox.ts'
import { indexItems, searchRowsOf } from '../../search/service.ts'
import type { ItemRecords } from './queries.ts'
import * as queries from './queries.ts'
import { type ImportBook, newRecords, numberOf, recordsOf } from './records/service.ts'

/**
 * One row of a batch, read: `row` counts as a table does, its heading being 1. `records` are what it becomes where it is new, if they
 * were made beforehand.
 */
export type BatchRow = { row: number; read: ReadRow; records?: ItemRecords | undefined }
export type Outcome = 'created' | 'changed' | 'same' | 'kept' | 'faulty'
export type Decided = { row: number; outcome: Outcome; faults: CellFault[]; item: ImportedItem | null }

type Known = Omit<queries.Known, 'caseId'> & { caseId: string | null; number: string; touched: boolean }
type Wanted = Pick<BatchRow, 'row' | 'records'> & {
  item: ImportedItem
  hash: Buffer
  caseId: string | null
  number: string
  version: number
}
type Sorted = { decided: Decided[]; create: Wanted[]; change: Wanted[]; touch: Wanted[] }

/**
 * Brings the rows of a batch in, in the caller's transaction: each number of the source once, whatever was sent before. Answers what
 * became of each row. A row that changed at its source changes the item only while nobody here has touched it.
 */
export async function writeBatch(
  ctx: Context,
  book: ImportBook,
  runId: string,
  rows: readonly BatchRow[],
): Promise<Decided[]> {
  await queries.holdSource(ctx, book.source.id)
  const hashes = hashesOf(rows)
  const sorted = sortOut(await knownOf(ctx, book, runId, hashes), runId, rows, hashes)
  await create(ctx, book, runId, sorted.create)
  await rewrite(ctx, book, sorted.change)
  await queries.touchImports(
    ctx,
    [...sorted.change, ...sorted.touch].map((one) => importRow(ctx, book, runId, one)),
  )
  const [created, changed] = [sorted.create.length, sorted.change.length]
  if (created + changed > 0) {
    const subject = { subjectKind: 'import-run', subjectId: runId }
    const last = rows.at(-1)?.row ?? 0
    await audit(ctx, { action: 'cases.import', ...subject, detail: { created, changed, last } })
    await emit(ctx, { topic: 'case.imported', subjectId: runId, payload: { created, changed } })
  }
  return sorted.decided
}

/** What would become of the rows, without writing any; `earlier` are the numbers of this run's rows so far. */
export async function checkBatch(
  ctx: Context,
  book: ImportBook,
  runId: string,
  rows: readonly BatchRow[],
  earlier: Map<string, { row: number; hash: Buffer }>,
): Promise<Decided[]> {
  const hashes = hashesOf(rows)
  const known = await knownOf(ctx, book, runId, hashes)
  for (const { read } of rows) {
    const before = read.item && earlier.get(read.item.externalId)
    if (!read.item || !before) continue
    const { externalId } = read.item
    known.set(externalId, { externalId, ...before, caseId: null, number: '', version: 0, runId, touched: false })
  }
  const { decided } = sortOut(known, runId, rows, hashes)
  for (const { row, item } of decided) {
    const hash = item && hashes.get(item)
    if (hash && !earlier.has(item.externalId)) earlier.set(item.externalId, { row, hash })
  }
  return decided
}

type Hashes = ReadonlyMap<ImportedItem, Buffer>

const hashesOf = (rows: readonly BatchRow[]): Hashes =>
  new Map(rows.flatMap(({ read }) => (read.item ? [[read.item, hashOf(read.item)]] : [])))

const hashOf = (item: ImportedItem): Buffer => createHash('sha256').update(contentOf(item)).digest().subarray(0, 16)

async function knownOf(ctx: Context, book: ImportBook, runId: string, hashes: Hashes) {
  const told = new Map([...hashes].map(([item, hash]) => [item.externalId, hash]))
  const found = await queries.listKnown(ctx, book.source.id, [...told.keys()])
  const moved = found.filter((one) => one.runId !== runId && !told.get(one.externalId)?.equals(one.hash))
  const versions = await queries.lockVersions(
    ctx,
    moved.map((one) => one.caseId),
  )
  return new Map<string, Known>(
    found.map((one) => {
      const item = versions.get(one.caseId)
      const touched = item !== undefined && item.version !== one.version
      return [one.externalId, { ...one, number: item?.number ?? '', touched }]
    }),
  )
}

function sortOut(known: Map<string, Known>, runId: string, rows: readonly BatchRow[], hashes: Hashes): Sorted {
  const sorted: Sorted = { decided: [], create: [], change: [], touch: [] }
  for (const { row, read, records } of rows) {
    const { item, faults } = read
    const hash = item && hashes.get(item)
    if (!item || !hash) {
      sorted.decided.push({ row, outcome: 'faulty', faults, item: null })
      continue
    }
    const before = known.get(item.externalId)
    const todo = whatToDo(
      before && { same: before.hash.equals(hash), touched: before.touched, thisRun: before.runId === runId },
    )
    const { caseId = null, number = '' } = before ?? {}
    const wanted = { row, item, hash, records, caseId, number, version: (before?.version ?? 0) + 1 }
    const kept = { ...wanted, hash: before?.hash ?? hash, version: before?.version ?? 1 }
    if (todo === 'create') sorted.create.push(wanted)
    if (todo === 'change') sorted.change.push(wanted)
    if ((todo === 'same' || todo === 'keep') && before?.runId !== runId) sorted.touch.push(kept)
    sorted.decided.push({ row, item: todo === 'double' ? null : item, ...toldOf(todo, before, faults) })
    if (todo === 'double') continue
    const { hash: told, version } = todo === 'keep' ? kept : wanted
    known.set(item.externalId, {
      externalId: item.externalId,
      caseId,
      number,
      hash: todo === 'keep' ? hash : told,
      version,
      runId,
      row: before?.runId === runId ? before.row : row,
      touched: false,
    })
  }
  return sorted
}

function toldOf(
  todo: ReturnType<typeof whatToDo>,
  before: Known | undefined,
  faults: CellFault[],
): { outcome: Outcome; faults: CellFault[] } {
  const told = (code: string, stops: boolean, words: string): CellFault[] => [
    ...faults.filter((fault) => fault.field !== 'externalId'),
    { field: 'externalId', code, stops, value: null, words },
  ]
  if (todo === 'double') {
    return { outcome: 'faulty', faults: told('double', true, `第 ${before?.row ?? 0} 行已有这个编号，内容不同`) }
  }
  if (todo === 'keep') {
    return { outcome: 'kept', faults: told('in-hand', false, '来源那边改了，这里已经在办，没有改动') }
  }
  return { outcome: todo === 'create' ? 'created' : todo === 'change' ? 'changed' : 'same', faults }
}

async function create(ctx: Context, book: ImportBook, runId: string, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return
  const byMonth = Map.groupBy(wanted, ({ item }) => item.received.day.slice(0, 7))
  const counts = [...byMonth].map(([month, { length }]) => [month, length] as const)
  const records: ItemRecords[] = []
  const rows: queries.ImportRow[] = []
  for (const { month, first } of await queries.takeNumbers(ctx, counts)) {
    for (const [at, one] of (byMonth.get(month) ?? []).entries()) {
      const made = one.records ?? newRecords(ctx, book, one.item)
      made.item.number = numberOf(book, one.item, first + at)
      records.push(made)
      rows.push(importRow(ctx, book, runId, { ...one, caseId: made.item.id, version: 1 }))
    }
  }
  await queries.insertItems(ctx, rows, records, () => searchRowsOf(ctx, findable(records)))
}

async function rewrite(ctx: Context, book: ImportBook, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return
  const records = wanted.map(({ item, caseId, number, version }) => {
    if (caseId === null) throw new Error('a changed row has its item')
    return recordsOf(ctx, book, item, { id: caseId, number, version, act: 'import-change' })
  })
  await queries.rewriteItems(ctx, records)
  await indexItems(ctx, findable(records))
}

const findable = (records: readonly ItemRecords[]) =>
  records.map(({ item }) => ({ ...item, place: item.place ?? null }))

function importRow(ctx: Context, book: ImportBook, runId: string, one: Wanted): queries.ImportRow {
  if (one.caseId === null) throw new Error('a row that is kept has its item')
  return {
    tenantId: ctx.tenant.id,
    sourceId: book.source.id,
    externalId: one.item.externalId,
    caseId: one.caseId,
    hash: one.hash,
    version: one.version,
    runId,
    row: one.row,
  }
}
