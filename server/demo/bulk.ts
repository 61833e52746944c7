import type { claimEnds, claimShowings, claims, matters } from '../features/matters/tables.ts'
import type { ratingDetails } from '../features/ratings/tables.ts'
import type { Sql } from '../platform/db.ts'
import type { auditRows, outbox, sealed } from '../platform/tables.ts'

/** The tables that the simulation fills in bulk, with their rows. */
type Rows = {
  matters: typeof matters.$inferInsert
  claims: typeof claims.$inferInsert
  claim_ends: typeof claimEnds.$inferInsert
  claim_showings: typeof claimShowings.$inferInsert
  rating_details: typeof ratingDetails.$inferInsert
  audit_rows: typeof auditRows.$inferInsert
  outbox: typeof outbox.$inferInsert
  sealed: typeof sealed.$inferInsert
}

const mostInStatement = 1000

/** Inserts the rows of many things, all with the same columns, a thousand things at a time; what is there already stays. */
export async function insertRows<T extends keyof Rows, S>(
  sql: Sql,
  table: T,
  things: readonly S[],
  rowsOf: (thing: S) => Rows[T][],
): Promise<void> {
  const name = sql.unsafe(table)
  for (let start = 0; start < things.length; start += mostInStatement) {
    const rows = things
      .slice(start, start + mostInStatement)
      .flatMap(rowsOf)
      .map(recordOf)
    const [first] = rows
    if (!first) continue
    const columns = sql.unsafe(Object.keys(first).join(', '))
    await sql`
      insert into ${name} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::text::jsonb)
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
