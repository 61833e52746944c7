import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { recountQueues } from '../../features/cases/queues/service.ts'
import { rebuildHandling } from '../../features/indicators/handling/rollups/service.ts'
import { type Context, type Platform, systemContext, type Tenant } from '../../platform/context.ts'
import { tenants } from '../../platform/tables.ts'
import { dropIndexes, tidy } from './figures-seed.ts'
import { details, places, rareWords, requests, subjects } from './queue-words.ts'

/** The tables that a year of items fills. */
export const bulk = ['cases', 'case_rounds', 'case_events', 'case_clocks', 'case_search'] as const
const year = { from: '2025-11-23', days: 365 }

export type Clerk = { role: string; token: string }
export type Office = { ctx: Context; clerks: Clerk[] }

/** A city of 101 townships with 16 villages each, 100 units and 60 topics, with so many items over a year, about three in a hundred of them open. */
export async function seedOffice(platform: Platform, items: number): Promise<Office> {
  const tenant: Tenant = { id: randomUUID(), slug: 'stand', name: '压测市', zone: 'Asia/Shanghai', demo: false }
  await platform.database.db.insert(tenants).values({ id: tenant.id, slug: tenant.slug, name: tenant.name })
  const ctx = systemContext(platform, tenant, 'stand')
  await seedRegister(ctx)
  const clerks = await seedClerks(ctx)
  const triggers = (how: 'disable' | 'enable') =>
    Promise.all(bulk.map((table) => ctx.database.sql.unsafe(`alter table ${table} ${how} trigger user`)))
  const restore = await dropIndexes(ctx, bulk)
  await triggers('disable')
  await seedItems(ctx, items)
  await triggers('enable')
  await restore()
  await platform.database.sql`alter index case_search_words alter column 1 set statistics 1000`
  await recountQueues(platform)
  await rebuildHandling(platform)
  await tidy(ctx, [...bulk, 'case_queue_counts', 'area_closure', 'areas', 'units'])
  return { ctx, clerks }
}

async function seedRegister({ tenant, database: { sql } }: Context): Promise<void> {
  await sql`
    insert into areas (tenant_id, id, external_id, name, level, valid_from)
    select ${tenant.id}::uuid, gen_random_uuid(), 'city', '压测市', 'city', '2020-01-01'::date
    union all
    select ${tenant.id}, gen_random_uuid(), 'town-' || n, '第' || n || '镇', 'township', '2020-01-01'::date from generate_series(1, 101) n
    union all
    select ${tenant.id}, gen_random_uuid(), 'town-' || n || '-village-' || v, '第' || n || '镇' || v || '村', 'village', '2020-01-01'::date
    from generate_series(1, 101) n cross join generate_series(1, 16) v`
  await sql`
    insert into area_parents (tenant_id, area_id, parent_id, valid_from)
    select c.tenant_id, c.id, p.id, c.valid_from from areas c join areas p on p.tenant_id = c.tenant_id
      and ((c.level = 'township' and p.level = 'city') or (c.level = 'village' and p.external_id = split_part(c.external_id, '-village', 1)))
    where c.tenant_id = ${tenant.id}`
  await sql`
    insert into area_closure (tenant_id, ancestor_id, descendant_id, depth, valid_from)
    with recursive up as (
      select tenant_id, id as ancestor_id, id as descendant_id, 0 as depth, valid_from from areas where tenant_id = ${tenant.id}
      union all
      select u.tenant_id, p.parent_id, u.descendant_id, u.depth + 1, u.valid_from from up u
      join area_parents p on p.tenant_id = u.tenant_id and p.area_id = u.ancestor_id)
    select * from up`
  await sql`
    insert into units (tenant_id, id, external_id, name, short_name, area_id, fields)
    select ${tenant.id}, gen_random_uuid(), 'unit-' || n, '第' || n || '局', '第' || n || '局', a.id, '{}'
    from generate_series(1, 100) n, areas a where a.tenant_id = ${tenant.id} and a.level = 'city'`
  await sql`
    insert into topics (tenant_id, id, external_id, name, keywords, position)
    select ${tenant.id}, gen_random_uuid(), 'topic-' || n, '主题' || n, '{}', n from generate_series(1, 60) n`
}

/** A dispatcher of the whole place, a member of one unit and one of a township, each signed in. */
async function seedClerks({ tenant, database: { sql } }: Context): Promise<Clerk[]> {
  const permissions = ['cases.read', 'cases.dispatch', 'cases.handle', 'cases.supervise', 'cases.workload']
  await sql`
    insert into roles (tenant_id, id, title, permissions) values (${tenant.id}, 'clerk', '受理岗', ${permissions})`
  const clerks: Clerk[] = []
  for (const role of ['whole', 'unit', 'township']) {
    const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')]
    const hash = createHash('sha256').update(token).digest()
    await sql`
      insert into staff (tenant_id, id, login, name, password_hash, created_at)
      values (${tenant.id}, ${id}, ${role}, '压测', '', now())`
    await sql`
      insert into grants (tenant_id, id, staff_id, role_id, area_id, unit_id)
      select ${tenant.id}, gen_random_uuid(), ${id}, 'clerk',
        (select id from areas where tenant_id = ${tenant.id} and external_id = 'town-7' and ${role} = 'township'),
        (select id from units where tenant_id = ${tenant.id} and external_id = 'unit-7' and ${role} = 'unit')`
    await sql`
      insert into sessions (tenant_id, token_hash, actor_kind, actor_id, created_at, expires_at)
      values (${tenant.id}, ${hash}, 'staff', ${id}, now(), now() + interval '1 day')`
    clerks.push({ role, token })
  }
  return clerks
}

