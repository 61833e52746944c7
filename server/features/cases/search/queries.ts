import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import { countedExactly } from '@minyi/shared/cases/search/contract.ts'
import { bigrams } from '@minyi/shared/cases/search/rules.ts'
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure } from '../../registry/tables.ts'
import { type CaseLine, type CaseRecord, selectLines, within } from '../queries.ts'
import { type Moments, standsIn } from '../queues/queries.ts'
import { caseEvents, cases } from '../tables.ts'
import { topics } from '../topics/tables.ts'
import { caseSearch } from './tables.ts'

/** Where a page ended: the instant of the sort key, and the item. */
type Cursor = readonly [at: string, id: string]
export type Sort = 'due' | 'received'

/** A filter with everything that had to be looked up: areas and topics with all below them, days as instants, words in plain text. */
export type Wanted = Omit<CaseFilter, 'areaId' | 'topicId' | 'from' | 'to' | 'q'> & {
  areaIds?: readonly string[] | undefined
  topicIds?: readonly string[] | undefined
  receivedFrom?: Date | undefined
  receivedBefore?: Date | undefined
  openOnly?: boolean
  words: readonly string[]
}

/** How a search goes: `rare` words are looked up in the index, `common` ones are met soon when the newest are read one by one. */
export type Way = 'rare' | 'common'

/** Words found in more items than this are common. Up to it reading all of them is quick, above it the next 20 are never far. */
const mostRare = 5_000

/** Which way the words are found; where statistics of the pairs cannot tell, the index itself is asked up to the limit. */
export async function wayOf(ctx: Context, words: readonly string[]): Promise<Way> {
  const pairs = words.flatMap((word) => pairsOf(word))
  const estimates = await Promise.all(pairs.map((pair) => estimate(ctx, pair)))
  if (Math.min(...estimates) <= mostRare) return 'rare'
  if (pairs.length === 1) return 'common'
  const [row] = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from ${hits(ctx, words)} limit ${mostRare + 1}) found`)
  return (row?.n ?? 0) > mostRare ? 'common' : 'rare'
}

/** A page of the list: by due time, the most urgent first, or by receipt, the newest first. */
export async function listLines(
  ctx: Context,
  wanted: Wanted,
  moments: Moments,
  page: { sort: Sort; after: Cursor | undefined; limit: number; way: Way },
): Promise<CaseLine[]> {
  const byDue = page.sort === 'due'
  const key = byDue ? cases.dueAt : cases.receivedAt
  const after = page.after
    ? sql`(${key}, ${cases.id}) ${byDue ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return selectLines(ctx)
    .where(
      and(
        within(ctx, 'cases.read'),
        narrowed(ctx, wanted, moments),
        holdsWords(ctx, wanted.words, page.way),
        byDue ? isNotNull(cases.dueAt) : undefined,
        after,
      ),
    )
    .orderBy(byDue ? asc(key) : desc(key), byDue ? asc(cases.id) : desc(cases.id))
    .limit(page.limit)
}

/** How many items the filter holds for the caller, as far as they are counted. */
export async function countLines(ctx: Context, wanted: Wanted, moments: Moments): Promise<number> {
  const found = ctx.db
    .select({ one: sql`1` })
    .from(cases)
    .where(and(within(ctx, 'cases.read'), narrowed(ctx, wanted, moments), holdsWords(ctx, wanted.words, 'rare')))
    .limit(countedExactly + 1)
  const [row] = await ctx.db.execute<{ n: number }>(sql`select count(*)::int as n from ${found} found`)
  return row?.n ?? 0
}

/** Keeps what an item can be found by, in the transaction that writes the item. */
export async function putWords(ctx: Context, rows: readonly { caseId: string; words: string }[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db
    .insert(caseSearch)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoUpdate({
      target: [caseSearch.tenantId, caseSearch.caseId],
      set: { words: sql`excluded.words` },
      where: sql`${caseSearch.words} <> excluded.words`,
    })
}

/** Items in the order of their ids, for writing anew what they are found by. */
export async function listFindable(ctx: Context, after: string, limit: number) {
  return ctx.db
    .select({ id: cases.id, number: cases.number, title: cases.title, text: cases.text, place: cases.place })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), sql`${cases.id} > ${after}::uuid`))
    .orderBy(asc(cases.id))
    .limit(limit)
}
export type Findable = Pick<CaseRecord, 'id' | 'number' | 'title' | 'text' | 'place'>

