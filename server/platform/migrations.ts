import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from './db.ts'

const folder = join(import.meta.dirname, '../migrations')
const lock = 7_340_011

/** The migrations in their order: numbered SQL files that are never edited once landed. */
export function listMigrations(from = folder): string[] {
  return readdirSync(from)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
}

/**
 * Runs what has not been run, each in a transaction of its own, one process at a time; answers the names that ran. One that fails
 * leaves nothing behind, and those before it stay.
 */
export async function migrate(sql: Sql, from = folder): Promise<string[]> {
  const connection = await sql.reserve()
  try {
    await connection`select pg_advisory_lock(${lock})`
    await connection`create table if not exists migrations (name text primary key, sha256 text not null, ran_at timestamptz not null default now())`
    const done = new Map(
      (await connection<{ name: string; sha256: string }[]>`select name, sha256 from migrations`).map((row) => [
        row.name,
        row.sha256,
      ]),
    )
    const ran: string[] = []
    for (const name of listMigrations(from)) {
      const text = readFileSync(join(from, name), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const known = done.get(name)
      if (known !== undefined && known !== sha256) throw new Error(`migration ${name} was edited after it had run`)
      if (known !== undefined) continue
      await connection.unsafe(
        `begin;\n${text}\n;insert into migrations (name, sha256) values ('${name}', '${sha256}');\ncommit;`,
      )
      ran.push(name)
    }
    return ran
  } finally {
    // After a failure the transaction is still open, and would refuse the unlocking.
    await connection`rollback`
    await connection`select pg_advisory_unlock(${lock})`
    connection.release()
  }
}

/** How many migrations the database has had; 0 when it has none at all. */
export async function countMigrations(sql: Sql): Promise<number> {
  const [there] = await sql<{ name: string | null }[]>`select to_regclass('migrations')::text as name`
  if (!there?.name) return 0
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from migrations`
  return row?.n ?? 0
}
