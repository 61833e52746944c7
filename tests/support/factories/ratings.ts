import { randomUUID } from 'node:crypto'
import type { Context } from '@minyi/server/platform/context.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { submitRating } from '@minyi/shared/ratings/contract.ts'
import type { Session, TestServer } from '../server.ts'
import { makeClaim } from './matters.ts'

type Given = Parameters<typeof makeClaim>[1] & { grade?: Grade; session?: Session }

/** A rating given over HTTP on a claim of its own. */
export async function makeRating(server: TestServer, ctx: Context, given: Given = {}) {
  const claim = await makeClaim(ctx, given)
  const input = { id: randomUUID(), claim: claim.token, grade: given.grade ?? 5 }
  const answer = await server.call(submitRating, input, given.session, ctx.tenant)
  if (answer.status !== 200) throw new Error(`not rated: ${answer.text}`)
  const { id: ratingId, secret } = answer.body
  return { ...claim, input, receipt: answer.body, held: { ratingId, secret } }
}
