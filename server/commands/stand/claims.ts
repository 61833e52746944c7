import { randomUUID } from 'node:crypto'
import { tokenHashOf, tokenOf } from '../../features/matters/claims/service.ts'
import { type Context, type Platform, systemContext } from '../../platform/context.ts'
import { tenants } from '../../platform/tables.ts'

const inOneStatement = 5_000

/** A tenant of its own for one measurement, with an area, 40 units and five officers each. */
export async function makeDistrict(platform: Platform): Promise<{ ctx: Context; unitIds: string[] }> {
  const tenant = { id: randomUUID(), slug: 'stand', name: '压测区', zone: 'Asia/Shanghai', demo: false }
  await platform.database.db.insert(tenants).values({ id: tenant.id, slug: tenant.slug, name: tenant.name })
  const { sql } = platform.database
  const areaId = randomUUID()
  await sql`insert into areas (tenant_id, id, external_id, name, level, valid_from)
    values (${tenant.id}, ${areaId}, 'stand', '压测区', 'city', '2020-01-01')`
  const units = await sql<{ id: string }[]>`
    insert into units (tenant_id, id, external_id, name, short_name, area_id, fields)
    select ${tenant.id}, gen_random_uuid(), 'unit-' || n, '第' || n || '局', '第' || n || '局', ${areaId}, '{}'
    from generate_series(1, 40) n returning id`
  await sql`
    insert into officers (tenant_id, id, external_id, unit_id, name, certificate_number)
    select tenant_id, gen_random_uuid(), external_id || '-' || n, id, '压测', external_id || '-' || n
    from units cross join generate_series(1, 5) n where tenant_id = ${tenant.id}`
  return { ctx: systemContext(platform, tenant, 'stand'), unitIds: units.map((unit) => unit.id) }
}

/** Matters with their claims, written in bulk; answers the tokens that rate them. */
export async function makeClaims(ctx: Context, count: number): Promise<string[]> {
  const tokens: string[] = []
  for (let left = count; left > 0; left -= inOneStatement)
    tokens.push(...(await makeSome(ctx, Math.min(left, inOneStatement))))
  await ctx.database.sql`vacuum analyze claims, matters, ratings`
  return tokens
}

async function makeSome(ctx: Context, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const tokens = ids.map((id) => tokenOf(ctx, id))
  const hashes = tokens.map((token) => tokenHashOf(token).toString('hex'))
  const { sql } = ctx.database
  const at = new Date()
  const until = new Date(at.getTime() + 30 * 86_400_000)
  await sql`
    with officer as (
      select o.id, o.unit_id, u.area_id, row_number() over () as n from officers o
      join units u on u.tenant_id = o.tenant_id and u.id = o.unit_id where o.tenant_id = ${ctx.tenant.id}
    ), given as (
      select gen_random_uuid() as matter_id, g.id, g.hash, g.n, officer.id as officer_id, unit_id, area_id
      from unnest(${ids}::uuid[], ${hashes}::text[]) with ordinality as g (id, hash, n)
      join officer on officer.n = 1 + g.n % (select count(*) from officer)
    ), made as (
      insert into matters (tenant_id, id, source, external_id, kind, unit_id, officer_id, area_id, title, closed_day,
        party_kind, created_at)
      select ${ctx.tenant.id}, matter_id, 'stand', matter_id::text, 'enforcement', unit_id, officer_id, area_id, '压测事项',
        ${at.toISOString()}::timestamptz::date - (n % 90)::int, 'person', ${at.toISOString()}
      from given
    )
    insert into claims (tenant_id, id, matter_id, token_hash, short_code_hash, minted_at, expires_at)
    select ${ctx.tenant.id}, id, matter_id, decode(hash, 'hex'), decode(md5(hash), 'hex'), ${at.toISOString()},
      ${until.toISOString()}
    from given`
  return tokens
}
