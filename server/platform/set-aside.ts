import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Platform } from './context.ts'
import type { Db } from './db.ts'
import type { OutboxEvent } from './outbox.ts'
import { outboxFaults } from './tables.ts'

/** What a follower does with events, in the transaction that moves its cursor. It skips what it has had before. */
export type Taker = (db: Db, events: OutboxEvent[]) => Promise<void>

/** So often a follower comes back to an event that fails, each time that it runs, before it goes on without it. */
const mostTries = 3

/** So many events are handed over again in one turn. */
const mostAgain = 100

/**
 * Hands events to a follower, all at once; if that fails, one by one. The transaction of an event that fails is where the follower has to
 * come back to, and the answer; at its last try the event is set aside instead, and what follows goes on. Null when all is done.
 */
export async function handOver(
  platform: Platform,
  db: Db,
  consumer: string,
  events: OutboxEvent[],
  take: Taker,
): Promise<string | null> {
  if (events.length === 0) return null
  const faults = await findFaults(db, consumer, events)
  if (faults.size === 0 && (await succeeds(db, (inner) => take(inner, events))) === null) return null
  for (const event of events) {
    const fault = faults.get(event.id)
    if (fault?.setAsideAt) continue
    const failure = await succeeds(db, (inner) => take(inner, [event]))
    if (failure === null) {
      if (fault) await dropFault(db, consumer, event.id)
      continue
    }
    const tries = (fault?.tries ?? 0) + 1
    await keepFault(platform, db, { consumer, event, tries, failure })
    if (tries < mostTries) return event.xid
  }
  return null
}

/** Hands over what was set aside and is asked for again; what fails once more stays set aside. Answers how many went through. */
export async function handOverAgain(platform: Platform, db: Db, consumer: string, take: Taker): Promise<number> {
  const t = outboxFaults
  const asked = await db
    .select()
    .from(t)
    .where(and(eq(t.consumer, consumer), isNotNull(t.replayAt)))
    .orderBy(asc(t.at), asc(t.eventId))
    .limit(mostAgain)
  let done = 0
  for (const row of asked) {
    const event = eventOf(row)
    const failure = await succeeds(db, (inner) => take(inner, [event]))
    if (failure === null) {
      await dropFault(db, consumer, event.id)
      done += 1
    } else {
      await keepFault(platform, db, { consumer, event, tries: row.tries + 1, failure })
    }
  }
  return done
}

/** What followers went on without, the oldest first. */
export async function listSetAside({ database: { db } }: Platform) {
  const t = outboxFaults
  return db.select().from(t).where(isNotNull(t.setAsideAt)).orderBy(asc(t.at), asc(t.eventId))
}

/** How many events followers went on without. */
export function countSetAside({ database: { db } }: Platform): Promise<number> {
  return db.$count(outboxFaults, isNotNull(outboxFaults.setAsideAt))
}

/** Asks that what was set aside be handed over again, of one follower or of all; answers how many. */
export async function replaySetAside(platform: Platform, consumer?: string): Promise<number> {
  const t = outboxFaults
  const of = consumer === undefined ? undefined : eq(t.consumer, consumer)
  const asked = await platform.database.db
    .update(t)
    .set({ replayAt: platform.now() })
    .where(and(isNotNull(t.setAsideAt), isNull(t.replayAt), of))
    .returning({ id: t.eventId })
  return asked.length
}

/** Null, or what it failed with; then nothing of it is left in the transaction around it. */
async function succeeds(db: Db, work: (inner: Db) => Promise<void>): Promise<{ cause: unknown } | null> {
  try {
    await db.transaction(work)
    return null
  } catch (cause) {
    return { cause }
  }
}

async function findFaults(db: Db, consumer: string, events: readonly OutboxEvent[]) {
  const t = outboxFaults
  const ids = events.map(({ id }) => id)
  const rows = await db
    .select({ id: t.eventId, tries: t.tries, setAsideAt: t.setAsideAt })
    .from(t)
    .where(and(eq(t.consumer, consumer), inArray(t.eventId, ids)))
  return new Map(rows.map((row) => [row.id, row]))
}

type Failed = { consumer: string; event: OutboxEvent; tries: number; failure: { cause: unknown } }

async function keepFault(platform: Platform, db: Db, { consumer, event, tries, failure }: Failed): Promise<void> {
  const { id: eventId, tenantId, at, topic, subjectId, payload } = event
  const isLast = tries >= mostTries
  const now = platform.now()
  const fault = { tries, error: wordsOf(failure.cause), failedAt: now, setAsideAt: isLast ? now : null }
  await db
    .insert(outboxFaults)
    .values({ consumer, eventId, tenantId, at, topic, subjectId, payload, ...fault })
    .onConflictDoUpdate({
      target: [outboxFaults.consumer, outboxFaults.eventId],
      set: { ...fault, setAsideAt: sql`coalesce(${outboxFaults.setAsideAt}, excluded.set_aside_at)`, replayAt: null },
    })
  const told = { err: failure.cause, consumer, event: eventId, topic, tries }
  if (isLast) platform.log.error(told, 'an event was set aside, its follower goes on without it')
  else platform.log.warn(told, 'an event failed, its follower will come back to it')
}

async function dropFault(db: Db, consumer: string, eventId: string): Promise<void> {
  await db.delete(outboxFaults).where(and(eq(outboxFaults.consumer, consumer), eq(outboxFaults.eventId, eventId)))
}

/** The kind of a failure and its first line: what follows may hold the values of a statement. */
function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown'
  const inner = cause.cause instanceof Error ? cause.cause : cause
  return `${inner.name}: ${inner.message.split('\n')[0] ?? ''}`.slice(0, 300)
}

/** Guarantee: the payload was an event's when it was kept. */
const eventOf = ({ eventId, payload, ...row }: typeof outboxFaults.$inferSelect): OutboxEvent => ({
  ...{ id: eventId, xid: '0', tenantId: row.tenantId, at: row.at, topic: row.topic, subjectId: row.subjectId },
  payload: payload as Record<string, unknown>,
})