/** An area with everything below it now. */
export async function listBelowArea(ctx: Context, areaId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: areaClosure.descendantId })
    .from(areaClosure)
    .where(
      and(eq(areaClosure.tenantId, ctx.tenant.id), eq(areaClosure.ancestorId, areaId), isNull(areaClosure.validTo)),
    )
  return rows.map(({ id }) => id)
}

/** A topic with everything below it. */
export async function listBelowTopic(ctx: Context, topicId: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    with recursive below as (
      select ${topicId}::uuid as id
      union select t.id from ${topics} t join below b on t.parent_id = b.id where t.tenant_id = ${ctx.tenant.id})
    select id from below`)
  return rows.map(({ id }) => id)
}

function narrowed(ctx: Context, wanted: Wanted, moments: Moments): SQL | undefined {
  const { areaIds, topicIds } = wanted
  return and(
    wanted.queue && standsIn(wanted.queue, moments),
    wanted.clock && standsIn(clockQueues[wanted.clock], moments),
    wanted.state && eq(cases.state, wanted.state),
    wanted.kind && eq(cases.kind, wanted.kind),
    wanted.entry && eq(cases.entry, wanted.entry),
    wanted.channel && eq(cases.channel, wanted.channel),
    wanted.identity && eq(cases.identity, wanted.identity),
    wanted.tier && eq(cases.tier, wanted.tier),
    wanted.conduct && eq(cases.conduct, wanted.conduct),
    wanted.unitId ? or(eq(cases.unitId, wanted.unitId), eq(cases.accusedUnitId, wanted.unitId)) : undefined,
    areaIds && (areaIds.length > 0 ? inArray(cases.areaId, [...areaIds]) : sql`false`),
    topicIds && inArray(cases.topicId, [...topicIds]),
    wanted.receivedFrom && gte(cases.receivedAt, wanted.receivedFrom),
    wanted.receivedBefore && lt(cases.receivedAt, wanted.receivedBefore),
    wanted.openOnly ? isNotNull(cases.dueAt) : undefined,
    wanted.reach === 'mine' ? touchedBy(ctx) : undefined,
  )
}

const clockQueues = { soon: 'due-soon', overdue: 'overdue', 'on-time': 'on-time' } as const

/** Items that the caller has taken a step on. */
function touchedBy(ctx: Context): SQL {
  const touched = ctx.db
    .select({ one: sql`1` })
    .from(caseEvents)
    .where(
      and(
        eq(caseEvents.tenantId, ctx.tenant.id),
        eq(caseEvents.staffId, sql`${ctx.actor.id}`),
        eq(caseEvents.caseId, cases.id),
      ),
    )
  return sql`exists ${touched}`
}

/**
 * The rows in which every word stands. A rare word names its rows out of the index before anything else is looked at (the limit,
 * which is none, keeps the planner from walking through the items instead); a common one is asked of each row that is met.
 */
function holdsWords(ctx: Context, words: readonly string[], way: Way): SQL | undefined {
  if (words.length === 0) return undefined
  if (way === 'rare') return sql`${cases.id} in (select s.case_id from ${hits(ctx, words)} limit 2147483647)`
  return sql`(select ${like(words)} from ${caseSearch} s where s.tenant_id = ${cases.tenantId} and s.case_id = ${cases.id} offset 0)`
}

/** Rows of the index with all pairs of the words; from three characters on the pairs may stand apart, so the words are looked at. */
function hits(ctx: Context, words: readonly string[]): SQL {
  const long = words.filter((word) => [...word].length > 2)
  const looked = long.length > 0 ? sql`and ${like(long)}` : sql``
  return sql`${caseSearch} s where s.tenant_id = ${ctx.tenant.id}
    and case_bigrams(s.words) @@ ${words.flatMap(pairsOf).join(' & ')}::tsquery ${looked}`
}

function like(words: readonly string[]): SQL {
  const patterns = words.map((word) => sql`s.words like ${`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`)
  return sql`(${sql.join(patterns, sql` and `)})`
}

/** The pairs of a word as the index is asked for them; a single character is any pair that begins with it. */
function pairsOf(word: string): string[] {
  const quoted = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`
  const pairs = bigrams(word)
  return pairs.length > 0 ? pairs.map(quoted) : [`${quoted(word)}:*`]
}

/** In how many items a pair stands, as the planner knows it from its statistics. */
async function estimate(ctx: Context, pair: string): Promise<number> {
  const [row] = await ctx.db.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`explain (format json) select 1 from ${caseSearch} s where case_bigrams(s.words) @@ ${pair}::tsquery`,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}
