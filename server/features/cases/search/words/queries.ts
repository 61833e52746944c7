import { bigrams } from '@minyi/shared/cases/search/rules.ts'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { cases } from '../../tables.ts'
import { caseSearch } from '../tables.ts'

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

/** Whether the index names an item for the words: read once into a table of hashes, which each item is looked up in. */
export function isNamed(ctx: Context, words: readonly string[]): SQL {
  // In this form the planner cannot turn it round and look up every item that is named.
  return sql`(${cases.id} in (select s.case_id from ${hits(ctx, words)})) is true`
}

/** The item that the index names in the row `n`, where it meets the condition. */
export function itemNamed(condition: SQL | undefined): SQL {
  // Cut off, so that it is looked up for one row after the other, in their order.
  return sql`select 1 from ${cases} where ${and(condition, eq(cases.id, sql`n.case_id`))} offset 0`
}

/** Whether all words stand in the item `c`. */
export function holds(ctx: Context, words: readonly string[]): SQL {
  return sql`(select ${like(words)} from ${caseSearch} s where s.tenant_id = ${ctx.tenant.id} and s.case_id = c.id offset 0)`
}

/** Rows of the index with all pairs of the words; from three characters on the pairs may stand apart, so the words are looked at. */
export function hits(ctx: Context, words: readonly string[]): SQL {
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
export async function estimateFound(ctx: Context, words: readonly string[]): Promise<number> {
  const pairs = words.flatMap(pairsOf)
  const each = pairs.map((pair) => sql`select 1 from ${caseSearch} s where case_bigrams(s.words) @@ ${pair}::tsquery`)
  const plan = await planOf(ctx, sql.join(each, sql` union all `))
  const parts = pairs.length > 1 ? (plan?.Plans ?? []) : plan ? [plan] : []
  return Math.min(...parts.map((part) => part['Plan Rows']))
}

/** How many items meet a condition, as the planner guesses. */
export async function estimateReached(ctx: Context, condition: SQL | undefined): Promise<number> {
  const plan = await planOf(ctx, sql`select 1 from ${cases} where ${condition}`)
  return plan?.['Plan Rows'] ?? 0
}

type Planned = { 'Plan Rows': number; Plans?: Planned[] }
async function planOf(ctx: Context, query: SQL): Promise<Planned | undefined> {
  const [row] = await ctx.db.execute<{ 'QUERY PLAN': [{ Plan: Planned }] }>(sql`explain (format json) ${query}`)
  return row?.['QUERY PLAN'][0].Plan
}
