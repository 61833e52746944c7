import type { CaseChannel } from '@minyi/shared/cases/contract.ts'
import {
  type ImportField,
  type ImportMapping,
  type ImportSource,
  listSources,
  neededFields,
  previewImport,
  readRun,
  saveSource,
  startImport,
  type ValuedField,
} from '@minyi/shared/cases/imports/contract.ts'
import { beginFile, chunkBytes, completeFile, putChunk, readFileState } from '@minyi/shared/files/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { create } from 'zustand'
import { keepInAddress } from '../../lib/address'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { chooseTable } from '../../lib/choose-sheet'
import { base64Of, hashOf, readBytes } from '../../lib/files'
import { newId } from '../../lib/id'

export type Preview = OutputOf<typeof previewImport>
export type Run = OutputOf<typeof readRun>
type Sent = { fileId: string; secret: string; name: string }
/** The source that a file belongs to: a kept one, or a new one with its name, channel and folder name. */
type Chosen = { sourceId: string | undefined; name: string; channel: CaseChannel; slug: string; watched: boolean }

type Imports = {
  sources: ImportSource[] | undefined
  /** Part of the file that has arrived; undefined while none is on its way. */
  sending: number | undefined
  sent: Sent | undefined
  preview: Preview | undefined
  mapping: ImportMapping | undefined
  chosen: Chosen
  run: Run | undefined
  busy: boolean
  failure: CallFailure | undefined
}

const nobody: Chosen = { sourceId: undefined, name: '', channel: 'hotline', slug: '', watched: false }
const start = { sending: undefined, sent: undefined, preview: undefined, mapping: undefined, run: undefined }

export const useImports = create<Imports>(() => ({
  ...start,
  sources: undefined,
  chosen: nobody,
  busy: false,
  failure: undefined,
}))

const set = useImports.setState
const get = useImports.getState
/** Also where a resident is signed in on the same phone, a table is the office's. */
const asStaff = { as: 'staff' } as const

export async function loadSources(): Promise<void> {
  const { rows } = await call(listSources, {})
  set({ sources: rows })
}

/** Back to the list of runs; what runs goes on. */
export function leaveFile(): void {
  keepInAddress({})
  set({ ...start, failure: undefined, chosen: nobody })
}

/** Sends a file of the person's choice piece by piece and shows its first rows. */
export async function chooseFile(): Promise<void> {
  const file = await chooseTable()
  if (!file) return
  set({ ...start, failure: undefined, sending: 0 })
  await guarded(async () => {
    const id = await newId()
    const sha256 = await hashOf(file)
    const { secret } = await call(beginFile, { id, bytes: file.size, sha256, purpose: 'import-file' }, asStaff)
    const { received } = await call(readFileState, { id, secret }, asStaff)
    const count = Math.ceil(file.size / chunkBytes)
    for (let index = 0; index < count; index++) {
      if (!received.includes(index)) {
        const data = base64Of(await readBytes(file, index * chunkBytes, chunkBytes))
        await call(putChunk, { id, secret, index, data }, asStaff)
      }
      set({ sending: (index + 1) / count })
    }
    await call(completeFile, { id, secret }, { ...asStaff, timeoutMs: 120_000 })
    set({ sent: { fileId: id, secret, name: file.name } })
    await look()
  })
  set({ sending: undefined })
}

/** Takes the mapping of a kept source, or begins a new one with what the headings say. */
export async function chooseSource(sourceId: string | undefined): Promise<void> {
  const source = get().sources?.find(({ id }) => id === sourceId)
  set({ chosen: source ? { ...source, sourceId } : nobody, run: undefined })
  await guarded(() => look(source?.mapping))
}

export function writeSource(changed: Partial<Chosen>): void {
  set(({ chosen }) => ({ chosen: { ...chosen, ...changed } }))
}

/** Puts a column where it belongs; a field holds one column only. */
export async function placeColumn(column: string, field: ImportField | undefined): Promise<void> {
  const { mapping } = get()
  if (!mapping) return
  const others = mapping.columns.filter((one) => one.column !== column && one.field !== field)
  const columns = field ? [...others, { column, field }] : others
  await guarded(() => look({ ...mapping, columns }))
}

/** Says what a word of the source means here; null leaves the place, unit or topic empty. */
export async function explain(field: ValuedField, value: string, meaning: string | null): Promise<void> {
  const { mapping } = get()
  if (!mapping) return
  const values = { ...mapping.values, [field]: { ...mapping.values[field], [value]: meaning } }
  set({ mapping: { ...mapping, values }, run: undefined })
}

/** What still has to be done before rows can be checked. */
export function missing({ mapping, chosen }: Pick<Imports, 'mapping' | 'chosen'>): string[] {
  const fields = mapping?.columns.map(({ field }) => field) ?? []
  const unplaced = neededFields.filter((field) => !fields.includes(field)).length
  return [
    chosen.sourceId || chosen.name.trim().length >= 2 ? '' : '写来源名称',
    chosen.sourceId || /^[a-z0-9][a-z0-9-]{1,30}$/.test(chosen.slug) ? '' : '写来源代号',
    unplaced > 0 ? `还有 ${unplaced} 个必填项没放好` : '',
  ].filter(Boolean)
}

/** Keeps the mapping with its source, then checks every row, or brings them in. */
export async function begin(mode: 'check' | 'import'): Promise<void> {
  await guarded(async () => {
    const { sent } = get()
    const sourceId = await keepMapping()
    if (!sent || !sourceId) return
    const { fileId, secret, name: fileName } = sent
    const run = await call(startImport, { id: await newId(), fileId, secret, fileName, sourceId, mode })
    await openRun(run.id)
  })
}

export async function openRun(runId: string): Promise<void> {
  const run = await call(readRun, { runId })
  keepInAddress({ run: runId })
  set({ run })
}

/** Opens a run of the list or the address; what goes wrong is said on the page. */
export const showRun = (runId: string): Promise<void> => guarded(() => openRun(runId))

/** Reads a run that goes on once more; what fails is tried at the next time. */
export async function refreshRun(): Promise<void> {
  const { run } = get()
  if (!run || !isGoing(run)) return
  const read = await call(readRun, { runId: run.id }).catch(() => undefined)
  if (read && get().run?.id === read.id) set({ run: read })
}

export const isGoing = ({ state }: Pick<Run, 'state'>): boolean => state === 'waiting' || state === 'running'

async function look(mapping?: ImportMapping): Promise<void> {
  const { sent } = get()
  if (!sent) return
  const { fileId, secret } = sent
  const preview = await call(previewImport, { fileId, secret, mapping }, { timeoutMs: 60_000 })
  set({ preview, mapping: preview.mapping, run: undefined })
}

async function keepMapping(): Promise<string | undefined> {
  const { mapping, chosen, sources } = get()
  if (!mapping) return undefined
  const kept = sources?.find(({ id }) => id === chosen.sourceId)
  const { name, channel, slug, watched } = chosen
  const saved = await call(saveSource, {
    id: await newId(),
    sourceId: kept?.id ?? (await newId()),
    version: kept?.version ?? 0,
    slug: kept?.slug ?? slug,
    name,
    channel,
    watched,
    mapping,
  })
  await loadSources()
  set({ chosen: { ...chosen, sourceId: saved.id } })
  return saved.id
}

async function guarded(work: () => Promise<void>): Promise<void> {
  set({ busy: true, failure: undefined })
  try {
    await work()
  } catch (error) {
    set({ failure: failureFrom(error) })
  } finally {
    set({ busy: false })
  }
}
