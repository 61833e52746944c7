import type { SheetName } from '@minyi/shared/registry/contract.ts'
import { areaLevelLabels } from '@minyi/shared/registry/labels.ts'
import { type SheetRow, sheetColumns } from '@minyi/shared/registry/rules.ts'
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { idFromName } from '../../../platform/ids.ts'
import { areaClosure, areaParents, areas, collectionPoints, officers, units } from '../tables.ts'

export type Outcome = { created: number; changed: number; unchanged: number }

/** The id of a registered thing: the same external id is the same thing, however often it is loaded. */
export const registryId = (tenantId: string, sheet: SheetName, externalId: string) =>
  idFromName(`${tenantId}/${sheet}/${externalId}`)

export async function listExternalIds(ctx: Context, sheet: SheetName): Promise<Set<string>> {
  const table = tables[sheet]
  const rows = await ctx.db
    .select({ externalId: table.externalId })
    .from(table)
    .where(eq(table.tenantId, ctx.tenant.id))
  return new Set(rows.map((row) => row.externalId))
}

/** Each area's parent today, by external ids. */
export async function listParents(ctx: Context): Promise<Map<string, string | null>> {
  const rows = await ctx.db.execute<{ id: string; parent: string | null }>(sql`
    select a.external_id as id, p.external_id as parent
    from ${areas} a
    left join ${areaParents} l on l.tenant_id = a.tenant_id and l.area_id = a.id and l.valid_to is null
    left join ${areas} p on p.tenant_id = l.tenant_id and p.id = l.parent_id
    where a.tenant_id = ${ctx.tenant.id}`)
  return new Map(rows.map((row) => [row.id, row.parent]))
}

/** Each unit's own parent, by external ids. */
export async function listParentUnits(ctx: Context): Promise<Map<string, string | null>> {
  const rows = await ctx.db.execute<{ id: string; parent: string | null }>(sql`
    select u.external_id as id, p.external_id as parent
    from ${units} u left join ${units} p on p.tenant_id = u.tenant_id and p.id = u.parent_id
    where u.tenant_id = ${ctx.tenant.id}`)
  return new Map(rows.map((row) => [row.id, row.parent]))
}

/** Writes checked rows; an area that moves keeps its old place until `day` and has the new one from then on. */
export async function writeRows(
  ctx: Context,
  sheet: SheetName,
  rows: readonly SheetRow[],
  day: string,
): Promise<Outcome> {
  const records = rows.map(({ values }) => toRecord(ctx, sheet, values, day))
  const touched = await upsert(ctx, sheet, records)
  const created = new Set(touched.filter((row) => row.created).map((row) => row.id))
  const changed = new Set(touched.filter((row) => !row.created).map((row) => row.id))
  if (sheet === 'areas') {
    for (const id of await moveAreas(ctx, records, day)) if (!created.has(id)) changed.add(id)
    await rebuildClosure(ctx)
  }
  return { created: created.size, changed: changed.size, unchanged: rows.length - created.size - changed.size }
}

/** The sheet's rows as text, in the order of its columns. */
export async function exportRows(ctx: Context, sheet: SheetName): Promise<string[][]> {
  const rows = await ctx.db.execute<Record<string, unknown>>(exports[sheet](ctx.tenant.id))
  return rows.map((row) => sheetColumns[sheet].map(({ key }) => cellOf(key, row[key])))
}

const tables = { areas, units, officers, 'collection-points': collectionPoints } as const

/** The columns that an import writes, with their types, beside tenant, id and external id. */
const written: Record<SheetName, readonly [column: string, type: string][]> = {
  areas: [
    ['code', 'text'],
    ['name', 'text'],
    ['level', 'text'],
    ['valid_from', 'date'],
    ['valid_to', 'date'],
  ],
  units: [
    ['name', 'text'],
    ['short_name', 'text'],
    ['area_id', 'uuid'],
    ['fields', 'text[]'],
    ['active', 'boolean'],
    ['parent_id', 'uuid'],
  ],
  officers: [
    ['unit_id', 'uuid'],
    ['name', 'text'],
    ['certificate_number', 'text'],
    ['active', 'boolean'],
  ],
  'collection-points': [
    ['name', 'text'],
    ['area_id', 'uuid'],
    ['address', 'text'],
    ['collector_kinds', 'text[]'],
    ['active', 'boolean'],
  ],
}

type Written = Record<string, unknown>

function toRecord(ctx: Context, sheet: SheetName, values: Record<string, unknown>, day: string): Written {
  const idOf = (kind: SheetName, externalId: unknown) =>
    typeof externalId === 'string' ? registryId(ctx.tenant.id, kind, externalId) : null
  return {
    ...values,
    id: idOf(sheet, values.externalId),
    external_id: values.externalId,
    short_name: values.shortName,
    certificate_number: values.certificateNumber,
    collector_kinds: values.collectorKinds,
    area_id: idOf('areas', values.area),
    unit_id: idOf('units', values.unit),
    parent_id: idOf(sheet === 'units' ? 'units' : 'areas', values.parent),
    valid_from: values.validFrom ?? day,
    valid_to: values.validTo ?? null,
  }
}

