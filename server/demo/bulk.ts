import type { claimShowings, claims, matters as Matters } from '../features/matters/tables.ts'
import type { ratingDetails } from '../features/ratings/tables.ts'
import type { Sql } from '../platform/db.ts'
import type { auditRows, outbox, sealed } from '../platform/tables.ts'

/** The tables that the simulation fills in bulk, with their rows. */
type Rows = {
  matters: typeof Matters.$inferInsert
  claims: typeof claims.$inferInsert
  claim_showings: typeof claimShowings.$inferInsert
  rating_details: typeof ratingDetails.$inferInsert
  audit_rows: typeof auditRows.$inferInsert
  outbox: typeof outbox.$inferInsert
  sealed: typeof sealed.$inferInsert
}

const mostInStatement = 2000

/** Inserts many rows, all with the same columns, in a few statements; what is there already stays. */
export async function insertRows<T extends keyof Rows>(sql: Sql, table: T, rows: readonly Rows[T][]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.unsafe(Object.keys(first).map(snake).join(', '))
  const name = sql.unsafe(table)
  for (let start = 0; start < rows.length; start += mostInStatement) {
    const json = JSON.stringify(rows.slice(start, start + mostInStatement).map(recordOf))
    await sql`
      insert into ${name} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${name}, ${json}::text::jsonb)
      on conflict do nothing`
  }
}

/** The row by its column names, with bytes as PostgreSQL reads them. */
function recordOf(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      snake(name),
      Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
    ]),
  )
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
