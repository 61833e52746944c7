import type * as contract from '@minyi/shared/cases/imports/contract.ts'
import type { ImportRun, ImportSource } from '@minyi/shared/cases/imports/contract.ts'
import { ImportField, neededFields } from '@minyi/shared/cases/imports/contract.ts'
import { importFieldLabels } from '@minyi/shared/cases/imports/labels.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { reachesAll } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { dropPieces, holdFile } from '../../files/sealed/service.ts'
import { getTable } from '../../files/service.ts'
import { candidatesFor, openNameBook } from './names/service.ts'
import { toRun, toSource } from './present.ts'
import * as queries from './queries.ts'
import { openCells } from './work/service.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const mostGroups = 200

/** The sources with their mappings, how many items came from each and when last. */
export async function listSources(ctx: Context): Promise<OutputOf<typeof contract.listSources>> {
  admitWhole(ctx)
  const rows = await queries.listSourceRows(ctx)
  return {
    rows: rows.map(({ source, items, lastRunAt }) =>
      toSource(ctx, source, items, lastRunAt === null ? null : new Date(lastRunAt)),
    ),
  }
}

/** Keeps how a source's columns and words are read; what was brought in before stays as it was read then. */
export async function saveSource(ctx: Context, input: InputOf<typeof contract.saveSource>): Promise<ImportSource> {
  admitWhole(ctx)
  const fields = input.mapping.columns.map(({ field }) => field)
  const lost = neededFields.filter((field) => !fields.includes(field))
  if (lost.length > 0) {
    throw faultAt('mapping.columns', `还没有放好：${lost.map((field) => importFieldLabels[field]).join('、')}`)
  }
  if (new Set(fields).size < fields.length) throw faultAt('mapping.columns', '一项只能放一列')
  return change(ctx, input.id, async (ctx) => {
    const { id: _, sourceId, version, slug, ...rest } = input
    const stamp = { changedAt: ctx.now(), changedBy: ctx.actor.id }
    if (version === 0) {
      const kept = await queries.insertSource(ctx, { ...rest, ...stamp, id: sourceId, slug, version: 1, active: true })
      if (!kept) throw faultAt('slug', '这个代号已经有来源在用')
    } else {
      if (!(await queries.findSource(ctx, sourceId))) throw new Problem('not-found')
      if (!(await queries.updateSource(ctx, sourceId, version, { ...rest, ...stamp }))) {
        throw new Problem('version-conflict')
      }
    }
    await audit(ctx, { action: 'imports.save-source', subjectKind: 'import-source', subjectId: sourceId })
    const row = await getSource(ctx, sourceId)
    return toSource(ctx, row, 0, null)
  })
}

/** Puts a file into the line: to be checked row by row, or brought in. Either goes on when the page is left. */
export async function startImport(ctx: Context, input: InputOf<typeof contract.startImport>): Promise<ImportRun> {
  admitWhole(ctx)
  const file = await getTable(ctx, input.fileId, input.secret)
  const source = await getSource(ctx, input.sourceId)
  return change(ctx, input.id, async (ctx) => {
    await beginRun(ctx, {
      id: input.id,
      source,
      mode: input.mode,
      origin: 'upload',
      file,
      fileName: input.fileName,
    })
    return getRun(ctx, input.id)
  })
}

/** Writes down that a file waits to be worked on, in the caller's transaction. */
export async function beginRun(
  ctx: Context,
  begun: {
    id: string
    source: queries.SourceRow
    mode: 'check' | 'import'
    origin: 'upload' | 'folder'
    file: { id: string; bytes: number }
    fileName: string
  },
): Promise<void> {
  const { id, source, mode, origin, file, fileName } = begun
  if (mode === 'import' && !(await holdFile(ctx, file.id, { kind: 'import-run', id }))) {
    throw new Problem('import-unreadable', { detail: '这个文件已经导入过，要再导请重新上传' })
  }
  await queries.insertRun(ctx, {
    id,
    sourceId: source.id,
    mode,
    origin,
    state: 'waiting',
    fileId: file.id,
    fileName,
    bytes: file.bytes,
    mapping: source.mapping,
    nextRow: 2,
    startedBy: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
  })
  await audit(ctx, { action: 'imports.start', subjectKind: 'import-run', subjectId: id, detail: { mode, origin } })
}