async function upsert(ctx: Context, sheet: SheetName, records: readonly Written[]) {
  const columns = written[sheet]
  const table = sql.raw(sheet.replace('-', '_'))
  const names = sql.raw(columns.map(([name]) => name).join(', '))
  const types = sql.raw(columns.map(([name, type]) => `${name} ${type}`).join(', '))
  const kept = columns.map(([name]) => name).filter((name) => name !== 'valid_from')
  const set = sql.raw(kept.map((name) => `${name} = excluded.${name}`).join(', '))
  const before = sql.raw(kept.map((name) => `t.${name}`).join(', '))
  const after = sql.raw(kept.map((name) => `excluded.${name}`).join(', '))
  return ctx.db.execute<{ id: string; created: boolean }>(sql`
    insert into ${table} as t (tenant_id, id, external_id, ${names})
    select ${ctx.tenant.id}::uuid, r.id, r.external_id, ${sql.raw(columns.map(([name]) => `r.${name}`).join(', '))}
    from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as r(id uuid, external_id text, ${types})
    on conflict (tenant_id, external_id) do update set ${set} where (${before}) is distinct from (${after})
    returning id, xmax = 0 as created`)
}

/** Ends the old place of every area that moved and opens the new one; answers the areas that moved. */
async function moveAreas(ctx: Context, records: readonly Written[], day: string): Promise<string[]> {
  const json = JSON.stringify(records.map(({ id, parent_id, valid_from }) => ({ id, parent_id, valid_from })))
  const given = sql`jsonb_to_recordset(${json}::text::jsonb) as r(id uuid, parent_id uuid, valid_from date)`
  const ended = await ctx.db.execute<{ id: string }>(sql`
    update ${areaParents} l set valid_to = greatest(${day}::date, l.valid_from) from ${given}
    where l.tenant_id = ${ctx.tenant.id} and l.area_id = r.id and l.valid_to is null
      and l.parent_id is distinct from r.parent_id
    returning l.area_id as id`)
  const opened = await ctx.db.execute<{ id: string }>(sql`
    insert into ${areaParents} (tenant_id, area_id, parent_id, valid_from)
    select ${ctx.tenant.id}::uuid, r.id, r.parent_id,
      case when exists (select 1 from ${areaParents} o where o.tenant_id = ${ctx.tenant.id} and o.area_id = r.id)
        then ${day}::date else r.valid_from end
    from ${given}
    where r.parent_id is not null and not exists (
      select 1 from ${areaParents} o where o.tenant_id = ${ctx.tenant.id} and o.area_id = r.id and o.valid_to is null)
    on conflict (tenant_id, area_id, valid_from) do update set parent_id = excluded.parent_id, valid_to = null
    returning area_id as id`)
  return [...new Set([...ended, ...opened].map((row) => row.id))]
}

/** Makes the closure anew from the parents: every line of descent, valid while all its links are. */
async function rebuildClosure(ctx: Context): Promise<void> {
  await ctx.db.delete(areaClosure).where(eq(areaClosure.tenantId, ctx.tenant.id))
  await ctx.db.execute(sql`
    insert into ${areaClosure} (tenant_id, ancestor_id, descendant_id, depth, valid_from, valid_to)
    with recursive line as (
      select id as ancestor_id, id as descendant_id, 0 as depth, valid_from, valid_to
      from ${areas} where tenant_id = ${ctx.tenant.id}
      union all
      select l.parent_id, line.descendant_id, line.depth + 1,
        greatest(line.valid_from, l.valid_from), least(line.valid_to, l.valid_to)
      from line join ${areaParents} l on l.tenant_id = ${ctx.tenant.id} and l.area_id = line.ancestor_id
      where line.depth < 12
        and (line.valid_to is null or l.valid_from < line.valid_to)
        and (l.valid_to is null or line.valid_from < l.valid_to)
    )
    select ${ctx.tenant.id}::uuid, ancestor_id, descendant_id, depth, valid_from, valid_to from line
    on conflict do nothing`)
}

const exports: Record<SheetName, (tenantId: string) => SQL> = {
  areas: (tenantId) => sql`
    select a.external_id as "externalId", a.code, a.name, a.level, p.external_id as parent,
      a.valid_from::text as "validFrom", a.valid_to::text as "validTo"
    from ${areas} a
    left join ${areaParents} l on l.tenant_id = a.tenant_id and l.area_id = a.id and l.valid_to is null
    left join ${areas} p on p.tenant_id = l.tenant_id and p.id = l.parent_id
    where a.tenant_id = ${tenantId} order by a.code nulls last, a.external_id`,
  units: (tenantId) => sql`
    select u.external_id as "externalId", u.name, u.short_name as "shortName", a.external_id as area, u.fields, u.active,
      p.external_id as parent
    from ${units} u join ${areas} a on a.tenant_id = u.tenant_id and a.id = u.area_id
    left join ${units} p on p.tenant_id = u.tenant_id and p.id = u.parent_id
    where u.tenant_id = ${tenantId} order by u.external_id`,
  officers: (tenantId) => sql`
    select o.external_id as "externalId", u.external_id as unit, o.name, o.certificate_number as "certificateNumber", o.active
    from ${officers} o join ${units} u on u.tenant_id = o.tenant_id and u.id = o.unit_id
    where o.tenant_id = ${tenantId} order by o.certificate_number`,
  'collection-points': (tenantId) => sql`
    select c.external_id as "externalId", c.name, a.external_id as area, c.address,
      c.collector_kinds as "collectorKinds", c.active
    from ${collectionPoints} c join ${areas} a on a.tenant_id = c.tenant_id and a.id = c.area_id
    where c.tenant_id = ${tenantId} order by c.external_id`,
}

const levelLabels: Record<string, string> = areaLevelLabels

function cellOf(key: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join('、')
  if (key === 'active') return value === true ? '在用' : '停用'
  return key === 'level' ? (levelLabels[String(value)] ?? '') : String(value)
}
