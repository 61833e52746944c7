import { and, eq } from 'drizzle-orm'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'
import { replays } from './tables.ts'

type Json = Record<string, unknown> | unknown[]

/**
 * One change, made once: opens the transaction, claims the client's id, runs the use case and keeps its answer sealed. The same
 * call again, also at the same instant, gets the same answer; the same id with other content is refused. A change that wrote no
 * audit row is a defect and does not commit.
 */
export async function change<T extends Json>(ctx: Context, id: string, run: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const inner: Context = { ...ctx, db: tx, record: { audited: false } }
    const earlier = await claimReplay<T>(inner, id)
    if (earlier) return earlier
    const answer = await run(inner).catch((cause: unknown) => {
      throw isTaken(cause, id) ? new Problem('id-reused') : cause
    })
    if (!inner.record?.audited) throw new Error(`${ctx.operation} changed something without an audit row`)
    await keepAnswer(inner, id, answer)
    return answer
  })
}

async function claimReplay<T extends Json>(ctx: Context, id: string): Promise<T | null> {
  const claimed = await ctx.db
    .insert(replays)
    .values({
      tenantId: ctx.tenant.id,
      id,
      operation: ctx.operation,
      actor: actorKey(ctx),
      inputHash: ctx.inputHash,
      answer: null,
      at: ctx.now(),
    })
    .onConflictDoNothing()
    .returning({ id: replays.id })
  if (claimed.length > 0) return null
  const [earlier] = await ctx.db
    .select()
    .from(replays)
    .where(and(eq(replays.tenantId, ctx.tenant.id), eq(replays.id, id)))
  const same =
    earlier?.operation === ctx.operation && earlier.inputHash === ctx.inputHash && earlier.actor === actorKey(ctx)
  if (!same || !earlier?.answer) throw new Problem('id-reused')
  return readAnswer<T>(ctx, id, earlier.answer)
}

/** Whether a thing of this id is there already: from another operation, or from so long ago that its answer is forgotten. */
function isTaken(cause: unknown, id: string): boolean {
  const fault = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const isUnique = fault instanceof Error && 'code' in fault && fault.code === '23505'
  return isUnique && 'detail' in fault && String(fault.detail).includes(id)
}

async function keepAnswer(ctx: Context, id: string, answer: Json): Promise<void> {
  await ctx.db
    .update(replays)
    .set({ answer: ctx.encryption.seal(JSON.stringify(answer), `replay/${id}`) })
    .where(and(eq(replays.tenantId, ctx.tenant.id), eq(replays.id, id)))
}

/** Guarantee: only `keepAnswer` writes this column, from an answer of the same operation. */
function readAnswer<T>(ctx: Context, id: string, sealed: Buffer): T {
  return JSON.parse(ctx.encryption.open(sealed, `replay/${id}`)) as T
}

/** Who called, as a keyed hash: the id of a write is often the id of what it made, and must not lead back to a resident. */
function actorKey(ctx: Context): string {
  return ctx.encryption.blindIndex('replay-actor', `${ctx.actor.kind}:${ctx.actor.id ?? ''}`).toString('base64url')
}