export async function listRuns(
  ctx: Context,
  input: InputOf<typeof contract.listRuns>,
): Promise<OutputOf<typeof contract.listRuns>> {
  admitWhole(ctx)
  const after = readCursor(PageKeys, input.after)
  const lines = await queries.listRunLines(ctx, input.sourceId, after, input.limit + 1)
  return pageFrom(
    lines,
    input.limit,
    ({ run }) => [run.createdAt.toISOString(), run.id],
    (line) => toRun(ctx, line),
  )
}

/** How far a run is, and what was wrong, equal faults told once. */
export async function readRun(
  ctx: Context,
  input: InputOf<typeof contract.readRun>,
): Promise<OutputOf<typeof contract.readRun>> {
  admitWhole(ctx)
  const run = await getRun(ctx, input.runId)
  const groups = await queries.listFaultGroups(ctx, input.runId, mostGroups)
  const book = groups.length > 0 ? await openNameBook(ctx) : null
  return {
    ...run,
    faults: groups.map((group) => {
      const field = ImportField.parse(group.field)
      const asks = book !== null && group.value !== null && ['unclear', 'unknown-name'].includes(group.code)
      return { ...group, field, candidates: asks ? candidatesFor(book, field, group.value ?? '') : [] }
    }),
  }
}

/** Stops a run; what it has brought in stays, and the same file can be sent again. */
export async function stopRun(ctx: Context, input: InputOf<typeof contract.stopRun>): Promise<ImportRun> {
  admitWhole(ctx)
  const { fileId } = (await getLine(ctx, input.runId)).run
  const stopped = await change(ctx, input.id, async (ctx) => {
    if (!(await queries.stopRunOnce(ctx, input.runId))) throw new Problem('step-not-allowed')
    await audit(ctx, { action: 'imports.stop', subjectKind: 'import-run', subjectId: input.runId })
    return getRun(ctx, input.runId)
  })
  if (stopped.mode === 'import' && fileId) await dropPieces(ctx, fileId)
  return stopped
}

/** The rows that were not brought in, with the file's own headings and what is wrong: corrected, it can be sent as it is. */
export async function downloadFaults(
  ctx: Context,
  input: InputOf<typeof contract.downloadFaults>,
): Promise<FileAnswer> {
  admitWhole(ctx)
  const { run } = await getLine(ctx, input.runId)
  const headings = run.headings ?? []
  await audit(ctx, { action: 'imports.download-faults', subjectKind: 'import-run', subjectId: run.id })
  return writeSpreadsheet(
    '问题表',
    input.format,
    [...headings, '原行号', '错在哪里'],
    faultyRows(ctx, run.id, headings),
  )
}

/** Row by row as the report is sent, however many there are; no more than a page is kept. */
async function* faultyRows(ctx: Context, runId: string, headings: readonly string[]): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const found = await queries.listFaultRows(ctx, runId, after, 1_000)
    for (const { row, cells, faults } of found) {
      const open = openCells(ctx, runId, row, cells)
      const words = faults.map((fault) => `${fault.column || '整行'}：${fault.words}`).join('；')
      yield [...headings.map((_, index) => open[index] ?? ''), String(row), words]
    }
    const last = found.at(-1)
    if (!last) return
    after = last.row
  }
}

/** Items of every place and unit come in through a source, so it is for who imports for the whole place. */
export function admitWhole(ctx: Context): void {
  if (!reachesAll(ctx.actor, 'cases.import')) throw new Problem('not-found')
}

async function getSource(ctx: Context, id: string): Promise<queries.SourceRow> {
  const row = await queries.findSource(ctx, id)
  if (!row) throw new Problem('not-found')
  return row
}

async function getLine(ctx: Context, id: string): Promise<queries.RunLine> {
  const line = await queries.findRunLine(ctx, id)
  if (!line) throw new Problem('not-found')
  return line
}

const getRun = async (ctx: Context, id: string): Promise<ImportRun> => toRun(ctx, await getLine(ctx, id))

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
