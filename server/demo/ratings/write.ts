import { addDays, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { isPoor } from '@minyi/shared/ratings/rules.ts'
import { closeBatches } from '../../features/follow-ups/batches/service.ts'
import { countDueDays } from '../../features/follow-ups/due-days/service.ts'
import { tokenHashOf, tokenOf } from '../../features/matters/claims/service.ts'
import { type Asked, placeBatch } from '../../features/ratings/intake/queries.ts'
import { numberOf, secretOf } from '../../features/ratings/present.ts'
import { setConsent } from '../../features/ratings/receipts/service.ts'
import { hashOf } from '../../platform/audit.ts'
import { idFromName, newRowId } from '../../platform/ids.ts'
import { insertRows } from '../bulk.ts'
import { acting, eachOf, momentOf, type World } from '../world.ts'
import type { SimulatedRating } from './simulate.ts'
import { tellStory } from './story.ts'

const mostInBatch = 500
const atOnce = 4
const anyone = { kind: 'anyone', id: null } as const

/** Gives the ratings through the product's own intake, month by month, and lets their authors and the office act on them. */
export async function writeRatings(world: World, ratings: readonly SimulatedRating[]): Promise<void> {
  const months = Map.groupBy(ratings, ({ answer }) => firstOfMonth(world.dayOf(answer.at)))
  for (const [month, given] of [...months].sort(([a], [b]) => a.localeCompare(b))) {
    await giveRatings(world, given)
    await writeDetails(world, given)
    await eachOf(given, atOnce, (rating) => consent(world, rating))
    const night = momentOf(world, firstOfMonth(addDays(month, 31)), 3 * 60 + 40)
    if (night < world.now) await closeBatches(acting(world, night, { kind: 'system', id: null }))
  }
  await eachOf(ratings, atOnce, (rating) => tellStory(world, rating))
}

async function giveRatings(world: World, ratings: readonly SimulatedRating[]): Promise<void> {
  for (let start = 0; start < ratings.length; start += mostInBatch) {
    const batch: Asked[] = []
    for (const rating of ratings.slice(start, start + mostInBatch)) batch.push(await asked(world, rating))
    const placed = await placeBatch(world.ctx.database.batches, world.ctx.tenant.id, batch)
    if (placed.length !== batch.length) throw new Error(`${batch.length - placed.length} demo ratings were not placed`)
  }
}

async function asked(world: World, { claim, answer }: SimulatedRating): Promise<Asked> {
  const { ctx } = world
  const { ratingId: id, at, grade, assistedBy } = answer
  const day = world.dayOf(at)
  return {
    id,
    tokenHash: tokenHashOf(tokenOf(ctx, claim.id)),
    grade,
    inputHash: hashOf({ id, grade }),
    at,
    day,
    assisted: assistedBy !== null,
    actorKind: assistedBy === null ? 'anyone' : 'staff',
    actorId: assistedBy === null ? null : world.people.staff(assistedBy).id,
    rowId: newRowId(at.getTime()),
    followUp: isPoor(grade)
      ? { id: idFromName(`${id}/follow-up`), number: numberOf(ctx, id, day), ...(await countDueDays(ctx, day)) }
      : null,
  }
}

/** Reasons and words, as `addDetails` would have written them. */
async function writeDetails(world: World, ratings: readonly SimulatedRating[]): Promise<void> {
  const tenantId = world.ctx.tenant.id
  const added = ratings.flatMap(({ answer, details }) => (details ? [{ ratingId: answer.ratingId, ...details }] : []))
  const rows = added.map(({ ratingId, reasons, words, at }) => ({ tenantId, ratingId, reasons, words, updatedAt: at }))
  const audits = added.map(({ ratingId, at }) => ({
    tenantId,
    id: newRowId(at.getTime()),
    at,
    actorKind: anyone.kind,
    action: 'add-details',
    subjectKind: 'rating',
    subjectId: ratingId,
  }))
  await insertRows(world.ctx.database.sql, 'rating_details', rows, (row) => [row])
  await insertRows(world.ctx.database.sql, 'audit_rows', audits, (row) => [row])
}

async function consent(world: World, { answer, consentAt }: SimulatedRating): Promise<void> {
  if (!consentAt) return
  const ctx = acting(world, consentAt, anyone)
  const held = { ratingId: answer.ratingId, secret: secretOf(ctx, answer.ratingId) }
  await setConsent(ctx, { id: idFromName(`${answer.ratingId}/consent`), ...held, mayTellUnit: true })
}
