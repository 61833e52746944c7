import { randomUUID } from 'node:crypto'
import { rebuildRollups } from '../../features/indicators/rollups/service.ts'
import { tokenHashOf, tokenOf } from '../../features/matters/claims/service.ts'
import { type Context, type Platform, systemContext, type Tenant } from '../../platform/context.ts'
import { tenants } from '../../platform/tables.ts'

/** The whole days that are rated, and the quarter that is read. */
const days = { from: '2025-07-01', count: 365 }
export const quarter = { from: '2026-01-01', to: '2026-03-31' }

const bulk = ['matters', 'ratings', 'rating_events'] as const

export type District = { platform: Platform; ctx: Context; tokens: string[] }

/** A city of 100 units and 101 townships with so many ratings over a year, and claims that are still open. */
export async function seedDistrict(platform: Platform, ratings: number, claims: number): Promise<District> {
  const tenant: Tenant = { id: randomUUID(), slug: 'stand', name: '压测市', zone: 'Asia/Shanghai', demo: false }
  await platform.database.db.insert(tenants).values({ id: tenant.id, slug: tenant.slug, name: tenant.name })
  const ctx = systemContext(platform, tenant, 'stand')
  await seedRegister(ctx)
  const restore = await dropIndexes(ctx, bulk)
  await seedRatings(ctx, ratings)
  await restore()
  await tidy(ctx, bulk)
  const tokens = await seedClaims(ctx, claims)
  await rebuildRollups(platform)
  await ctx.database.sql`vacuum (analyze) figure_rollups, claims, outbox`
  return { platform, ctx, tokens }
}

async function seedRegister({ tenant, database: { sql } }: Context): Promise<void> {
  const city = randomUUID()
  await sql`
    insert into areas (tenant_id, id, external_id, name, level, valid_from)
    select ${tenant.id}::uuid, ${city}::uuid, 'city', '压测市', 'city', '2020-01-01'::date
    union all
    select ${tenant.id}, gen_random_uuid(), 'town-' || n, '第' || n || '镇', 'township', '2020-01-01'::date
    from generate_series(1, 101) n`
  await sql`
    insert into area_parents (tenant_id, area_id, parent_id, valid_from)
    select tenant_id, id, ${city}, valid_from from areas where level = 'township'`
  await sql`
    insert into area_closure (tenant_id, ancestor_id, descendant_id, depth, valid_from)
    select tenant_id, id, id, 0, valid_from from areas
    union all select tenant_id, parent_id, area_id, 1, valid_from from area_parents`
  await sql`
    insert into units (tenant_id, id, external_id, name, short_name, area_id, fields)
    select ${tenant.id}, gen_random_uuid(), 'unit-' || n, '第' || n || '局', '第' || n || '局', ${city}, '{}'
    from generate_series(1, 100) n`
  await sql`
    insert into officers (tenant_id, id, external_id, unit_id, name, certificate_number)
    select tenant_id, gen_random_uuid(), external_id || '-' || n, id, '压测', external_id || '-' || n
    from units cross join generate_series(1, 25) n`
}

