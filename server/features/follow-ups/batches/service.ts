import type * as contract from '@minyi/shared/follow-ups/contract.ts'
import { smallestBatch } from '@minyi/shared/follow-ups/rules.ts'
import { MatterKind } from '@minyi/shared/matters/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { RatingReason } from '@minyi/shared/ratings/contract.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { type Context, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { newId } from '../../../platform/ids.ts'
import * as queries from './queries.ts'

const Reasons = z.array(z.object({ reason: RatingReason.nullable(), count: z.number().int() }))

/** The unit reads its poor grades in batches of five or more of one kind: why, and nothing that leads to a person. */
export async function listUnitBatches(
  ctx: Context,
  input: InputOf<typeof contract.listUnitBatches>,
): Promise<OutputOf<typeof contract.listUnitBatches>> {
  const [after] = readCursor(z.tuple([Id]), input.after) ?? []
  const found = await queries.listBatchRows(ctx, input.limit, after)
  return pageFrom(
    found,
    input.limit,
    (row) => [row.id],
    (row) => ({ ...row, kind: MatterKind.parse(row.kind), reasons: Reasons.parse(row.reasons) }),
  )
}

/** Puts the poor grades that wait into batches, one for each unit and kind that has enough of them. */
export async function closeBatches(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const waiting = Map.groupBy(await queries.takeUnbatched(inner), (row) => `${row.unitId}/${row.kind}`)
    const ready = [...waiting.values()].filter((rows) => rows.length >= smallestBatch)
    for (const rows of ready) await closeBatch(inner, rows)
    return ready.length
  })
}

type Waiting = Awaited<ReturnType<typeof queries.takeUnbatched>>

async function closeBatch(ctx: Context, rows: Waiting): Promise<void> {
  const [first] = rows
  if (!first) return
  const ratingIds = rows.map((row) => row.ratingId)
  const known = new Map((await queries.listReasonsOf(ctx, ratingIds)).map((row) => [row.ratingId, row.reasons]))
  const counts = new Map<string | null, number>()
  for (const id of ratingIds) {
    const reasons = known.get(id) ?? []
    for (const reason of reasons.length > 0 ? reasons : [null]) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const batch = { id: newId(), unitId: first.unitId, kind: first.kind, size: rows.length, closedDay: today(ctx) }
  await queries.insertBatch(
    ctx,
    batch,
    counts,
    rows.map((row) => row.id),
  )
  await audit(ctx, { action: 'close-batch', subjectKind: 'unit-batch', subjectId: batch.id })
}
