import { randomUUID } from 'node:crypto'
import { foldAll } from '@minyi/server/features/indicators/jobs.ts'
import { mintClaim, tokenOf } from '@minyi/server/features/matters/claims/service.ts'
import { enterMatter } from '@minyi/server/features/matters/service.ts'
import type { Context } from '@minyi/server/platform/context.ts'
import type { MatterKind } from '@minyi/shared/matters/contract.ts'
import { changeGrade, type Grade, submitRating } from '@minyi/shared/ratings/contract.ts'
import {
  decideExclusion,
  type ExclusionReason,
  proposeExclusion,
  restoreRating,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { expect, vi } from 'vitest'
import type { Session, TestServer } from '../server.ts'

export type Contact = {
  unit: { id: string; areaId: string }
  areaId?: string
  officerId?: string
  kind?: MatterKind
  closedDay?: string
}

/** A matter entered as the product enters it, so that it is told to the figures. */
function enterContact(ctx: Context, given: Contact) {
  const id = randomUUID()
  return enterMatter(
    { ...ctx, inputHash: id },
    {
      id,
      kind: given.kind ?? 'enforcement',
      unitId: given.unit.id,
      officerId: given.officerId ?? null,
      areaId: given.areaId ?? given.unit.areaId,
      title: '占道经营检查',
      caseNumber: null,
      closedDay: given.closedDay ?? '2026-06-10',
      party: { kind: 'person' },
    },
  )
}

/** A matter with its claim, told to the figures: each with its outbox row in one transaction, as whoever folds them expects. */
export function inviteToRate(ctx: Context, given: Contact) {
  return ctx.db.transaction((db) => enterAndMint({ ...ctx, db }, given))
}

async function enterAndMint(ctx: Context, given: Contact) {
  const matter = await enterContact(ctx, given)
  const place = {
    id: matter.id,
    kind: matter.kind,
    closedDay: matter.closedDay,
    unitId: given.unit.id,
    areaId: given.areaId ?? given.unit.areaId,
    officerId: given.officerId ?? null,
  }
  const claim = await mintClaim(ctx, place, 'none')
  return { matter, claimId: claim.id, token: tokenOf(ctx, claim.id) }
}

/** A rating given over HTTP on a matter of its own, with everything told to the figures. */
export async function rateContact(server: TestServer, ctx: Context, given: Contact & { grade: Grade }) {
  const { matter, token } = await inviteToRate(ctx, given)
  const answer = await server.call(
    submitRating,
    { id: randomUUID(), claim: token, grade: given.grade },
    undefined,
    ctx.tenant,
  )
  if (answer.status !== 200) throw new Error(`not rated: ${answer.text}`)
  return { matter, ratingId: answer.body.id, secret: answer.body.secret }
}

type Rated = Awaited<ReturnType<typeof rateContact>>

export async function changeRating(server: TestServer, ctx: Context, rated: Rated, grade: Grade) {
  const { ratingId, secret } = rated
  const answer = await server.call(changeGrade, { id: randomUUID(), ratingId, secret, grade }, undefined, ctx.tenant)
  if (answer.status !== 200) throw new Error(`not changed: ${answer.text}`)
}

/** Two members of staff take a rating out of the count; the answer can be restored. */
export async function excludeRating(
  server: TestServer,
  people: { proposer: Session; approver: Session },
  ratingId: string,
  reason: ExclusionReason = 'test',
) {
  const proposed = await server.call(
    proposeExclusion,
    { id: randomUUID(), ratingId, reason, note: '内部测试的一条' },
    people.proposer,
  )
  const decided = await server.call(
    decideExclusion,
    { id: randomUUID(), exclusionId: proposed.body.id, approve: true },
    people.approver,
  )
  if (decided.status !== 200) throw new Error(`not excluded: ${proposed.text} ${decided.text}`)
  return decided.body.id
}

export async function restoreExcluded(server: TestServer, approver: Session, exclusionId: string) {
  const answer = await server.call(restoreRating, { id: randomUUID(), exclusionId, note: '核实后恢复' }, approver)
  if (answer.status !== 200) throw new Error(`not restored: ${answer.text}`)
}

/** Folds until nothing waits: another test's transaction on the same cluster may hold the watermark back for a while. */
export async function foldEverything({ platform }: Pick<TestServer, 'platform'>): Promise<void> {
  const { sql } = platform.database
  await vi.waitFor(
    async () => {
      await foldAll(platform)
      const waiting = await sql`
        select 1 from outbox where figure is not null
          and xid >= (select xid from outbox_cursors where consumer = 'figures') limit 1`
      expect(waiting).toHaveLength(0)
    },
    { timeout: 60_000, interval: 100 },
  )
}
