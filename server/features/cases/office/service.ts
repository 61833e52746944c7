import { CaseRow } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/office/contract.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { mayOpenIdentity, nextState } from '@minyi/shared/cases/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { reaches } from '../../../platform/access.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields, unseal } from '../../../platform/sealing.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import { listFileViews } from '../../files/service.ts'
import { readAccused } from '../against/service.ts'
import { noteLooks } from '../looks/service.ts'
import { readReviews } from '../petitions/standing/service.ts'
import {
  type CaseRecord,
  findNames,
  getLine,
  listClockRows,
  listEvents,
  listOpeningRows,
  listRounds,
} from '../queries.ts'
import { listWaiting } from '../requests/service.ts'
import { factsOf, record } from '../service.ts'
import { mention } from '../talk/service.ts'
import { readUndoable } from '../undo/service.ts'
import { actsOf } from './acts/service.ts'
import { toDetail } from './present.ts'
import * as queries from './queries.ts'

const sealedFields = ['name', 'phone', 'position'] as const

export async function readCase(ctx: Context, input: InputOf<typeof contract.readCase>): Promise<CaseDetail> {
  const line = await queries.findLine(ctx, input.caseId)
  if (!line) throw new Problem('not-found')
  await noteLooks(ctx, [line.item.id], 'item')
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
    await mention(ctx, line.item, input.mentions, input.words)
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
  const clocks = await listClockRows(ctx, item.id)
  const waiting = await listWaiting(ctx, item.id)
  const undoable = await readUndoable(ctx, item)
  const opens = mayOpen(ctx, item, false)
  const parts = {
    line: await getLine(ctx, item.id),
    rounds: await listRounds(ctx, item.id),
    clocks,
    waiting,
    reviews: await readReviews(ctx, item),
    undoable,
    events: await listEvents(ctx, item.id),
    photos: await listFileViews(ctx, subject),
    names: await findNames(ctx, item),
    sealedFields: Object.keys(await openFields(ctx, subject, sealedFields)),
    openings: (await listOpeningRows(ctx, item.id)).length,
    mayOpen: opens,
    acts: [
      ...actsOf(ctx, item, { book, clocks, waiting }),
      ...(undoable ? (['undo'] as const) : []),
      ...(opens ? (['open-identity'] as const) : []),
    ],
  }
  return toDetail(ctx, parts, (armed) => readClock(ctx, book, armed))
}

function mayOpen(ctx: Context, item: CaseRecord, accused: boolean): boolean {
  return mayOpenIdentity(CaseRow.shape.identity.parse(item.identity), {
    accused,
    supervises: reaches(ctx.actor, 'cases.supervise', item),
    unseals: reaches(ctx.actor, 'cases.unseal', item),
  })
}
