import { sql } from 'drizzle-orm'
import type { Context, Platform } from './context.ts'
import { newRowId } from './ids.ts'
import { handOver, handOverAgain, type Taker } from './set-aside.ts'
import { outbox } from './tables.ts'

/**
 * A signed change of the counts that figures are made of: for one kind of matter, closed on one day by one unit (and officer) in
 * one area, through one channel, each measure by how many.
 */
export type FigureChange = {
  kind: string
  day: string
  unitId: string
  areaId: string
  officerId: string | null
  channel: string
  counts: Record<string, number>
}

/** Says that something happened, in the same transaction. Payloads hold ids and codes, never personal values. */
export async function emit(
  ctx: Context,
  event: { topic: string; subjectId: string; payload?: Record<string, unknown>; figure?: FigureChange | undefined },
): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(outbox).values({
    tenantId: ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    topic: event.topic,
    subjectId: event.subjectId,
    payload: event.payload ?? {},
    figure: event.figure ?? null,
  })
}

/** Something that happened, as a consumer of the outbox reads it; `xid` is the transaction that wrote it. */
export type OutboxEvent = {
  tenantId: string
  id: string
  xid: string
  at: Date
  topic: string
  subjectId: string
  payload: Record<string, unknown>
}

/**
 * Hands a consumer what happened since it last asked, in order and each once, in the transaction that moves its cursor; answers how
 * many. Reads up to the oldest transaction that still runs, so that no late commit is lost, and never parts what was committed
 * together. In a restored database, whose transactions count anew, it starts over: consumers skip what they have. An event that fails
 * again and again is set aside, and the others go on. Of many processes one works at a time.
 */
export async function followOutbox(
  platform: Platform,
  { consumer, topics, since, limit }: { consumer: string; topics: readonly string[]; since: Date; limit: number },
  take: Taker,
): Promise<number> {
  const now = platform.now().toISOString()
  return platform.database.db.transaction(async (db) => {
    await db.execute(sql`
      insert into outbox_cursors (consumer, xid, cluster, moved_at)
      select ${consumer}, '0'::xid8, system_identifier::text, ${now}::timestamptz from pg_control_system()
      on conflict do nothing`)
    const [cursor] = await db.execute<{ from: string; upto: string }>(sql`
      select case when c.cluster = s.system_identifier::text and c.xid <= pg_snapshot_xmax(pg_current_snapshot())
                  then c.xid::text else '0' end as from,
             pg_snapshot_xmin(pg_current_snapshot())::text as upto
      from outbox_cursors c, pg_control_system() s
      where c.consumer = ${consumer} for update of c skip locked`)
    if (!cursor) return 0
    const again = await handOverAgain(platform, db, consumer, take)
    if (cursor.from === cursor.upto) return again
    const wanted = sql`xid >= ${cursor.from}::xid8 and xid < ${cursor.upto}::xid8
      and topic in (${sql.join(
        topics.map((topic) => sql`${topic}`),
        sql`, `,
      )}) and at > ${since.toISOString()}::timestamptz`
    const [edge] = await db.execute<{ last: string | null; found: number }>(sql`
      select max(xid::text::numeric)::text as last, count(*)::int as found
      from (select xid from outbox where ${wanted} order by xid limit ${limit}) as first`)
    const upto = edge?.last && edge.found >= limit ? String(BigInt(edge.last) + 1n) : cursor.upto
    const rows = await db.execute<Record<string, unknown>>(sql`
      select tenant_id as "tenantId", id, xid::text as xid, at, topic, subject_id as "subjectId", payload
      from outbox where ${wanted} and xid < ${upto}::xid8 order by xid, id`)
    const events = rows.map(readEvent)
    const failedAt = await handOver(platform, db, consumer, events, take)
    await db.execute(sql`
      update outbox_cursors set xid = ${failedAt ?? upto}::xid8, moved_at = ${now}::timestamptz,
        cluster = (select system_identifier::text from pg_control_system())
      where consumer = ${consumer}`)
    return failedAt === null ? again + events.length : 0
  })
}

/**
 * Drops at most `limit` events that are older than an instant and that every follower has passed; answers how many. While a follower's
 * cursor is of another cluster, or none has begun, everything stays.
 */
export async function dropPassed({ database: { db } }: Platform, before: string, limit: number): Promise<number> {
  const done = await db.execute(sql`
    with passed as (
      select (array_agg(c.xid order by c.xid))[1] as xid from outbox_cursors c, pg_control_system() s
      having bool_and(c.cluster = s.system_identifier::text and c.xid <= pg_snapshot_xmax(pg_current_snapshot())))
    delete from outbox where ctid = any(array(
      select ctid from outbox where xid < (select xid from passed) and at < ${before}::timestamptz limit ${limit}))`)
  return done.count
}

/** Guarantee: the row was selected by `followOutbox` with these names; times of raw statements are text. */
function readEvent(row: Record<string, unknown>): OutboxEvent {
  const event = row as Omit<OutboxEvent, 'at'> & { at: string }
  return { ...event, at: new Date(event.at) }
}
