import type * as contract from '@minyi/shared/cases/talk/contract.ts'
import { type Colleague, type Present, presentMs } from '@minyi/shared/cases/talk/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { listBarredStaff } from '../conflicts/queries.ts'
import { findLine } from '../office/queries.ts'
import type { CaseRecord } from '../queries.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const shownColleagues = 20
const mostStaff = 1_000

/** Who may be named in a note on an item: only who may see it. */
export async function listColleagues(
  ctx: Context,
  input: InputOf<typeof contract.listColleagues>,
): Promise<OutputOf<typeof contract.listColleagues>> {
  const item = await getItem(ctx, input.caseId)
  const rows = await colleaguesOf(ctx, item, input.q)
  return { rows: rows.slice(0, shownColleagues) }
}

/** Puts a note into the inbox of whom it names; in the transaction that writes the note. */
export async function mention(ctx: Context, item: CaseRecord, staffIds: readonly string[], words: string) {
  const named = [...new Set(staffIds)]
  if (named.length === 0) return
  const known = new Set((await colleaguesOf(ctx, item, '')).map(({ id }) => id))
  if (named.some((id) => !known.has(id))) {
    throw new Problem('input-invalid', { fields: [{ path: 'mentions', message: '提到的同事看不到这一件' }] })
  }
  await queries.insertMentions(ctx, item.id, named, words)
  for (const staffId of named) {
    await emit(ctx, { topic: 'case.mentioned', subjectId: item.id, payload: { staffId } })
  }
}

/** The notes that name the caller, newest first. */
export async function listMentions(
  ctx: Context,
  input: InputOf<typeof contract.listMentions>,
): Promise<OutputOf<typeof contract.listMentions>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const [rows, unread] = await Promise.all([queries.listMentionRows(ctx, page), queries.countUnread(ctx)])
  const present = ({ mention, number, title, byName }: queries.MentionRow) => ({
    id: mention.id,
    caseId: mention.caseId,
    number,
    title,
    byName: byName ?? '',
    words: mention.words,
    at: instantOf(ctx, mention.at),
    read: mention.readAt !== null,
  })
  const keysOf = ({ mention }: queries.MentionRow) => [mention.at.toISOString(), mention.id]
  return { ...pageFrom(rows, input.limit, keysOf, present), unread }
}

export async function readMention(
  ctx: Context,
  input: InputOf<typeof contract.readMention>,
): Promise<OutputOf<typeof contract.readMention>> {
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.markRead(ctx, input.mentionId))) throw new Problem('not-found')
    await audit(ctx, { action: 'cases.read-mention', subjectKind: 'case-mention', subjectId: input.mentionId })
    return { unread: await queries.countUnread(ctx) }
  })
}

/** Says that the caller looks at an item, or no longer does, and tells who else does. */
export async function bePresent(
  ctx: Context,
  input: InputOf<typeof contract.bePresent>,
): Promise<OutputOf<typeof contract.bePresent>> {
  const item = await getItem(ctx, input.caseId)
  if (!input.here) {
    await queries.deletePresence(ctx, item.id)
    return { others: [] }
  }
  await queries.putPresence(ctx, item.id, input.act, new Date(ctx.now().getTime() + presentMs))
  const rows = await queries.listPresent(ctx, item.id)
  const others = rows.map(
    ({ presence, name, unitName }): Present => ({
      name,
      unitName,
      since: instantOf(ctx, presence.since),
      act: presence.act,
    }),
  )
  return { others }
}

async function colleaguesOf(ctx: Context, item: CaseRecord, q: string): Promise<Colleague[]> {
  const reaching = await queries.listReaching(ctx, item, q, mostStaff)
  const barred = new Set(
    await listBarredStaff(
      ctx,
      item.id,
      reaching.map(({ id }) => id),
    ),
  )
  return reaching.filter(({ id }) => !barred.has(id)).map(({ id, name, unitName }) => ({ id, name, unitName }))
}

async function getItem(ctx: Context, caseId: string): Promise<CaseRecord> {
  const line = await findLine(ctx, caseId)
  if (!line) throw new Problem('not-found')
  return line.item
}
