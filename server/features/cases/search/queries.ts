import { isEnd } from '@minyi/shared/cases/rules.ts'
import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import { countedExactly } from '@minyi/shared/cases/search/contract.ts'
import { bigrams } from '@minyi/shared/cases/search/rules.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { AnySql } from '../../../platform/db.ts'
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
  /** The beginning of a number, typed as it stands on a receipt. */
  number?: string | undefined
  words: readonly string[]
}

/** Words found in more items than this are common: the items are asked in order, because the next 20 are seldom far. */
const mostNamed = 60_000
/** Words found in at most so many items are counted by looking at each of them. */
const mostLooked = 5_000

type Page = { sort: Sort; after: Cursor | undefined; limit: number }

/** A page of the list: by due time, the most urgent first, or by receipt, the newest first. */
export async function listLines(ctx: Context, wanted: Wanted, moments: Moments, page: Page): Promise<CaseLine[]> {
  const ids = await listIds(ctx, wanted, moments, page)
  if (ids.length === 0) return []
  const lines = await selectLines(ctx).where(and(eq(cases.tenantId, ctx.tenant.id), inArray(cases.id, ids)))
  const places = new Map(ids.map((id, place) => [id, place]))
  return lines.sort((a, b) => (places.get(a.item.id) ?? 0) - (places.get(b.item.id) ?? 0))
}

/**
 * Which items a page holds. Common words are asked of the items in order. All others are looked up in the index, so that nobody walks
 * a year of items for twenty of them: by receipt what it names is in order already and is looked at until the page is full; where the
 * filter leaves little that is open, that little is asked whether the index names it.
 */
async function listIds(ctx: Context, wanted: Wanted, moments: Moments, page: Page): Promise<string[]> {
  const base = and(within(ctx, 'cases.read'), narrowed(ctx, wanted, moments))
  const { words } = wanted
  if (words.length === 0) return readIds(ctx, base, page)
  const found = await estimate(ctx, words)
  if (found > mostNamed) return readHolding(ctx, base, words, page)
  if (page.sort === 'received' && !isOfOpen(wanted)) return readNamed(ctx, base, words, page)
  return readIds(ctx, and(base, namedOften(ctx, words)), page)
}

/** Whether a filter leaves nothing but open items, which are few beside those that have ended. */
const isOfOpen = ({ queue, clock, state, openOnly, reach }: Wanted): boolean =>
  queue !== undefined ||
  clock !== undefined ||
  openOnly === true ||
  reach === 'mine' ||
  (state !== undefined && !isEnd(state))

/** Items in order. */
async function readIds(ctx: Context, condition: SQL | undefined, page: Page): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(inOrder(condition, page, page.limit))
  return rows.map(({ id }) => id)
}

