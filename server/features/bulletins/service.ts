import type * as contract from '@minyi/shared/bulletins/contract.ts'
import type { Bulletin, BulletinKind } from '@minyi/shared/bulletins/contract.ts'
import { paragraphFault, periodFault } from '@minyi/shared/bulletins/rules.ts'
import { headOf } from '@minyi/shared/bulletins/writing/rules.ts'
import type { Period } from '@minyi/shared/indicators/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type { FieldFault } from '@minyi/shared/platform/problems.ts'
import { z } from 'zod'
import { reachesAll } from '../../platform/access.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, staffOf, today } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { Problem } from '../../platform/problem.ts'
import { countingSteps } from './counting/service.ts'
import { fileOf } from './papers/service.ts'
import { bulletinOf, peopleIn, readText, rowOf } from './present.ts'
import * as queries from './queries.ts'

/** Begins a bulletin or a report: its numbers are counted by a job, which then writes the text. */
export function draftBulletin(ctx: Context, input: InputOf<typeof contract.draftBulletin>): Promise<Bulletin> {
  return change(ctx, input.id, async (ctx) => {
    mustReachAll(ctx, 'bulletins.write')
    const period = { from: input.from, to: input.to }
    const fault = periodFault(input.kind, period, today(ctx))
    if (fault) throw new Problem('input-invalid', { fields: [{ path: 'to', message: fault }] })
    await begin(ctx, input.id, { kind: input.kind, period, corrects: null, correction: null })
    await audit(ctx, { action: 'draft', subjectKind: 'bulletin', subjectId: input.id })
    return getBulletin(ctx, input.id)
  })
}

/** Begins a bulletin in place of a published one, which stays as it is. */
export function correctBulletin(ctx: Context, input: InputOf<typeof contract.correctBulletin>): Promise<Bulletin> {
  return change(ctx, input.id, async (ctx) => {
    mustReachAll(ctx, 'bulletins.write')
    const row = await lockFor(ctx, input.bulletinId)
    if (row.state !== 'published') throw new Problem('step-not-allowed')
    const kind: BulletinKind = row.kind === 'annual' ? 'annual' : 'period'
    const period = { from: row.fromDay, to: row.toDay }
    const correction = { corrects: row.id, correction: input.reason, head: row.head, figuresBefore: row.figures }
    await begin(ctx, input.id, { kind, period, ...correction })
    const detail = { reason: input.reason }
    await audit(ctx, { action: 'correct', subjectKind: 'bulletin', subjectId: row.id, detail })
    return getBulletin(ctx, input.id)
  })
}

type Begun = {
  kind: BulletinKind
  period: Period
  corrects: string | null
  correction: string | null
  head?: unknown
  figuresBefore?: unknown
}

async function begin(ctx: Context, id: string, { kind, period, head, ...given }: Begun): Promise<void> {
  const { unitId, id: by } = staffOf(ctx)
  const [author] = await queries.listPeople(ctx, [by])
  const issuer = unitId !== null && author?.unit ? author.unit : `${ctx.tenant.name}行政执法监督机构`
  const made = await queries.insertBulletin(ctx, {
    id,
    kind,
    fromDay: period.from,
    toDay: period.to,
    state: 'preparing',
    version: 1,
    head: head ?? headOf(kind, period, { issuer, tenant: ctx.tenant.name }),
    sections: [],
    alone: [],
    stepsDone: 0,
    stepsOf: countingSteps,
    madeAt: ctx.now(),
    madeBy: by,
    ...given,
  })
  if (!made) throw new Problem('step-not-allowed')
}

/** Changes head and words of a draft; what they were before is kept. Numbers are places in the text and cannot be written over. */
export function editBulletin(ctx: Context, input: InputOf<typeof contract.editBulletin>): Promise<Bulletin> {
  return change(ctx, input.id, async (ctx) => {
    mustReachAll(ctx, 'bulletins.write')
    const row = await lockFor(ctx, input.bulletinId)
    if (row.version !== input.version) throw new Problem('version-conflict')
    if (row.state !== 'draft') throw new Problem('step-not-allowed')
    const faults = faultsIn(row, input)
    if (faults.length > 0) throw new Problem('input-invalid', { fields: faults })
    await keepEdit(ctx, row, '改文字')
    const { head, sections } = input
    await queries.updateBulletin(ctx, row.id, { head, sections, version: row.version + 1 })
    await audit(ctx, { action: 'edit', subjectKind: 'bulletin', subjectId: row.id, detail: { head, sections } })
    return getBulletin(ctx, row.id)
  })
}

