import { randomUUID } from 'node:crypto'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { makeClaims, makeDistrict } from '../stand/claims.ts'
import { standEnv, withCluster } from '../stand/cluster.ts'
import { countRatings } from '../stand/counts.ts'
import { openConnection, postJson } from '../stand/http-connection.ts'
import { startServerProcess } from '../stand/server-process.ts'
import type { Proof, Size } from './crash.ts'

const lanes = 4

/**
 * Three identical submissions at the same instant, by three connections to two server processes on one database, again and
 * again: one rating each, and three equal receipts.
 */
export async function proveRace({ n, seed }: Size): Promise<Proof> {
  const start = performance.now()
  return withCluster(async (cluster) => {
    const { ctx } = await makeDistrict(cluster.platform)
    const tokens = await makeClaims(ctx, n)
    const env = standEnv(cluster.server.url, cluster.folder)
    const servers = [await startServerProcess(env), await startServerProcess(env)]
    const ports = [0, 1, 0].map((which) => servers[which]?.port ?? 0)
    const random = seededRandom(seed)
    let unequal = 0
    const lane = async () => {
      const connections = await Promise.all(ports.map(openConnection))
      for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
        const grade = 1 + Math.floor(random() * 5)
        const request = postJson(`/api/${ctx.tenant.slug}/ratings`, { id: randomUUID(), claim: token, grade })
        const answers = await Promise.all(connections.map((connection) => connection.call(request)))
        const [first] = answers
        if (answers.some((answer) => answer.status !== 200 || answer.body !== first?.body)) unequal += 1
      }
      for (const connection of connections) connection.close()
    }
    try {
      await Promise.all(Array.from({ length: lanes }, lane))
      const counts = await countRatings(ctx)
      const seconds = Math.round((performance.now() - start) / 100) / 10
      return {
        name: 'race',
        n,
        seed,
        lost: n - counts.ratings,
        doubled: counts.doubled,
        unequal_receipts: unequal,
        seconds,
      }
    } finally {
      for (const server of servers) await server.kill('SIGKILL')
    }
  })
}
