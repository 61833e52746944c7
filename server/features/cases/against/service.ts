import type * as contract from '@minyi/shared/cases/against/contract.ts'
import { AccusedView } from '@minyi/shared/cases/against/contract.ts'
import { CaseRow } from '@minyi/shared/cases/contract.ts'
import { accusedReach, isEnd, maskIdentity, mayOpenIdentity } from '@minyi/shared/cases/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { type Context, dayOf } from '../../../platform/context.ts'
import { readCursor, writeCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { listFileViews } from '../../files/service.ts'
import { noteLooks } from '../looks/service.ts'
import { toHappened } from '../present.ts'
import type { CaseLine, CaseRecord } from '../queries.ts'
import { factsOf } from '../service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** What the accused unit is told of complaints against it (涉及本单位). It can do nothing with them. */
export async function listAgainst(
  ctx: Context,
  input: InputOf<typeof contract.listAgainst>,
): Promise<OutputOf<typeof contract.listAgainst>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listAccusing(ctx, page)
  const shown = lines.slice(0, input.limit)
  const last = lines.length > input.limit ? shown.at(-1) : undefined
  return {
    rows: await Promise.all(shown.map((line) => viewOf(ctx, line))),
    next: last ? writeCursor([last.item.receivedAt.toISOString(), last.item.id]) : null,
  }
}

export async function readAgainst(
  ctx: Context,
  input: InputOf<typeof contract.readAgainst>,
): Promise<OutputOf<typeof contract.readAgainst>> {
  const line = await queries.findAccusing(ctx, input.caseId)
  if (!line) throw new Problem('not-found')
  await noteLooks(ctx, [line.item.id], 'told')
  return viewOf(ctx, line)
}

/** The item itself, where the caller is accused in it and the level lets the accused know everything. */
export async function readAccused(ctx: Context, caseId: string): Promise<CaseRecord | undefined> {
  const line = await queries.findAccusing(ctx, caseId)
  return line && reachOf(line.item) === 'open' ? line.item : undefined
}

/**
 * At 公开 the whole content; at 仅监督机构可见 only what is complained of, with everything masked that could name the complainant,
 * and without photos, place and time. At 封存 no row gets here.
 */
async function viewOf(ctx: Context, { item, unitName }: CaseLine): Promise<AccusedView> {
  const subject = { kind: 'case', id: item.id }
  const isOpen = reachOf(item) === 'open'
  const sealed = isOpen ? {} : await openFields(ctx, subject, ['name', 'phone'])
  const told = (text: string) => (isOpen ? text : maskIdentity(text, Object.values(sealed)))
  return AccusedView.parse({
    id: item.id,
    number: item.number,
    kind: item.kind,
    conduct: item.conduct,
    state: isEnd(factsOf(item).state) ? 'ended' : 'open',
    receivedDay: dayOf(ctx, item.receivedAt),
    identity: item.identity,
    title: told(item.title),
    unitName,
    content: {
      text: told(item.text),
      place: isOpen ? item.place : null,
      happened: isOpen ? toHappened(item) : null,
      photos: isOpen ? await listFileViews(ctx, subject) : [],
    },
    mayOpenIdentity: mayOpenIdentity(identityOf(item), { accused: true, supervises: false, unseals: false }),
  })
}

const identityOf = (item: CaseRecord) => CaseRow.shape.identity.parse(item.identity)
function reachOf(item: CaseRecord) {
  const { kind, legalPath } = factsOf(item)
  return accusedReach(kind, identityOf(item), legalPath)
}
