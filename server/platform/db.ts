import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Sql = postgres.Sql
/** The client, or a transaction that was begun on it. */
export type AnySql = Sql | postgres.TransactionSql
/** The database, or the transaction that a use case has opened on it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>

export type Database = {
  sql: Sql
  db: Db
  /** A few connections that only write batches: each keeps the plan of the one statement that it runs all day. */
  batches: Sql
  close: () => Promise<void>
}

/** Batches that are written at the same time. */
export const mostBatches = 2

/**
 * Opens a pool of at most `poolSize` connections. drizzle takes over how the shared client reads and writes times: through its
 * builder timestamps are Dates, in raw statements they are text both ways (send `toISOString()`), and days are always text.
 */
export function openDatabase(url: string, poolSize: number): Database {
  const connect = (max: number) =>
    postgres(url, {
      max,
      onnotice: () => {},
      idle_timeout: 60,
      connect_timeout: 10,
      connection: { application_name: 'minyi', TimeZone: 'UTC' },
    })
  const [sql, batches] = [connect(poolSize), connect(mostBatches)]
  const close = async () => {
    await Promise.all([sql, batches].map((client) => client.end({ timeout: 5 })))
  }
  return { sql, db: drizzle(sql), batches, close }
}
