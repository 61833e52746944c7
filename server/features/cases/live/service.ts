import { Readable } from 'node:stream'
import type * as contract from '@minyi/shared/cases/live/contract.ts'
import { type LiveEvent, followCases as operation } from '@minyi/shared/cases/live/contract.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, holds, type Platform, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { authenticate } from '../../identity/service.ts'
import * as queries from './queries.ts'

const everyMs = 1_000
const heartbeatMs = 15_000
const mostHappenings = 2_000
const mostOfOne = 6
const mostFollowers = 500

/** Somebody who follows the items; `from` is the first transaction that they were not told of. */
type Follower = { ctx: Context; events: Readable; from: bigint; full: boolean; beatAt: number }
type Hub = { followers: Set<Follower>; turn: Promise<void> }

/** One a process; however many servers there are, each reads what was committed from the one outbox. */
const hubs = new WeakMap<Platform['database'], Hub>()

/**
 * Follows the items: an event for everything that is new or has moved within the caller's reach, checked for each event with the
 * rights that the session has by then. Whoever reads too slowly is told again from where they stopped; who was away for longer than events
 * are kept begins anew.
 */
export async function followCases(ctx: Context, input: InputOf<typeof contract.followCases>): Promise<Readable> {
  const hub = hubOf(ctx)
  const own = [...hub.followers].filter((one) => staffOf(one.ctx).id === staffOf(ctx).id)
  if (own.length >= mostOfOne || hub.followers.size >= mostFollowers) {
    throw new Problem('too-many-requests', { retryAfterSeconds: 30 })
  }
  const edge = await queries.readEdge(ctx)
  const since = readSince(input.since)
  const isKnown = since !== null && since <= edge && since >= (await queries.readOldest(ctx))
  const events = new Readable({ read: () => {} })
  const follower: Follower = { ctx, events, from: isKnown ? since : edge, full: false, beatAt: Date.now() }
  events.push(`retry: 3000\nid: ${follower.from}\n: ${operation.name}\n\n`)
  if (since !== null && !isKnown) tell(follower, { kind: 'reset' })
  events.once('close', () => hub.followers.delete(follower))
  hub.followers.add(follower)
  if (hub.followers.size === 1) hub.turn = run(ctx, hub)
  return events
}

function hubOf(platform: Platform): Hub {
  const known = hubs.get(platform.database)
  if (known) return known
  const hub: Hub = { followers: new Set(), turn: Promise.resolve() }
  hubs.set(platform.database, hub)
  return hub
}

/** Reads the outbox as long as anybody follows. */
async function run(platform: Platform, hub: Hub): Promise<void> {
  await hub.turn
  while (hub.followers.size > 0) {
    try {
      await step(platform, hub)
    } catch (cause) {
      platform.log.error({ err: cause }, 'live events wait, they will be tried again')
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs).unref())
  }
}

async function step(platform: Platform, hub: Hub): Promise<void> {
  const ready = [...hub.followers].filter((one) => hasRoom(one))
  if (ready.length === 0) return
  const edge = await queries.readEdge(platform)
  const [from = edge] = ready.map((one) => one.from).sort((a, b) => (a < b ? -1 : 1))
  const found = from < edge ? await queries.listHappenings(platform, from, edge, mostHappenings) : []
  const tooMany = found.length > mostHappenings
  for (const follower of ready) {
    const since = follower.from
    const mine = found.filter((one) => one.tenantId === follower.ctx.tenant.id && BigInt(one.xid) >= since)
    follower.from = edge
    if (tooMany) tell(follower, { kind: 'reset' })
    else if (mine.length > 0) await tellOf(hub, follower, mine)
    beat(follower)
  }
}

/** Tells a follower what it may know of what happened; a session that has ended ends the stream. */
async function tellOf(hub: Hub, follower: Follower, found: readonly queries.Happening[]): Promise<void> {
  const { ctx } = follower
  const actor = await authenticate(ctx, ctx.tenant, ctx.token ?? '', operation)
  if (actor.kind !== 'staff' || !holds(actor, 'cases.read')) {
    hub.followers.delete(follower)
    follower.events.push(null)
    return
  }
  const ids = [...new Set(found.map(({ caseId }) => caseId))]
  const items = await queries.listReached({ ...ctx, actor }, ids)
  if (items.length > 0) tell(follower, { kind: 'changed', items })
  if (found.some(({ staffId, caseId }) => staffId === actor.id && items.some(({ id }) => id === caseId))) {
    tell(follower, { kind: 'mention' })
  }
}

function tell(follower: Follower, event: LiveEvent): void {
  follower.full = !follower.events.push(`id: ${follower.from}\ndata: ${JSON.stringify(event)}\n\n`)
  follower.beatAt = Date.now()
}

/** A sign of life, so that no proxy between ends a quiet stream. */
function beat(follower: Follower): void {
  if (Date.now() - follower.beatAt < heartbeatMs || follower.events.destroyed) return
  follower.full = !follower.events.push(`: ${follower.from}\n\n`)
  follower.beatAt = Date.now()
}

/** Whether what was pushed before has been taken; nothing is read for who does not. */
function hasRoom(follower: Follower): boolean {
  if (follower.full && follower.events.readableLength < follower.events.readableHighWaterMark) follower.full = false
  return !follower.full && !follower.events.destroyed
}

function readSince(text: string | undefined): bigint | null {
  if (text === undefined) return null
  if (!/^\d{1,20}$/.test(text)) throw new Problem('input-invalid', { fields: [{ path: 'since', message: '位置不对' }] })
  return BigInt(text)
}