/** Items in order in which all words stand, each asked for them. */
async function readHolding(
  ctx: Context,
  condition: SQL | undefined,
  words: readonly string[],
  page: Page,
): Promise<string[]> {
  const direction = page.sort === 'due' ? sql`asc` : sql`desc`
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from (${inOrder(condition, page, null)}) c where ${holds(ctx, words)}
    order by c.at ${direction}, c.id ${direction} limit ${page.limit}`)
  return rows.map(({ id }) => id)
}

/** What the index names, the newest first, and of that the items that the condition meets. */
async function readNamed(
  ctx: Context,
  condition: SQL | undefined,
  words: readonly string[],
  page: Page,
): Promise<string[]> {
  const after = page.after
    ? sql`and (s.received_at, s.case_id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select n.case_id as id from (
      select s.case_id, s.received_at from ${hits(ctx, words)} ${after} order by s.received_at desc, s.case_id desc) n
    cross join lateral (
      select 1 from ${cases} where ${cases.tenantId} = ${ctx.tenant.id} and ${cases.id} = n.case_id and ${condition} offset 0) c
    order by n.received_at desc, n.case_id desc limit ${page.limit}`)
  return rows.map(({ id }) => id)
}

/** Items after the last page, in the order of the list. */
function inOrder(condition: SQL | undefined, page: Page, most: number | null): SQL {
  const byDue = page.sort === 'due'
  const key = byDue ? cases.dueAt : cases.receivedAt
  const after = page.after
    ? sql`(${key}, ${cases.id}) ${byDue ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  const direction = byDue ? sql`asc` : sql`desc`
  return sql`select ${cases.id} as id, ${key} as at from ${cases}
    where ${and(condition, byDue ? isNotNull(cases.dueAt) : undefined, after)}
    order by at ${direction}, id ${direction} limit ${most}`
}

/** How many items the filter holds for the caller, as far as they are counted. */
export async function countLines(ctx: Context, wanted: Wanted, moments: Moments): Promise<number> {
  const base = and(within(ctx, 'cases.read'), narrowed(ctx, wanted, moments))
  const { words } = wanted
  if (words.length === 0) return countRows(ctx, base)
  const found = await estimate(ctx, words)
  if (found <= mostLooked) return countRows(ctx, and(base, namedRarely(ctx, words)))
  return found <= mostNamed
    ? countRows(ctx, and(base, namedOften(ctx, words)))
    : countRows(ctx, base, holds(ctx, words))
}

async function countRows(ctx: Context, condition: SQL | undefined, met: SQL = sql`true`): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from (
      select 1 from (select ${cases.id} as id from ${cases} where ${condition}) c where ${met}
      limit ${countedExactly + 1}) found`)
  return row?.n ?? 0
}

/** Keeps what an item can be found by, in the transaction that writes the item. */
export async function putWords(
  ctx: Context,
  rows: readonly Omit<typeof caseSearch.$inferInsert, 'tenantId'>[],
): Promise<void> {
  if (rows.length === 0) return
  const given = JSON.stringify(
    rows.map(({ caseId, words, receivedAt }) => ({ case_id: caseId, words, received_at: receivedAt })),
  )
  await ctx.db.execute(sql`
    insert into ${caseSearch} (tenant_id, case_id, words, received_at)
    select ${ctx.tenant.id}::uuid, r.case_id, r.words, r.received_at
    from json_to_recordset(${given}::json) as r (case_id uuid, words text, received_at timestamptz)
    on conflict (tenant_id, case_id) do update set words = excluded.words, received_at = excluded.received_at
      where (${caseSearch.words}, ${caseSearch.receivedAt}) is distinct from (excluded.words, excluded.received_at)`)
}

/** Items in the order of their ids, for writing anew what they are found by. */
export async function listFindable(ctx: Context, after: string, limit: number) {
  return ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      title: cases.title,
      text: cases.text,
      place: cases.place,
      receivedAt: cases.receivedAt,
    })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), sql`${cases.id} > ${after}::uuid`))
    .orderBy(asc(cases.id))
    .limit(limit)
}
export async function countUnfindable(tx: AnySql): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from cases c
    where not exists (select 1 from case_search s where s.tenant_id = c.tenant_id and s.case_id = c.id)`
  return row?.n ?? 0
}

export type Findable = Pick<CaseRecord, 'id' | 'number' | 'title' | 'text' | 'place' | 'receivedAt'>

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
    wanted.number ? sql`${cases.number} like ${`${wanted.number}%`}` : undefined,
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

/** The rows that the index names for rare words: as an array it is read once, and each row of it is looked up. */
function namedRarely(ctx: Context, words: readonly string[]): SQL {
  return sql`${cases.id} = any(array(select s.case_id from ${hits(ctx, words)}))`
}

/** The rows that the index names for words of some thousand items: read once into a table of hashes, and each item is asked for in it. */
function namedOften(ctx: Context, words: readonly string[]): SQL {
  return sql`${cases.id} in (with named as materialized (select s.case_id from ${hits(ctx, words)}) select case_id from named)`
}

/** Whether all words stand in the item `c`. */
function holds(ctx: Context, words: readonly string[]): SQL {
  return sql`(select ${like(words)} from ${caseSearch} s where s.tenant_id = ${ctx.tenant.id} and s.case_id = c.id offset 0)`
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

/** In how many items the words can stand at most, by the rarest of their pairs, as the planner knows it from its statistics. */
async function estimate(ctx: Context, words: readonly string[]): Promise<number> {
  const pairs = words.flatMap(pairsOf)
  const each = pairs.map((pair) => sql`select 1 from ${caseSearch} s where case_bigrams(s.words) @@ ${pair}::tsquery`)
  const [row] = await ctx.db.execute<{ 'QUERY PLAN': [{ Plan: Planned }] }>(
    sql`explain (format json) ${sql.join(each, sql` union all `)}`,
  )
  const plan = row?.['QUERY PLAN'][0].Plan
  const parts = pairs.length > 1 ? (plan?.Plans ?? []) : plan ? [plan] : []
  return Math.min(...parts.map((part) => part['Plan Rows']))
}
type Planned = { 'Plan Rows': number; Plans?: Planned[] }
