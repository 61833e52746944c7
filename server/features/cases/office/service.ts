import { CaseRow } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/office/contract.ts'
import type { CaseDetail, CaseFilter, OfficeAct } from '@minyi/shared/cases/office/contract.ts'
import { mayOpenIdentity, nextState } from '@minyi/shared/cases/rules.ts'
import { Id, type Permission } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { reaches } from '../../../platform/access.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields, unseal } from '../../../platform/sealing.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import { listFileViews } from '../../files/service.ts'
import { readAccused } from '../against/service.ts'
import { toRow } from '../present.ts'
import {
  type CaseLine,
  type CaseRecord,
  findNames,
  getLine,
  listClockRows,
  listEvents,
  listOpeningRows,
  listRounds,
} from '../queries.ts'
import { factsOf, record } from '../service.ts'
import { toDetail } from './present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const sealedFields = ['name', 'phone', 'position'] as const

/** The workbench's list: what the caller reaches, by due time or by receipt, paged by key. */
export async function listCases(
  ctx: Context,
  input: InputOf<typeof contract.listCases>,
): Promise<OutputOf<typeof contract.listCases>> {
  const book = await openClockBook(ctx)
  const sort = sortOf(input)
  const page = { sort, after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listLines(ctx, input, { now: ctx.now(), soonUntil: book.soonUntil }, page)
  const keyOf = ({ item }: CaseLine) => (sort === 'due' && item.dueAt) || item.receivedAt
  return pageFrom(
    lines,
    input.limit,
    (line) => [keyOf(line).toISOString(), line.item.id],
    (line) => toRow(ctx, line, (armed) => readClock(ctx, book, armed)),
  )
}

/** How many items wait in each queue of the caller. */
export async function countQueues(ctx: Context): Promise<OutputOf<typeof contract.countQueues>> {
  const book = await openClockBook(ctx)
  const { mine, ...counts } = await queries.countQueueRows(ctx, { now: ctx.now(), soonUntil: book.soonUntil })
  return { counts, mine, at: instantOf(ctx, ctx.now()) }
}

export async function readCase(ctx: Context, input: InputOf<typeof contract.readCase>): Promise<CaseDetail> {
  const line = await queries.findLine(ctx, input.caseId)
  if (!line) throw new Problem('not-found')
  return detailOf(ctx, line.item)
}

/** An internal line of the story, which the resident never sees. */
export async function noteCase(ctx: Context, input: InputOf<typeof contract.noteCase>): Promise<CaseDetail> {
  return change(ctx, input.id, async (ctx) => {
    const line = await queries.findLine(ctx, input.caseId)
    if (!line) throw new Problem('not-found')
    if (nextState('note', { ...factsOf(line.item), round: line.item.round }) === null) {
      throw new Problem('step-not-allowed')
    }
    await record(ctx, line.item, { act: 'note', words: input.words, internal: true })
    return detailOf(ctx, line.item)
  })
}

/** Opens the complainant's sealed values for who may see them; the resident reads who it was and why. */
export async function openIdentity(
  ctx: Context,
  input: InputOf<typeof contract.openIdentity>,
): Promise<OutputOf<typeof contract.openIdentity>> {
  return change(ctx, input.id, async (ctx) => {
    const line = await queries.findLine(ctx, input.caseId)
    const item = line?.item ?? (await readAccused(ctx, input.caseId))
    if (!item || !mayOpen(ctx, item, line === undefined)) throw new Problem('not-found')
    const opened = await unseal(ctx, { kind: 'case', id: item.id }, sealedFields, input.reason)
    await record(ctx, item, { act: 'open-identity', words: input.reason, internal: true })
    return { name: opened.name ?? null, phone: opened.phone ?? null, position: opened.position ?? null }
  })
}

/** An item with its whole story, and what the caller may do with it now. */
export async function detailOf(ctx: Context, item: CaseRecord): Promise<CaseDetail> {
  const book = await openClockBook(ctx)
  const subject = { kind: 'case', id: item.id }
  const parts = {
    line: await getLine(ctx, item.id),
    rounds: await listRounds(ctx, item.id),
    clocks: await listClockRows(ctx, item.id),
    events: await listEvents(ctx, item.id),
    photos: await listFileViews(ctx, subject),
    names: await findNames(ctx, item),
    sealedFields: Object.keys(await openFields(ctx, subject, sealedFields)),
    openings: (await listOpeningRows(ctx, item.id)).length,
    mayOpen: mayOpen(ctx, item, false),
    acts: actsOf(ctx, item),
  }
  return toDetail(ctx, parts, (armed) => readClock(ctx, book, armed))
}

const neededFor: Record<Exclude<OfficeAct, 'open-identity'>, readonly Permission[]> = {
  accept: ['cases.dispatch'],
  refuse: ['cases.dispatch'],
  assign: ['cases.dispatch'],
  transfer: ['cases.dispatch'],
  return: ['cases.handle'],
  reply: ['cases.handle'],
  close: ['cases.dispatch'],
  'call-back': ['cases.dispatch', 'cases.supervise'],
  note: ['cases.read'],
  classify: ['cases.dispatch'],
}

function actsOf(ctx: Context, item: CaseRecord): OfficeAct[] {
  const at = { ...factsOf(item), round: item.round }
  const acts = OfficeActs.filter((act) => {
    const allowed = nextState(act === 'call-back' ? 'call-back-settled' : act, at) !== null
    return allowed && neededFor[act].some((permission) => reaches(ctx.actor, permission, item))
  })
  return mayOpen(ctx, item, false) ? [...acts, 'open-identity'] : acts
}

const OfficeActs = [
  'accept',
  'refuse',
  'assign',
  'transfer',
  'return',
  'reply',
  'close',
  'call-back',
  'note',
  'classify',
] as const

function mayOpen(ctx: Context, item: CaseRecord, accused: boolean): boolean {
  return mayOpenIdentity(CaseRow.shape.identity.parse(item.identity), {
    accused,
    supervises: reaches(ctx.actor, 'cases.supervise', item),
    unseals: reaches(ctx.actor, 'cases.unseal', item),
  })
}

/** Searching and looking at what has ended goes by receipt; only what is open has a due time. */
function sortOf(input: CaseFilter): queries.Sort {
  if (input.sort) return input.sort
  const ended = input.state === 'closed' || input.state === 'refused' || input.state === 'withdrawn'
  return input.q || ended ? 'received' : 'due'
}
