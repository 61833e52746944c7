import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { makeClaims, makeDistrict } from '../stand/claims.ts'
import { standEnv, withCluster } from '../stand/cluster.ts'
import { countRatings } from '../stand/counts.ts'
import { type ServerProcess, startServerProcess } from '../stand/server-process.ts'
import { quantile } from '../stand/spread.ts'
import { prepareBaseline } from './intake-baseline.ts'
import type { LoadReport } from './intake-load.ts'

const connections = 64
const Report = z.object({
  acknowledged: z.number(),
  refused: z.number(),
  unequal: z.number(),
  ms: z.number(),
  latenciesMs: z.array(z.number()),
})

/** How much is measured; tests measure little. */
export type IntakeSize = { rounds: number; ratings: number; warmUp: number; baselineSeconds: number }
const whole: IntakeSize = { rounds: 3, ratings: 30_000, warmUp: 15_000, baselineSeconds: 5 }

/** The share of the baseline's speed that one server process reaches at least. */
const leastRatio = { pgbench: 0.7, 'postgres.js': 1 } as const

/**
 * Ratings over HTTP, acknowledged after commit with everything on, against one row a transaction on the same cluster; rounds of
 * both take turns and the medians are compared. Afterwards the rows are counted.
 */
export async function benchIntake(size: IntakeSize = whole) {
  return withCluster(async (cluster) => {
    const { ctx } = await makeDistrict(cluster.platform)
    const tokens = await makeClaims(ctx, size.warmUp + size.rounds * size.ratings)
    const baseline = await prepareBaseline(cluster)
    const server = await startServerProcess(standEnv(cluster.server.url, cluster.folder))
    try {
      const take = (count: number) => runLoad(server, ctx.tenant.slug, tokens.splice(0, count))
      const all = [await take(size.warmUp)]
      const speeds: number[] = []
      for (let round = 0; round < size.rounds; round += 1) {
        speeds.push(await baseline.run(size.baselineSeconds))
        all.push(await take(size.ratings))
      }
      const counts = await countRatings(ctx)
      const measured = all.slice(1)
      const rps = median(measured.map((report) => (report.acknowledged * 1000) / report.ms))
      const baselineRps = median(speeds)
      const acknowledged = all.reduce((total, report) => total + report.acknowledged, 0)
      return {
        name: 'intake',
        rps: Math.round(rps),
        baseline: baseline.name,
        baseline_rps: Math.round(baselineRps),
        ratio: Math.round((rps / baselineRps) * 100) / 100,
        p99_ms:
          Math.round(
            quantile(
              measured.flatMap((report) => report.latenciesMs),
              0.99,
            ) * 10,
          ) / 10,
        acknowledged,
        ratings: counts.ratings,
        duplicates: counts.doubled,
        audit_rows: counts.audits,
        outbox_rows: counts.outbox,
        unequal_receipts: all.reduce((total, report) => total + report.unequal, 0),
      }
    } finally {
      await server.kill('SIGTERM')
    }
  })
}

async function runLoad(server: ServerProcess, slug: string, tokens: string[]): Promise<LoadReport> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'intake-load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify({ port: server.port, path: `/api/${slug}/ratings`, connections, tokens }))
  return Report.parse(JSON.parse(await text(child.stdout)))
}

const median = (values: number[]) => quantile(values, 0.5)

/** The measurement of `npm run bench -- intake`; fails when it is too slow, or an acknowledged rating is missing or there twice. */
export async function run(): Promise<number> {
  const result = await benchIntake()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  const { acknowledged, ratings, duplicates, audit_rows, outbox_rows, unequal_receipts, ratio, baseline } = result
  const whole = acknowledged === ratings && ratings === audit_rows && ratings === outbox_rows
  return whole && duplicates === 0 && unequal_receipts === 0 && ratio >= leastRatio[baseline] ? 0 : 1
}