/** The items with their rounds, clocks, stories and what they are found by; a repeatable draw by the number of each. */
async function seedItems({ tenant, database: { sql } }: Context, count: number): Promise<void> {
  const rare = rareWords.map(({ word, every }) => `when n % ${every} = 17 then '，附近有${word}'`).join(' ')
  const pick = (list: readonly string[], salt: number) => {
    const array = `array[${list.map((one) => `'${one}'`).join(',')}]`
    return `(${array})[1 + (hashint8(n::bigint * 31 + ${salt}) & 2147483647) % ${list.length}]`
  }
  await sql.begin(async (tx) => {
    await tx`set local work_mem = '256MB'`
    await tx.unsafe(`
      create temporary table drawn on commit drop as
      select n, gen_random_uuid() as id, u.id as unit_id, v.id as area_id, t.id as topic_id,
        case when n % 9 = 0 then w.id end as accused_id,
        place || subject as title, place,
        place || (h % 400 + 1) || '号附近' || subject || '，' || first_detail || '，' || second_detail
          || case ${rare} else '' end || '。' || request || '。' as text,
        timestamptz '${year.from} 00:00+08' + make_interval(secs => (n::float8 / ${count} * ${year.days} * 86400)) as received_at,
        n > ${count} * 0.97 as open, h
      from (
        select n, hashint8(n) & 2147483647 as h, ${pick(places, 1)} as place, ${pick(subjects, 2)} as subject,
          ${pick(details, 3)} as first_detail, ${pick(details, 4)} as second_detail, ${pick(requests, 5)} as request
        from generate_series(1, ${count}::bigint) n) g
      join (select id, row_number() over (order by external_id) - 1 as at from units where tenant_id = '${tenant.id}') u on u.at = h % 100
      join (select id, row_number() over (order by external_id) - 1 as at from units where tenant_id = '${tenant.id}') w on w.at = (h / 100) % 100
      join (select id, row_number() over (order by external_id) - 1 as at from areas where tenant_id = '${tenant.id}' and level = 'village') v
        on v.at = (h / 7) % 1616
      join (select id, row_number() over (order by external_id) - 1 as at from topics where tenant_id = '${tenant.id}') t on t.at = (h / 13) % 60`)
    await tx.unsafe(itemsSql(tenant.id))
    await tx`
      insert into case_search (tenant_id, case_id, words, received_at)
      select tenant_id, id, lower(concat_ws(E'\n', number, title, text, place)), received_at from cases where tenant_id = ${tenant.id}`
    await tx`
      insert into case_rounds (tenant_id, case_id, round, started_at, replied_at, unit_outcome, reply_words)
      select tenant_id, id, 1, received_at, ended_at, unit_outcome, case when ended_at is not null then '已到现场核实并处理，感谢您的反映。' end
      from cases where tenant_id = ${tenant.id}`
    await tx`
      insert into case_clocks (tenant_id, id, case_id, round, version, clock, day_kind, definition_version, calendar_version,
        started_at, due_at, due_day, provisional, stopped_at)
      select tenant_id, gen_random_uuid(), id, 1, 1, 'opinion-reply', 'working', 1, 1, received_at, received_at + interval '12 days',
        (received_at + interval '12 days')::date, false, ended_at
      from cases where tenant_id = ${tenant.id}`
    await tx`
      insert into case_events (tenant_id, id, case_id, at, round, version, action, actor_kind, unit_id, words, internal)
      select c.tenant_id, gen_random_uuid(), c.id, c.received_at + step * interval '3 hours', 1, step,
        (array['receive', 'accept', 'assign', 'reply'])[step], case when step = 1 then 'resident' else 'staff' end, c.unit_id, null, false
      from cases c cross join generate_series(1, 4) step
      where c.tenant_id = ${tenant.id} and (step < 3 or c.ended_at is not null)`
  })
}

const itemsSql = (tenantId: string) => `
  insert into cases (tenant_id, id, number, kind, entry, channel, assisted, identity, title, text, accused_unit_id, area_id, place,
    topic_id, tier, state, round, version, unit_id, received_at, ended_at, end_reason, unit_outcome, verdict, clock, clock_day_kind,
    due_at, due_day, provisional)
  select '${tenantId}', id, 'YC' || to_char(received_at, 'YY-MM-') || lpad(n::text, 6, '0'),
    (array['complaint', 'complaint', 'enquiry', 'opinion', 'help', 'report', 'praise', 'complaint'])[1 + h % 8],
    case when h % 40 = 0 then 'stuck' else 'general' end,
    (array['hotline', 'hotline', 'hotline', 'mini-app', 'mini-app', 'web', 'point', 'grid', 'wechat-group', 'legislative-point'])[1 + h % 10],
    false, (array['public', 'supervisor', 'sealed'])[1 + h % 3], title, text, accused_id, area_id, place, topic_id,
    (array['grid', 'village', 'township', 'district', 'city'])[1 + h % 5],
    case when open then (array['received', 'accepted', 'handling', 'handling', 'handling', 'returned', 'replied', 'call-back'])[1 + h % 8]
      else (array['closed', 'closed', 'closed', 'closed', 'closed', 'refused', 'withdrawn'])[1 + h % 7] end,
    1, 3, case when not open or h % 8 > 1 then unit_id end, received_at,
    case when not open then received_at + interval '6 days' end, case when not open then 'done' end, case when not open then 'done' end,
    case when not open then (array['solved', 'partly', 'not-solved', 'no-answer'])[1 + h % 4] end,
    case when open then 'opinion-reply' end, case when open then 'working' end,
    case when open then date_trunc('day', received_at) + interval '12 days 17 hours 30 minutes' end,
    case when open then (received_at + interval '12 days')::date end, false
  from drawn`
