import { setImmediate as wireTurn } from 'node:timers/promises'
import { and, eq, getTableColumns, inArray, type Name, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Context } from '../../../../platform/context.ts'
import { sealed } from '../../../../platform/tables.ts'
import { caseSearch } from '../../search/tables.ts'
import { caseClocks, caseEvents, caseNumbers, caseRounds, cases } from '../../tables.ts'
import { caseImports } from '../tables.ts'

/** What the source's own numbers stand for already. */
export type Known = { externalId: string; caseId: string; hash: Buffer; version: number; runId: string; row: number }

/** Everything that one item is made of. */
export type ItemRecords = {
  item: typeof cases.$inferInsert
  round: typeof caseRounds.$inferInsert
  clocks: (typeof caseClocks.$inferInsert)[]
  events: (typeof caseEvents.$inferInsert)[]
  sealed: (typeof sealed.$inferInsert)[]
}
export type SearchRow = typeof caseSearch.$inferInsert
export type ImportRow = typeof caseImports.$inferInsert

/** New items under their sources' numbers; a number that is there already breaks the batch off. */
export async function insertItems(
  ctx: Context,
  rows: ImportRow[],
  records: readonly ItemRecords[],
  searched: () => SearchRow[],
): Promise<void> {
  const items = records.map(({ item }) => item)
  await inLine([
    () => putRows(ctx, caseImports, rows),
    () => putRows(ctx, cases, items),
    ...partsOf(ctx, records),
    () => putRows(ctx, caseSearch, searched()),
  ])
}

const partsOf = (ctx: Context, records: readonly ItemRecords[]): (() => Promise<void>)[] => [
  () =>
    putRows(
      ctx,
      caseRounds,
      records.map(({ round }) => round),
    ),
  () =>
    putRows(
      ctx,
      caseClocks,
      records.flatMap(({ clocks }) => clocks),
    ),
  () =>
    putRows(
      ctx,
      caseEvents,
      records.flatMap(({ events }) => events),
    ),
  () =>
    putRows(
      ctx,
      sealed,
      records.flatMap((record) => record.sealed),
    ),
]

/** Statements of one transaction, each put together while the database works on the one before. */
async function inLine(statements: readonly (() => Promise<void>)[]): Promise<void> {
  const sent: Promise<void>[] = []
  for (const send of statements) {
    const one = send()
    // What it throws is met below, where all are waited for.
    one.catch(() => {})
    sent.push(one)
    await wireTurn()
  }
  await Promise.all(sent)
}

/** Many rows in one statement with one parameter; all of them have the same columns. */
export async function putRows<T extends PgTable>(ctx: Context, table: T, rows: readonly T['$inferInsert'][]) {
  const [first] = rows
  if (!first) return
  const names = namesOf(table, Object.keys(first))
  await ctx.db.execute(
    sql`insert into ${table} (${names.list}) select ${names.list} from ${recordset(table, names.byKey, rows)}`,
  )
}

/** Imports of one source are written one after another, so that no number is looked up while another one writes it. */
export async function holdSource(ctx: Context, sourceId: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import/${sourceId}`}, 0))`)
}

export async function listKnown(ctx: Context, sourceId: string, externalIds: readonly string[]): Promise<Known[]> {
  if (externalIds.length === 0) return []
  return ctx.db
    .select({
      externalId: caseImports.externalId,
      caseId: caseImports.caseId,
      hash: caseImports.hash,
      version: caseImports.version,
      runId: caseImports.runId,
      row: caseImports.row,
    })
    .from(caseImports)
    .where(
      and(
        eq(caseImports.tenantId, ctx.tenant.id),
        eq(caseImports.sourceId, sourceId),
        sql`${caseImports.externalId} = any (array(select json_array_elements_text(${JSON.stringify(externalIds)}::json)))`,
      ),
    )
}

/** The versions and numbers of items, locked in the order of their ids. */
export async function lockVersions(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { version: number; number: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: cases.id, version: cases.version, number: cases.number })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), inArray(cases.id, [...ids])))
    .orderBy(cases.id)
    .for('update')
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/**
 * The first of a block of running numbers in each month, the blocks being as long as told; whoever comes at the same time waits for this
 * transaction.
 */
