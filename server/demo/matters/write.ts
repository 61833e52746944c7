import { claimRules } from '@minyi/shared/matters/rules.ts'
import { readCode } from '@minyi/shared/platform/readable-code.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { shortCodeOf, tokenHashOf, tokenOf } from '../../features/matters/claims/service.ts'
import { figureOf } from '../../features/matters/present.ts'
import type { Context } from '../../platform/context.ts'
import type { Sql } from '../../platform/db.ts'
import { newRowId } from '../../platform/ids.ts'
import type { FigureChange } from '../../platform/outbox.ts'
import { sealedRows } from '../../platform/sealing.ts'
import { insertRows } from '../bulk.ts'
import type { World } from '../world.ts'
import type { SimulatedClaim, SimulatedMatter } from './simulate.ts'

/** Writes matters with their parties and claims: the rows that entering each of them would have written. */
export async function writeMatters(world: World, sql: Sql, matters: readonly SimulatedMatter[]): Promise<void> {
  const claimed = matters.flatMap((matter) => (matter.claim ? [{ matter, claim: matter.claim }] : []))
  const shown = claimed.flatMap(({ matter, claim }) => (claim.shownAt ? [{ matter, claim, at: claim.shownAt }] : []))
  const tenantId = world.ctx.tenant.id
  const showings = shown.map(({ matter, claim, at }) => ({
    ...{ tenantId, id: newRowId(at.getTime()), claimId: claim.id, staffId: world.people.handlerOf(matter.unit).id, at },
  }))
  await Promise.all([
    insertRows(sql, 'matters', matters, (matter) => [matterRow(world, matter)]),
    insertRows(sql, 'claims', claimed, ({ matter, claim }) => [claimRow(world, matter, claim)]),
    insertRows(sql, 'claim_ends', claimed, ({ claim }) => endOf(world, claim)),
    insertRows(sql, 'sealed', matters, (matter) => partyRows(world, matter)),
    insertRows(sql, 'claim_showings', showings, (row) => [row]),
    insertRows(sql, 'outbox', matters, (matter) => eventsOf(world, matter)),
    insertRows(sql, 'audit_rows', matters, (matter) => auditOf(world, matter)),
  ])
}

/** When a claim runs out: the end of its thirtieth day. */
const expiryOf = (world: World, claim: SimulatedClaim) =>
  world.startOf(addDays(world.dayOf(claim.mintedAt), claimRules.livesDays + 1))

/** When the job booked a claim as defaulted, or null while it lives or where it was answered. */
function defaultedAt(world: World, claim: SimulatedClaim): Date | null {
  const at = new Date(expiryOf(world, claim).getTime() + 7 * 60_000)
  return claim.answer || at > world.now ? null : at
}

/** The end of a claim that ran out; a used one is ended by its rating. */
function endOf(world: World, claim: SimulatedClaim) {
  const at = defaultedAt(world, claim)
  return at ? [{ tenantId: world.ctx.tenant.id, claimId: claim.id, how: 'defaulted', at }] : []
}

function matterRow(world: World, matter: SimulatedMatter) {
  const { id, source, externalId, kind, unitId, officerId, areaId, title, caseNumber, closedDay, createdAt } = matter
  return {
    tenantId: world.ctx.tenant.id,
    ...{ id, source, externalId, kind, unitId, officerId, areaId, title, caseNumber, closedDay, createdAt },
    partyKind: matter.party.kind,
    enteredBy: world.people.handlerOf(matter.unit).id,
  }
}

function partyRows(world: World, { id, party, createdAt }: SimulatedMatter) {
  if (party.kind === 'none') return []
  const { kind: _, ...fields } = party
  const ctx = { ...world.ctx, now: () => createdAt }
  return sealedRows(ctx, { kind: 'matter', id }, fields, ['phone', 'creditCode'])
}

function claimRow(world: World, matter: SimulatedMatter, claim: SimulatedClaim) {
  const { ctx } = world
  const sent = matter.party.kind !== 'none' && matter.party.phone !== undefined
  return {
    tenantId: ctx.tenant.id,
    id: claim.id,
    matterId: matter.id,
    tokenHash: tokenHashOf(tokenOf(ctx, claim.id)),
    shortCodeHash: tokenHashOf(plainShortCode(ctx, claim.id)),
    mintedAt: claim.mintedAt,
    expiresAt: expiryOf(world, claim),
    shownAtCounter: claim.shownAt !== null,
    delivery: sent ? 'sent' : 'none',
    deliveryTries: sent ? 1 : 0,
    defaultedAt: defaultedAt(world, claim),
  }
}

function plainShortCode(ctx: Context, claimId: string): string {
  const code = readCode(shortCodeOf(ctx, claimId), claimRules.shortCodeLength)
  if (code === null) throw new Error('a short code of our own does not check')
  return code
}

function eventsOf(world: World, matter: SimulatedMatter) {
  const event = (at: Date, topic: string, subjectId: string, counts: FigureChange['counts']) => ({
    tenantId: world.ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    topic,
    subjectId,
    payload: {},
    figure: figureOf(matter, counts),
  })
  const { claim } = matter
  const events = [event(matter.createdAt, 'matter.closed', matter.id, { eligible: 1 })]
  if (!claim) return events
  const over = defaultedAt(world, claim)
  events.push(event(claim.mintedAt, 'claim.minted', claim.id, { invited: 1 }))
  if (claim.shownAt) events.push(event(claim.shownAt, 'claim.shown', claim.id, { counter: 1 }))
  if (over) events.push(event(over, 'claim.defaulted', matter.id, { defaulted: 1 }))
  return events
}

function auditOf(world: World, matter: SimulatedMatter) {
  const actor = world.people.handlerOf(matter.unit)
  const row = (at: Date, action: string, subjectKind: string, subjectId: string) => ({
    tenantId: world.ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    actorKind: actor.kind,
    actorId: actor.id,
    action,
    subjectKind,
    subjectId,
  })
  const { claim } = matter
  const entered = row(matter.createdAt, 'enter', 'matter', matter.id)
  return claim?.shownAt ? [entered, row(claim.shownAt, 'show', 'claim', claim.id)] : [entered]
}
