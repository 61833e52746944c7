import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import { countedExactly } from '@minyi/shared/cases/search/contract.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { AnySql } from '../../../platform/db.ts'
import { areaClosure } from '../../registry/tables.ts'
import { type CaseLine, type CaseRecord, selectLines, within } from '../queries.ts'
import { type Moments, standsIn } from '../queues/queries.ts'
import { caseEvents, cases } from '../tables.ts'
import { topics } from '../topics/tables.ts'
import { estimateFound, estimateReached, hits, holds, isNamed, itemNamed } from './words/queries.ts'

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

/** Words found in more items than this are common: items are read in order and asked for them, because the next 20 are seldom far. */
const mostNamed = 60_000
/** So many items are read and asked before the index is. */
const mostRead = 3_000

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
 * Which items a page holds. Common words are asked of the items in order. What they do not fill, and all other words, the index names:
 * what it names is in order already and looked at until the page is full, unless the caller reaches less than it names.
 */
async function listIds(ctx: Context, wanted: Wanted, moments: Moments, page: Page): Promise<string[]> {
  const base = and(within(ctx, 'cases.read'), narrowed(ctx, wanted, moments))
  const { words } = wanted
  if (words.length === 0) return readIds(ctx, base, page)
  const found = await estimateFound(ctx, words)
  if (found > mostNamed) {
    const ids = await readHolding(ctx, base, words, page)
    if (ids.length >= page.limit) return ids
  }
  if (page.sort === 'received' && found <= (await estimateReached(ctx, base))) return readNamed(ctx, base, words, page)
  return readReached(ctx, and(base, isNamed(ctx, words)), page)
}

/** Items in order. */
async function readIds(ctx: Context, condition: SQL | undefined, page: Page): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(inOrder(condition, page, page.limit))
  return rows.map(({ id }) => id)
}

/** Of the first items in order those in which all words stand. */
async function readHolding(
  ctx: Context,
  condition: SQL | undefined,
  words: readonly string[],
  page: Page,
): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from (${inOrder(condition, page, mostRead)}) c where ${holds(ctx, words)} ${ordered(page, page.limit)}`)
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
    cross join lateral (${itemNamed(condition)}) c
    order by n.received_at desc, n.case_id desc limit ${page.limit}`)
  return rows.map(({ id }) => id)
}

/** All items that meet the condition, put in order afterwards: a walk in order would go on far where they are few. */
async function readReached(ctx: Context, condition: SQL | undefined, page: Page): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from (${following(condition, page)} offset 0) c ${ordered(page, page.limit)}`)
  return rows.map(({ id }) => id)
}

/** Items after the last page, in the order of the list. */
const inOrder = (condition: SQL | undefined, page: Page, most: number): SQL =>
  sql`${following(condition, page)} ${ordered(page, most)}`

/** Items after the last page, with what they are ordered by. */
function following(condition: SQL | undefined, page: Page): SQL {
  const byDue = page.sort === 'due'
  const key = byDue ? cases.dueAt : cases.receivedAt
  const after = page.after
    ? sql`(${key}, ${cases.id}) ${byDue ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return sql`select ${cases.id} as id, ${key} as at from ${cases}
    where ${and(condition, byDue ? isNotNull(cases.dueAt) : undefined, after)}`
}

function ordered({ sort }: Page, most: number): SQL {
  const direction = sort === 'due' ? sql`asc` : sql`desc`
  return sql`order by at ${direction}, id ${direction} limit ${most}`
}

/** How many items the filter holds for the caller, as far as they are counted. */
export async function countLines(ctx: Context, wanted: Wanted, moments: Moments): Promise<number> {
  const base = and(within(ctx, 'cases.read'), narrowed(ctx, wanted, moments))
  const { words } = wanted
  const all = (condition: SQL | undefined) => sql`select ${cases.id} as id from ${cases} where ${condition}`
  if (words.length === 0) return countRows(ctx, all(base))
  const found = await estimateFound(ctx, words)
  if (found > mostNamed) return countRows(ctx, sql`select 1 from (${all(base)}) c where ${holds(ctx, words)}`)
  if (found > (await estimateReached(ctx, base))) return countRows(ctx, all(and(base, isNamed(ctx, words))))
  return countRows(
    ctx,
    sql`select 1 from (select s.case_id from ${hits(ctx, words)}) n cross join lateral (${itemNamed(base)}) c`,
  )
}

async function countRows(ctx: Context, found: SQL): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (${found} limit ${countedExactly + 1}) found`,
  )
  return row?.n ?? 0
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
