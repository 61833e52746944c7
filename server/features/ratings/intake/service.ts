import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { Grade, RatingChannel, type Receipt } from '@minyi/shared/ratings/contract.ts'
import { isPoor, lastChangeDay } from '@minyi/shared/ratings/rules.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { type Database, mostBatches } from '../../../platform/db.ts'
import { type GroupCommit, groupCommit } from '../../../platform/group-commit.ts'
import { newId, newRowId } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { countDueDays } from '../../follow-ups/due-days/service.ts'
import { tokenHashOf } from '../../matters/claims/service.ts'
import { numberOf, secretOf } from '../present.ts'
import * as queries from './queries.ts'

const batches = { mostInBatch: 32, mostAtOnce: mostBatches, leastBeside: 16 }

type Writer = GroupCommit<queries.Asked, queries.Placed | null>
const writers = new WeakMap<Database, Map<string, Writer>>()

/** Puts one rating in with everything that belongs to it, and answers after the commit; a repeat gets the equal receipt. */
export async function placeRating(ctx: Context, given: { id: string; token: string; grade: Grade; assisted: boolean }) {
  const at = ctx.now()
  const day = today(ctx)
  const asked: queries.Asked = {
    id: given.id,
    tokenHash: tokenHashOf(given.token),
    grade: given.grade,
    inputHash: ctx.inputHash,
    at,
    day,
    assisted: given.assisted,
    actorKind: ctx.actor.kind,
    actorId: given.assisted ? ctx.actor.id : null,
    rowId: newRowId(at.getTime()),
    followUp: isPoor(given.grade)
      ? { id: newId(), number: numberOf(ctx, given.id, day), ...(await countDueDays(ctx, day)) }
      : null,
  }
  const placed = await writerOf(ctx).put(asked)
  if (!placed) return explain(ctx, asked)
  return receiptOf(ctx, { id: given.id, grade: given.grade, channel: placed.channel, givenAt: at, givenDay: day })
}

type Given = { id: string; grade: number; channel: string; givenAt: Date; givenDay: Day }

/** The receipt of a rating as it was given; made of stored values only, so that it is the same every time. */
export function receiptOf(ctx: Context, given: Given): Receipt {
  const last = lastChangeDay(given.givenDay)
  return {
    id: given.id,
    number: numberOf(ctx, given.id, given.givenDay),
    secret: secretOf(ctx, given.id),
    grade: Grade.parse(given.grade),
    channel: RatingChannel.parse(given.channel),
    givenAt: instantOf(ctx, given.givenAt),
    changeableUntil: instantOf(ctx, startOfDay(ctx.tenant.zone, addDays(last, 1))),
    lastChangeDay: last,
  }
}

/** One writer a process and tenant; what must be decided once is decided by the database, not by it. */
function writerOf(ctx: Context): Writer {
  const ofTenants = writers.get(ctx.database) ?? new Map<string, Writer>()
  writers.set(ctx.database, ofTenants)
  const known = ofTenants.get(ctx.tenant.id)
  if (known) return known
  const { database, config, tenant } = ctx
  const made = groupCommit<queries.Asked, queries.Placed | null>({
    write: (batch) => writeBatch(database, tenant.id, batch),
    mostWaiting: config.intakeQueueLimit,
    ...batches,
  })
  ofTenants.set(tenant.id, made)
  return made
}

type Written = (queries.Placed | null)[]

/** Writes each id once; a second one with the same id in the batch is looked up afterwards like any repeat. */
async function writeBatch(database: Database, tenantId: string, batch: readonly queries.Asked[]): Promise<Written> {
  const first = new Map<string, queries.Asked>()
  for (const asked of batch) if (!first.has(asked.id)) first.set(asked.id, asked)
  const placed = await queries.placeBatch(database.batches, tenantId, [...first.values()]).catch((cause: unknown) => {
    if (first.size === 1 && queries.isTaken(cause)) return []
    throw cause
  })
  const byId = new Map(placed.map((row) => [row.id, row]))
  return batch.map((asked) => (first.get(asked.id) === asked ? (byId.get(asked.id) ?? null) : null))
}

/** A submission that was not placed is a repeat, which gets its receipt again, or something stands in its way. */
async function explain(ctx: Context, asked: queries.Asked): Promise<Receipt> {
  const { rating, claim, ended } = await queries.findStanding(ctx, asked)
  if (rating && rating.inputHash !== asked.inputHash) throw new Problem('id-reused')
  if (rating) return receiptOf(ctx, { ...rating, grade: rating.givenGrade })
  if (!claim || ended === 'disputed') throw new Problem('claim-invalid')
  if (ended === 'rated') throw new Problem('already-rated')
  if (claim.expiresAt <= asked.at) throw new Problem('claim-expired')
  throw new Error('a rating was not placed and nothing stands in its way')
}
