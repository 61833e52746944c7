import { holdingContent } from '../features/files/queries.ts'
import type { Platform } from '../platform/context.ts'
import type { Sql } from '../platform/db.ts'
import { openFileStore } from '../platform/file-store.ts'
import { openMadeFiles } from '../platform/made-files.ts'
import { demoTenant } from './tenant.ts'

export type Removed = { table: string; rows: number }

/** Deletes the demo tenant: its rows in every table that knows tenants, items first because deleting them is counted, itself, and its files. No other tenant is touched. */
export async function removeDemo(platform: Platform): Promise<Removed[]> {
  const { sql } = platform.database
  const contents = await sql<{ sha256: string }[]>`
    select distinct stored_sha256 as sha256 from files
    where tenant_id = ${demoTenant.id} and stored_sha256 is not null`
  const removed = await sql.begin((tx) => removeRows(tx))
  await removeFiles(
    platform,
    contents.map(({ sha256 }) => sha256),
  )
  await openMadeFiles(platform.config.dataDir).removeAll(demoTenant.id)
  return removed
}

async function removeRows(sql: Parameters<Parameters<Sql['begin']>[1]>[0]): Promise<Removed[]> {
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    order by c.table_name <> 'cases', c.table_name`
  const removed: Removed[] = []
  for (const { name } of tables) {
    const { count } = await sql`delete from ${sql(name)} where tenant_id = ${demoTenant.id}`
    if (count > 0) removed.push({ table: name, rows: count })
  }
  const { count } = await sql`delete from tenants where id = ${demoTenant.id}`
  return count > 0 ? [...removed, { table: 'tenants', rows: count }] : removed
}

/** Removes the contents that no file of another tenant has, and the pieces of uploads that were not complete. */
async function removeFiles(platform: Platform, contents: readonly string[]): Promise<void> {
  const store = openFileStore(platform.config.dataDir)
  await store.dropParts(demoTenant.id)
  for (const sha256 of contents) {
    await holdingContent(platform.database.db, sha256, async (_, isKept) => {
      if (!isKept) await store.remove(sha256)
    })
  }
}
