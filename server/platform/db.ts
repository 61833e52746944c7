import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Sql = postgres.Sql
/** The database, or the transaction that a use case has opened on it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>

export type Database = { sql: Sql; db: Db; close: () => Promise<void> }

/**
 * Opens a pool of at most `poolSize` connections. drizzle takes over how the shared client reads and writes times: through its
 * builder timestamps are Dates, in raw statements they are text both ways (send `toISOString()`), and days are always text.
 */
export function openDatabase(url: string, poolSize: number): Database {
  const sql = postgres(url, {
    max: poolSize,
    onnotice: () => {},
    idle_timeout: 60,
    connect_timeout: 10,
    connection: { application_name: 'minyi', TimeZone: 'UTC' },
  })
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) }
}