/** Keeps the text as it was before a change. */
export async function keepEdit(ctx: Context, row: queries.BulletinRecord, what: string): Promise<void> {
  const { id: bulletinId, version, head, sections } = row
  await queries.insertEdit(ctx, { bulletinId, version, head, sections, what, at: ctx.now(), by: staffOf(ctx).id })
}

function faultsIn(
  row: queries.BulletinRecord,
  { head, sections }: InputOf<typeof contract.editBulletin>,
): FieldFault[] {
  const { figures } = readText(row)
  const keys = new Set(figures?.numbers.map(({ key }) => key))
  const shown = new Set([...(figures?.tables ?? []), ...(figures?.charts ?? [])].map(({ key }) => key))
  const told = (path: string, text: string): FieldFault[] => {
    const message = paragraphFault(text, keys)
    return message === null ? [] : [{ path, message }]
  }
  return [
    ...told('head.title', head.title),
    ...sections.flatMap(({ heading, paragraphs, tables, charts }, i) => [
      ...told(`sections.${i}.heading`, heading),
      ...paragraphs.flatMap((text, p) => told(`sections.${i}.paragraphs.${p}`, text)),
      ...[...tables, ...charts]
        .filter((key) => !shown.has(key))
        .map((key) => ({ path: `sections.${i}`, message: `没有“${key}”这张表或图` })),
    ]),
  ]
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/** Writers and reviewers read all bulletins, drafts too. */
export async function listBulletins(
  ctx: Context,
  input: InputOf<typeof contract.listBulletins>,
): Promise<OutputOf<typeof contract.listBulletins>> {
  mustRead(ctx)
  const found = await queries.listBulletins(ctx, input, readCursor(Cursor, input.after))
  const people = await peopleOf(ctx, peopleIn(found.map(({ row }) => row)))
  return pageFrom(
    found,
    input.limit,
    ({ row }) => [row.madeAt.toISOString(), row.id],
    (standing) => rowOf(ctx, standing, people),
  )
}

export function readBulletin(ctx: Context, { bulletinId }: InputOf<typeof contract.readBulletin>): Promise<Bulletin> {
  mustRead(ctx)
  return getBulletin(ctx, bulletinId)
}

export async function downloadBulletin(ctx: Context, input: InputOf<typeof contract.downloadBulletin>) {
  mustRead(ctx)
  const found = await queries.findBulletin(ctx, input.bulletinId)
  if (!found) throw new Problem('not-found')
  return fileOf(ctx, found.row, input.format)
}

export async function getBulletin(ctx: Context, id: string): Promise<Bulletin> {
  const standing = await queries.findBulletin(ctx, id)
  if (!standing) throw new Problem('not-found')
  const [edits, files] = [await queries.listEdits(ctx, id), await queries.listFiles(ctx, [id])]
  const people = await peopleOf(ctx, peopleIn([standing.row], edits))
  return bulletinOf(ctx, standing, { edits, files, people })
}

/** A bulletin that is locked for a step. */
export async function lockFor(ctx: Context, id: string): Promise<queries.BulletinRecord> {
  const row = await queries.lockBulletin(ctx, id)
  if (!row) throw new Problem('not-found')
  return row
}

async function peopleOf(ctx: Context, ids: readonly string[]) {
  const people = await queries.listPeople(ctx, ids)
  return new Map(people.map(({ id, name, unit }) => [id, { name, unit }]))
}

/** A bulletin is about the whole place, so only who reaches all of it writes and decides on one. */
export function mustReachAll(ctx: Context, permission: 'bulletins.write' | 'bulletins.review'): void {
  if (!reachesAll(ctx.actor, permission)) throw new Problem('not-found')
}

function mustRead(ctx: Context): void {
  const may = reachesAll(ctx.actor, 'bulletins.write') || reachesAll(ctx.actor, 'bulletins.review')
  if (!may) throw new Problem('not-found')
}
