import { and, inArray } from 'drizzle-orm'
import type { Context, Platform } from '../../../platform/context.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'

/** Something that happened to an item, in the order in which it was committed. */
export type Happening = { xid: string; tenantId: string; caseId: string; staffId: string | null }

/** The oldest transaction that may still be under way: everything below it is finished and can be told. */
export async function readEdge({ database: { sql } }: Platform): Promise<bigint> {
  const [row] = await sql<{ edge: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as edge`
  return BigInt(row?.edge ?? 0)
}

/** The oldest transaction whose events are still there; what came before it may have been dropped. */
export async function readOldest({ database: { sql } }: Platform): Promise<bigint> {
  const [row] = await sql<{ oldest: string }[]>`
    select coalesce((select xid from outbox order by xid limit 1), pg_snapshot_xmin(pg_current_snapshot()))::text as oldest`
  return BigInt(row?.oldest ?? 0)
}

/** What happened to items from one transaction on up to another, one more than `limit` where there is more. */
export async function listHappenings({ database: { sql } }: Platform, from: bigint, upto: bigint, limit: number) {
  return sql<Happening[]>`
    select xid::text as xid, tenant_id as "tenantId", subject_id as "caseId",
      case when topic = 'case.mentioned' then payload->>'staffId' end as "staffId"
    from outbox where xid >= ${String(from)}::xid8 and xid < ${String(upto)}::xid8 and topic like 'case.%'
    order by xid limit ${limit + 1}`
}

/** Those of the items that the caller reaches now, with their current version. */
export async function listReached(ctx: Context, ids: readonly string[]): Promise<{ id: string; version: number }[]> {
  return ctx.db
    .select({ id: cases.id, version: cases.version })
    .from(cases)
    .where(and(within(ctx, 'cases.read'), inArray(cases.id, [...ids])))
}