/** One matter, one rating and its event a number, spread over units, townships, officers, days, channels and grades. */
async function seedRatings({ tenant, database: { sql } }: Context, count: number): Promise<void> {
  await sql`
    create unlogged table drawn as
    select n, gen_random_uuid() as matter_id, gen_random_uuid() as rating_id, u.id as unit_id, a.id as area_id,
      o.id as officer_id, ${days.from}::date + (n % ${days.count}) as day,
      (array['link', 'link', 'link', 'counter', 'assisted'])[1 + (n / 7) % 5] as channel,
      (array[5, 5, 4, 5, 4, 3, 5, 4, 5, 1])[1 + (n / 11) % 10] as grade
    from (select n, (hashint8(n) & 2147483647) as h from generate_series(1, ${count}::int) n) g
    join (select id, row_number() over (order by external_id) - 1 as at from units) u on u.at = h % 100
    join (select id, row_number() over (order by external_id) - 1 as at from areas where level = 'township') a
      on a.at = (h / 100) % 101
    join (select id, row_number() over (order by external_id) - 1 as at from officers) o on o.at = (h / 7) % 2500`
  await Promise.all([
    sql`
      insert into matters (tenant_id, id, source, external_id, kind, unit_id, officer_id, area_id, title, closed_day,
        party_kind, created_at)
      select ${tenant.id}, matter_id, 'stand', n::text, 'enforcement', unit_id, officer_id, area_id, '压测事项', day, 'person', day
      from drawn`,
    sql`
      insert into ratings (tenant_id, id, matter_id, channel, kind, unit_id, area_id, officer_id, closed_day, given_grade,
        given_at, given_day, input_hash, grade)
      select ${tenant.id}, rating_id, matter_id, channel, 'enforcement', unit_id, area_id, officer_id, day, grade, day, day, '', grade
      from drawn`,
    sql`
      insert into rating_events (tenant_id, at, id, rating_id, event, grade_after, actor_kind)
      select ${tenant.id}, day, gen_random_uuid(), rating_id, 'given', grade, 'anyone' from drawn`,
  ])
  await sql`drop table drawn`
}

/** Matters of the quarter whose claims nobody has used; answers their tokens. */
async function seedClaims(ctx: Context, count: number): Promise<string[]> {
  const { sql } = ctx.database
  const ids = Array.from({ length: count }, () => randomUUID())
  const tokens = ids.map((id) => tokenOf(ctx, id))
  const hashes = tokens.map((token) => tokenHashOf(token).toString('hex'))
  await sql`
    with given as (
      select gen_random_uuid() as matter_id, g.id, g.hash, u.id as unit_id, a.id as area_id,
        ${quarter.from}::date + (g.n % 90)::int as day
      from unnest(${ids}::uuid[], ${hashes}::text[]) with ordinality as g (id, hash, n)
      join (select id, row_number() over (order by external_id) - 1 as at from units) u on u.at = (g.n * 7) % 100
      join (select id, row_number() over (order by external_id) - 1 as at from areas where level = 'township') a
        on a.at = (g.n * 13) % 101
    ), made as (
      insert into matters (tenant_id, id, source, external_id, kind, unit_id, area_id, title, closed_day, party_kind,
        created_at)
      select ${ctx.tenant.id}, matter_id, 'stand', matter_id::text, 'enforcement', unit_id, area_id, '压测事项', day, 'person', day
      from given
    )
    insert into claims (tenant_id, id, matter_id, token_hash, short_code_hash, minted_at, expires_at)
    select ${ctx.tenant.id}, id, matter_id, decode(hash, 'hex'), decode(md5(hash), 'hex'), now(), now() + interval '30 days'
    from given`
  return tokens
}

/** Takes the indexes off the large tables for the time of the load; the answer puts the same ones back, of all tables at once. */
export async function dropIndexes(
  { database: { sql } }: Context,
  tables: readonly string[],
): Promise<() => Promise<unknown>> {
  const constraints = await sql<{ name: string; table: string; definition: string }[]>`
    select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
    from pg_constraint where conrelid::regclass::text = any(${[...tables]}) and contype in ('p', 'u')`
  for (const { name, table } of constraints) await sql.unsafe(`alter table ${table} drop constraint ${name}`)
  const indexes = await sql<{ name: string; table: string; definition: string }[]>`
    select indexname as name, tablename as table, indexdef as definition from pg_indexes where tablename = any(${[...tables]})`
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`)
  const restore = (table: string) =>
    sql.begin(async (tx) => {
      await tx`set local maintenance_work_mem = '512MB'`
      for (const index of indexes) if (index.table === table) await tx.unsafe(index.definition)
      for (const one of constraints) {
        if (one.table === table) await tx.unsafe(`alter table ${table} add constraint ${one.name} ${one.definition}`)
      }
    })
  return () => Promise.all(tables.map(restore))
}

/** What the planner and the readers need after a load, of all tables at once. */
export const tidy = ({ database: { sql } }: Context, tables: readonly string[]) =>
  Promise.all(tables.map((table) => sql.unsafe(`vacuum (analyze) ${table}`)))
