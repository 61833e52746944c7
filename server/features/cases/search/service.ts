import { isEnd } from '@minyi/shared/cases/rules.ts'
import type * as contract from '@minyi/shared/cases/search/contract.ts'
import { type CaseFilter, countedExactly } from '@minyi/shared/cases/search/contract.ts'
import { excerptOf, markWords, searchedText, searchedWords } from '@minyi/shared/cases/search/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import type { Context, Platform } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import { toRow } from '../present.ts'
import type { CaseLine } from '../queries.ts'
import * as queries from './queries.ts'
import { putWords } from './words/queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const around = 12
const pageOfAll = 1_000
const beginsNumber = /^[a-z]{1,6}\d{2}-\d{2}-?\d*$/

/** The workbench's list: what the caller reaches, by due time or by receipt, paged by key. */
export async function listCases(
  ctx: Context,
  input: InputOf<typeof contract.listCases>,
): Promise<OutputOf<typeof contract.listCases>> {
  const sort = sortOf(input)
  const after = readCursor(PageKeys, input.after)
  const [book, wanted] = await Promise.all([openClockBook(ctx), wantedOf(ctx, input)])
  const moments = { now: ctx.now(), soonUntil: book.soonUntil }
  const page = { sort, after, limit: input.limit + 1 }
  const lines = await queries.listLines(ctx, wanted, moments, page)
  const keyOf = ({ item }: CaseLine) => (sort === 'due' && item.dueAt) || item.receivedAt
  return pageFrom(
    lines,
    input.limit,
    (line) => [keyOf(line).toISOString(), line.item.id],
    (line) => ({
      ...toRow(ctx, line, (armed) => readClock(ctx, book, armed)),
      excerpt: excerptFor(line, wanted.words),
    }),
  )
}

/** Everything that a filter holds for the caller, page by page, the newest first; no more than a page is kept. */
export async function* readFound(caller: Context, filter: CaseFilter): AsyncGenerator<CaseLine[]> {
  const [book, wanted] = await Promise.all([openClockBook(caller), wantedOf(caller, filter)])
  const moments = { now: caller.now(), soonUntil: book.soonUntil }
  const narrow = { ...wanted, openOnly: sortOf(filter) === 'due' }
  for (let after: readonly [string, string] | undefined; ; ) {
    const lines = await queries.listLines(caller, narrow, moments, { sort: 'received', after, limit: pageOfAll })
    yield lines
    const last = lines.at(-1)
    if (!last || lines.length < pageOfAll) return
    after = [last.item.receivedAt.toISOString(), last.item.id]
  }
}

/** How many items a filter holds: exact up to a thousand. */
export async function countCases(
  ctx: Context,
  input: InputOf<typeof contract.countCases>,
): Promise<OutputOf<typeof contract.countCases>> {
  const [book, wanted] = await Promise.all([openClockBook(ctx), wantedOf(ctx, input)])
  const moments = { now: ctx.now(), soonUntil: book.soonUntil }
  const count = await queries.countLines(ctx, { ...wanted, openOnly: sortOf(input) === 'due' }, moments)
  return { count: Math.min(count, countedExactly), more: count > countedExactly }
}

/** Keeps what items can be found by. Whoever writes an item, or changes its title, text or place, calls it in the same transaction. */
export async function indexItems(ctx: Context, items: readonly queries.Findable[]): Promise<void> {
  await putWords(ctx, searchRowsOf(ctx, items))
}

/** The rows of the search index for items. */
export const searchRowsOf = (ctx: Context, items: readonly queries.Findable[]) =>
  items.map((item) => ({
    tenantId: ctx.tenant.id,
    caseId: item.id,
    words: wordsOf(item),
    receivedAt: item.receivedAt,
  }))

/** Writes anew what the items of a place are found by; answers how many there are. */
export async function reindexItems(ctx: Context): Promise<number> {
  const nil = '00000000-0000-0000-0000-000000000000'
  let count = 0
  for (let after = nil; ; ) {
    const items = await queries.listFindable(ctx, after, 1_000)
    await indexItems(ctx, items)
    count += items.length
    const last = items.at(-1)
    if (!last) return count
    after = last.id
  }
}

/** Items of all places that no search would find, because nothing was written for them; none, unless something is broken. */
export const countUnfindable = (platform: Platform): Promise<number> => queries.countUnfindable(platform.database.sql)

/** Everything of an item that can be found by words; a sealed value is never among it. */
export function wordsOf(item: queries.Findable): string {
  return searchedText([item.number, item.title, item.text, item.place])
}

async function wantedOf(ctx: Context, filter: CaseFilter): Promise<queries.Wanted> {
  const { areaId, topicId, from, to, q, ...rest } = filter
  const [areaIds, topicIds] = await Promise.all([
    areaId ? queries.listBelowArea(ctx, areaId) : undefined,
    topicId ? queries.listBelowTopic(ctx, topicId) : undefined,
  ])
  const words = searchedWords(q ?? '')
  const number = words.find((word) => beginsNumber.test(word))
  return {
    ...rest,
    number: number?.toUpperCase(),
    areaIds,
    topicIds,
    receivedFrom: from === undefined ? undefined : startOfDay(ctx.tenant.zone, from),
    receivedBefore: to === undefined ? undefined : startOfDay(ctx.tenant.zone, addDays(to, 1)),
    words: words.filter((word) => word !== number),
  }
}

/** Where the words stand in the text or the place, when neither title nor number shows all of them. */
function excerptFor({ item }: CaseLine, words: readonly string[]): string | null {
  const shown = `${item.number} ${item.title}`
  const hidden = words.filter((word) => !markWords(shown, [word]).some(({ found }) => found))
  if (hidden.length === 0) return null
  return excerptOf(item.text, hidden, around) ?? excerptOf(item.place ?? '', hidden, around)
}

/** Searching and looking at what has ended goes by receipt; only what is open has a due time. */
function sortOf(input: CaseFilter): queries.Sort {
  if (input.sort) return input.sort
  return input.q || (input.state && isEnd(input.state)) ? 'received' : 'due'
}
