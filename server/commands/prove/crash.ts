import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import type { Context } from '../../platform/context.ts'
import { makeClaims, makeDistrict } from '../stand/claims.ts'
import { type Cluster, standEnv, withCluster } from '../stand/cluster.ts'
import { countRatings } from '../stand/counts.ts'
import { type ServerProcess, startServerProcess } from '../stand/server-process.ts'

/** `kills` is how many of the six kills are made; tests make fewer. */
export type Size = { n: number; seed: number; kills?: number }
export type Proof = {
  name: string
  n: number
  seed: number
  lost: number
  doubled: number
  unequal_receipts: number
  seconds: number
}

type Victim = 'server' | 'database' | 'both'
const victims: readonly Victim[] = ['server', 'database', 'both', 'both', 'database', 'server']
const lanes = 16
/** A database that is gone must never keep a resident waiting for long. */
const answerWithinMs = 10_000
/** What was killed is started again at once; a rating that waits longer than this will wait for ever. */
const patienceMs = 90_000

type Rating = { id: string; claim: string; grade: number; receipt: string | null }

/**
 * Kills server, database or both with SIGKILL while residents rate, and starts them again. Whoever got no answer sends the same
 * rating again. At the end every acknowledged rating must be there once, and a repeat must get the receipt that was given first.
 */
export async function proveCrash({ n, seed, kills = victims.length }: Size): Promise<Proof> {
  const start = performance.now()
  return withCluster(async (cluster) => {
    const { ctx } = await makeDistrict(cluster.platform)
    const tokens = await makeClaims(ctx, n)
    const random = seededRandom(seed)
    const ratings: Rating[] = tokens.map((claim) => ({
      id: randomUUID(),
      claim,
      grade: 1 + Math.floor(random() * 5),
      receipt: null,
    }))
    const stand = { cluster, server: await startServerProcess(standEnv(cluster.server.url, cluster.folder)), random }
    try {
      const acknowledged = { count: 0 }
      const residents = rateAll(stand, ctx, ratings, acknowledged)
      await killAll(stand, n, acknowledged, kills)
      await residents
      const seconds = () => Math.round((performance.now() - start) / 100) / 10
      return { name: 'crash', n, seed, ...(await verify(stand, ctx, ratings)), seconds: seconds() }
    } finally {
      await stand.server.kill('SIGKILL')
    }
  })
}

type Stand = { cluster: Cluster; server: ServerProcess; random: () => number }

/** Each kill comes at its own share of the load, a little earlier or later by chance. */
async function killAll(stand: Stand, n: number, acknowledged: { count: number }, kills: number): Promise<void> {
  for (const [i, victim] of victims.slice(0, kills).entries()) {
    const at = ((i + 0.3 + 0.6 * stand.random()) / kills) * n
    while (acknowledged.count < at) await pause(2)
    await kill(stand, victim)
  }
}

async function kill(stand: Stand, victim: Victim): Promise<void> {
  const { cluster, server } = stand
  if (victim !== 'server') process.kill(cluster.server.pid, 'SIGKILL')
  if (victim !== 'database') await server.kill('SIGKILL')
  if (victim !== 'server') await cluster.restart()
  if (server.child.exitCode === null && server.child.signalCode === null) return
  stand.server = await startServerProcess(standEnv(cluster.server.url, cluster.folder), server.port)
}

async function rateAll(stand: Stand, ctx: Context, ratings: readonly Rating[], acknowledged: { count: number }) {
  let next = 0
  const lane = async () => {
    for (let rating = ratings[next++]; rating; rating = ratings[next++]) {
      rating.receipt = await rateUntilAcknowledged(stand, ctx, rating)
      acknowledged.count += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function rateUntilAcknowledged(stand: Stand, ctx: Context, rating: Rating): Promise<string> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(20)) {
    const answer = await send(stand, ctx, rating)
    if (answer?.status === 200) return answer.text
    if (answer && answer.status < 500) throw new Error(`refused with ${answer.status}: ${answer.text}`)
  }
  throw new Error(`no server took the rating for ${patienceMs} ms; it ended with ${stand.server.child.exitCode}`)
}

async function send(stand: Stand, ctx: Context, { id, claim, grade }: Rating) {
  try {
    const response = await fetch(`http://127.0.0.1:${stand.server.port}/api/${ctx.tenant.slug}/ratings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, claim, grade }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return null
  }
}

async function verify(stand: Stand, ctx: Context, ratings: readonly Rating[]) {
  let unequal = 0
  for (const rating of ratings) if ((await rateUntilAcknowledged(stand, ctx, rating)) !== rating.receipt) unequal += 1
  const { sql } = ctx.database
  const kept = await sql<{ id: string }[]>`
    select r.id from ratings r where tenant_id = ${ctx.tenant.id}
      and exists (select 1 from rating_events e where e.tenant_id = r.tenant_id and e.rating_id = r.id)
      and exists (select 1 from audit_rows a where a.tenant_id = r.tenant_id and a.subject_kind = 'rating' and a.subject_id = r.id)
      and exists (select 1 from outbox o where o.tenant_id = r.tenant_id and o.subject_id = r.id)`
  const whole = new Set(kept.map((row) => row.id))
  const { doubled } = await countRatings(ctx)
  return { lost: ratings.filter((rating) => !whole.has(rating.id)).length, doubled, unequal_receipts: unequal }
}
