import { elsewhere } from '@minyi/shared/indicators/closing/rules.ts'
import { emptyRow, type FigureRow, type RowKind } from '@minyi/shared/indicators/published/rows.ts'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { areaClosure, areas, units } from '../../../registry/tables.ts'
import { list, ratingsAtCut, townshipOf } from '../../closing/queries.ts'
import { publishedRows } from '../tables.ts'

/** Everything that happened before `before`, of matters closed on these days; of some townships only where they are named. */
export type Cut = { from: string; to: string; before: Date; townships: readonly string[] | null }

/** Which matters and ratings a figure stands on. Cuts have no matter in common. */
export type Selection = {
  kinds: readonly string[]
  cuts: readonly Cut[]
  areaId: string | null
  unitId: string | null
}

/** The funnel of a selection as cells of township × unit × month, in the order of the canonical file. */
export async function listFunnel(ctx: Context, selection: Selection): Promise<FigureRow[]> {
  const rows = await ctx.db.execute<{ what: RowKind; area: string; unit: string; month: string; count: number }>(sql`
    with facts as (${unionOf(selection.cuts, (cut) => funnelOf(ctx, selection, cut))}), cells as (
      select f.what, ${names('f')}, sum(f.count)::int as count
      from facts f ${places(ctx, 'f')} group by 1, 2, 3, 4 having sum(f.count) > 0)
    select * from cells order by what collate "C", area collate "C", unit collate "C", month collate "C"`)
  return [...rows].map((row) => ({ ...emptyRow, ...row }))
}

type RatingLine = Pick<FigureRow, 'key' | 'area' | 'unit' | 'month' | 'channel' | 'grade' | 'excluded'>

const batch = 10_000

/**
 * Every rating of a selection, as it stood at its cut, in the order of its key: the hash of `salt` and the rating's id, so that whoever
 * holds a receipt finds the own row and nobody finds a matter. Read through a cursor; must run in a transaction.
 */
export async function* streamRatings(ctx: Context, selection: Selection, salt: string): AsyncGenerator<FigureRow[]> {
  await ctx.db.execute(sql`
    declare figure_rows no scroll cursor for
    with facts as (${unionOf(selection.cuts, (cut) => ratingsOf(ctx, selection, cut))}), lines as (
      select left(encode(sha256(convert_to(${salt}::text || '/' || f.id::text, 'UTF8')), 'hex'), 32) as key,
        ${names('f')}, f.channel, f.grade::text as grade, coalesce(f.excluded, '') as excluded
      from facts f ${places(ctx, 'f')})
    select * from lines order by key collate "C"`)
  for (;;) {
    const rows = await ctx.db.execute<RatingLine>(sql.raw(`fetch ${batch} from figure_rows`))
    if (rows.length === 0) break
    yield [...rows].map((row): FigureRow => ({ ...emptyRow, ...row, what: 'rating', count: 1 }))
  }
  await ctx.db.execute(sql`close figure_rows`)
}

/** One of the two files of rows that a published figure has. */
export type RowsFile = { figureId: string; open: boolean }

export async function insertPart(ctx: Context, file: RowsFile, part: number, bytes: Buffer): Promise<void> {
  await ctx.db.insert(publishedRows).values({ tenantId: ctx.tenant.id, ...file, part, bytes })
}

export async function findPart(ctx: Context, { figureId, open }: RowsFile, part: number): Promise<Buffer | undefined> {
  const t = publishedRows
  const [row] = await ctx.db
    .select({ bytes: t.bytes })
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.figureId, figureId), eq(t.open, open), eq(t.part, part)))
  return row?.bytes
}

function ratingsOf(ctx: Context, selection: Selection, cut: Cut): SQL {
  const before = instant(cut.before)
  return sql`
    select r.id, r.unit_id, r.closed_day, r.channel, r.grade, r.excluded, r.township
    from (select r.*, ${townshipOf(sql`r`)} as township from (
      ${ratingsAtCut(ctx, before)}
      where ${within(ctx, selection, cut, 'r')} and r.given_at < ${before} and r.unit_id is not null) r) r
    where ${inTownships(cut)}`
}

function funnelOf(ctx: Context, selection: Selection, cut: Cut): SQL {
  const before = instant(cut.before)
  const of = (what: RowKind, count: SQL, from: SQL) => sql`
    select ${what} as what, m.unit_id, m.closed_day, ${townshipOf(sql`m`)} as township, ${count} as count
    from ${from} and ${within(ctx, selection, cut, 'm')}`
  const claimed = sql`claims c join matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    where c.minted_at < ${before}`
  const shown = sql`exists (
    select 1 from claim_showings s where s.tenant_id = c.tenant_id and s.claim_id = c.id and s.at < ${before})`
  return sql`
    select r.what, r.unit_id, r.closed_day, r.township, r.count from (
      ${of('eligible', sql`1`, sql`matters m where m.created_at < ${before}`)}
      union all ${of('invited', sql`1`, claimed)}
      union all ${of('counter', sql`(${shown})::int`, claimed)}
      union all ${of('defaulted', sql`coalesce((c.defaulted_at < ${before})::int, 0)`, claimed)}
    ) r where ${inTownships(cut)}`
}

/** The rows of one cut, of matters (`m`) or ratings (`r`), which both hold kind, day, unit and area of their matter. */
function within(ctx: Context, { kinds, areaId, unitId }: Selection, cut: Cut, table: 'm' | 'r'): SQL {
  const t = sql.raw(table)
  const inArea = sql`exists (
    select 1 from ${areaClosure} c where c.tenant_id = ${t}.tenant_id and c.descendant_id = ${t}.area_id
      and c.ancestor_id = ${areaId}::uuid and c.valid_from <= ${t}.closed_day
      and (c.valid_to is null or ${t}.closed_day < c.valid_to))`
  return sql`${t}.tenant_id = ${ctx.tenant.id} and ${t}.kind in ${list(kinds)}
    and ${t}.closed_day between ${cut.from}::date and ${cut.to}::date
    ${areaId === null ? sql`` : sql`and ${inArea}`}
    ${unitId === null ? sql`` : sql`and ${t}.unit_id = ${unitId}::uuid`}`
}

const inTownships = ({ townships }: Cut): SQL =>
  townships === null ? sql`true` : sql`coalesce(r.township, ${elsewhere}::uuid) in ${list(townships)}`

const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`

/** Township, unit and month of a fact in words; a matter outside of every township has no name there. */
const names = (table: string): SQL =>
  sql.raw(
    `coalesce(a.name, '') as area, coalesce(u.name, '') as unit, to_char(${table}.closed_day, 'YYYY-MM') as month`,
  )

function places(ctx: Context, table: string): SQL {
  const t = sql.raw(table)
  return sql`
    left join ${areas} a on a.tenant_id = ${ctx.tenant.id} and a.id = ${t}.township
    left join ${units} u on u.tenant_id = ${ctx.tenant.id} and u.id = ${t}.unit_id`
}

function unionOf(cuts: readonly Cut[], of: (cut: Cut) => SQL): SQL {
  return sql.join(
    cuts.map((cut) => of(cut)),
    sql` union all `,
  )
}
