import type { CaseKind, Conduct } from '@minyi/shared/cases/contract.ts'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { caseRounds, cases } from '../../cases/tables.ts'
import { supervisionLetters, supervisionOrders } from '../../supervision/tables.ts'
import { bulletins } from '../tables.ts'

/** Items received from an instant on and before another, of some kinds. */
export type Span = { from: Date; before: Date; kinds: readonly CaseKind[] }

const list = (values: readonly string[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )

const during = (ctx: Context, { from, before, kinds }: Span): SQL => sql`
  c.tenant_id = ${ctx.tenant.id} and c.received_at >= ${from.toISOString()}::timestamptz
  and c.received_at < ${before.toISOString()}::timestamptz and c.kind in (${list(kinds)})`

type PartRow = { kind: CaseKind; conduct: Conduct | null; count: number; ended: number; refused: number }

/** Items by kind and conduct, with how many of the accepted ones ended, and how many were refused. */
export async function countParts(ctx: Context, span: Span): Promise<PartRow[]> {
  const rows = await ctx.db.execute<PartRow>(sql`
    select c.kind, c.conduct, count(*)::int as count,
      (count(*) filter (where c.accepted_at is not null and c.ended_at is not null))::int as ended,
      (count(*) filter (where c.end_reason = 'refused'))::int as refused
    from ${cases} c where ${during(ctx, span)} group by 1, 2`)
  return [...rows]
}

/** SHA-256 of the items that were counted and of where they stood, in the order of their ids. */
export async function sealItems(ctx: Context, span: Span): Promise<string> {
  const [row] = await ctx.db.execute<{ sha256: string }>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(
      concat_ws(',', c.id, c.kind, c.conduct, c.unit_id, c.state, c.end_reason, c.verdict), E'\\n' order by c.id), ''), 'UTF8')), 'hex') as sha256
    from ${cases} c where ${during(ctx, span)}`)
  return row?.sha256 ?? ''
}

/** Items by the month of their receipt in the tenant's zone. */
export async function countMonths(ctx: Context, span: Span): Promise<{ month: string; count: number }[]> {
  const rows = await ctx.db.execute<{ month: string; count: number }>(sql`
    select to_char(c.received_at at time zone ${ctx.tenant.zone}, 'YYYY-MM') as month, count(*)::int as count
    from ${cases} c where ${during(ctx, span)} group by 1 order by 1`)
  return [...rows]
}

/** Supervision orders and letters of a period; orders that are kept from a unit are in no count that it might read. */
export async function countSupervision(ctx: Context, { from, before }: Span) {
  const [since, until] = [from.toISOString(), before.toISOString()]
  const [orders] = await ctx.db.execute<{ orders: number; cleared: number }>(sql`
    select count(*)::int as orders, (count(*) filter (where state = 'cleared'))::int as cleared from ${supervisionOrders}
    where tenant_id = ${ctx.tenant.id} and opened_at >= ${since}::timestamptz and opened_at < ${until}::timestamptz
      and state <> 'withdrawn' and cardinality(hidden_from_units) = 0`)
  const [letters] = await ctx.db.execute<{ letters: number; corrected: number }>(sql`
    select count(*)::int as letters, (count(*) filter (where corrected_at is not null))::int as corrected
    from ${supervisionLetters}
    where tenant_id = ${ctx.tenant.id} and sent_at >= ${since}::timestamptz and sent_at < ${until}::timestamptz`)
  return {
    orders: orders?.orders ?? 0,
    cleared: orders?.cleared ?? 0,
    letters: letters?.letters ?? 0,
    corrected: letters?.corrected ?? 0,
  }
}

type TypicalRow = { kind: CaseKind; conduct: Conduct | null; days: number; verdict: string }

/** Items that their residents made public and call solved, one of each conduct, the quickest first; for typical cases without names. */
export async function listTypical(ctx: Context, span: Span, most: number): Promise<TypicalRow[]> {
  const rows = await ctx.db.execute<TypicalRow>(sql`
    select * from (
      select distinct on (c.kind, c.conduct) c.kind, c.conduct, r.verdict,
        greatest(0, (c.ended_at at time zone ${ctx.tenant.zone})::date - (c.received_at at time zone ${ctx.tenant.zone})::date) as days
      from ${cases} c join ${caseRounds} r on r.tenant_id = c.tenant_id and r.case_id = c.id and r.round = c.round
      where ${during(ctx, span)} and c.identity = 'public' and c.ended_at is not null and r.verdict in ('solved', 'partly')
      order by c.kind, c.conduct, r.verdict desc, c.ended_at - c.received_at, c.id) found
    order by days, kind, conduct limit ${most}`)
  return [...rows]
}

/** The bulletin that waits longest to be counted. */
export async function findWaiting(ctx: Context) {
  const [row] = await ctx.db
    .select()
    .from(bulletins)
    .where(and(eq(bulletins.tenantId, ctx.tenant.id), eq(bulletins.state, 'preparing')))
    .orderBy(asc(bulletins.madeAt), asc(bulletins.id))
    .limit(1)
  return row
}

/** Whether this transaction alone counts the bulletin; false while another process does. */
export async function claimCounting(ctx: Context, id: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(7340042, hashtext(${id})) as mine`,
  )
  return row?.mine === true
}

/** Writes to a bulletin that is still being counted in the same version. */
export async function updateCounting(
  ctx: Context,
  { id, version }: { id: string; version: number },
  patch: Partial<Omit<typeof bulletins.$inferInsert, 'tenantId' | 'id'>>,
): Promise<void> {
  const same = and(eq(bulletins.id, id), eq(bulletins.version, version), eq(bulletins.state, 'preparing'))
  await ctx.db
    .update(bulletins)
    .set(patch)
    .where(and(eq(bulletins.tenantId, ctx.tenant.id), same))
}