export async function takeNumbers(ctx: Context, counts: readonly (readonly [month: string, count: number])[]) {
  const taken = new Map(counts)
  const rows = await ctx.db
    .insert(caseNumbers)
    .values([...taken].sort().map(([month, last]) => ({ tenantId: ctx.tenant.id, month, last })))
    .onConflictDoUpdate({
      target: [caseNumbers.tenantId, caseNumbers.month],
      set: { last: sql`${caseNumbers.last} + excluded.last` },
    })
    .returning({ month: caseNumbers.month, last: caseNumbers.last })
  return rows.map(({ month, last }) => ({ month, first: last - (taken.get(month) ?? 0) + 1 }))
}

/** Which run and row told of each number last, with what its content and its item's version are now. */
export async function touchImports(ctx: Context, rows: readonly ImportRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const names = namesOf(caseImports, Object.keys(first))
  await ctx.db.execute(sql`
    update ${caseImports} as i set hash = r.hash, version = r.version, run_id = r.run_id, row = r.row
    from ${recordset(caseImports, names.byKey, rows)}
    where i.tenant_id = r.tenant_id and i.source_id = r.source_id and i.external_id = r.external_id`)
}

/** Writes what the source says now into items that nobody has touched; their clocks, rounds and sealed values are made anew. */
export async function rewriteItems(ctx: Context, records: readonly ItemRecords[]): Promise<void> {
  const rows = records.map(({ item }) => item)
  const [first] = rows
  if (!first) return
  const names = namesOf(cases, Object.keys(first))
  const kept = new Set(['tenant_id', 'id', 'number', 'channel'])
  const sets = [...names.byKey.values()]
    .filter((name) => !kept.has(name))
    .map((name) => sql`${sql.identifier(name)} = r.${sql.identifier(name)}`)
  await ctx.db.execute(sql`
    update ${cases} as c set ${sql.join(sets, sql`, `)} from ${recordset(cases, names.byKey, rows)}
    where c.tenant_id = r.tenant_id and c.id = r.id`)
  const ids = rows.map((row) => row.id)
  const own = (table: typeof caseRounds | typeof caseClocks) =>
    ctx.db.delete(table).where(and(eq(table.tenantId, ctx.tenant.id), inArray(table.caseId, ids)))
  await own(caseRounds)
  await own(caseClocks)
  await ctx.db
    .delete(sealed)
    .where(
      and(
        eq(sealed.tenantId, ctx.tenant.id),
        eq(sealed.subjectKind, 'case'),
        inArray(sealed.subjectId, ids),
        inArray(sealed.field, ['name', 'phone']),
      ),
    )
  await inLine(partsOf(ctx, records))
}

function namesOf(table: PgTable, keys: readonly string[]): { list: SQL; byKey: Map<string, string> } {
  const columns = getTableColumns(table)
  const byKey = new Map(keys.flatMap((key) => (columns[key] ? [[key, columns[key].name] as const] : [])))
  const list = sql.join(
    [...byKey.values()].map((name) => sql.identifier(name)),
    sql`, `,
  )
  return { list, byKey }
}

/** Rows as a table `r` of a statement: one parameter a column, its values one after another; what all rows share stands there once. */
function recordset(table: PgTable, names: ReadonlyMap<string, string>, rows: readonly Record<string, unknown>[]): SQL {
  const columns = getTableColumns(table)
  const shown: SQL[] = []
  const arrays: SQL[] = []
  const varying: Name[] = []
  for (const [key, name] of names) {
    const type = sql.raw(columns[key]?.getSQLType() ?? '')
    const values = rows.map((row) => storable(row[key]))
    const column = sql.identifier(name)
    if (rows.length > 1 && values.every((value) => value === values[0])) {
      // As text, because the driver would write a value of another type in its own way once more.
      shown.push(sql`${values[0]}::text::${type} as ${column}`)
    } else {
      shown.push(sql`u.${column}`)
      arrays.push(sql`${arrayText(values)}::${type}[]`)
      varying.push(column)
    }
  }
  const list = (parts: (SQL | Name)[]) => sql.join(parts, sql`, `)
  return sql`(select ${list(shown)} from unnest(${list(arrays)}) as u (${list(varying)})) r`
}

/** Values as PostgreSQL writes an array. */
const arrayText = (values: readonly (string | null)[]) =>
  `{${values.map((value) => (value === null ? 'NULL' : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)).join(',')}}`

/** A value as text that its column reads; a cut through a character leaves no half of it. */
function storable(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()
}
