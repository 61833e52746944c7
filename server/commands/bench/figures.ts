import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { listByArea, listByUnit } from '../../features/indicators/breakdowns/service.ts'
import { foldStep, verifyRollups } from '../../features/indicators/rollups/service.ts'
import { placeRating } from '../../features/ratings/intake/service.ts'
import { readConfig } from '../../platform/config.ts'
import type { Context } from '../../platform/context.ts'
import { openPlatform } from '../../platform/open-platform.ts'
import { migrateDatabase } from '../migrate.ts'
import { type Cluster, standEnv, withCluster } from '../stand/cluster.ts'
import { quantile } from '../stand/spread.ts'
import { type District, quarter, seedDistrict } from './figures-seed.ts'

/** How much is measured; tests measure little. */
export type FiguresSize = { small: number; large: number; reads: number; warmUp: number }
const whole: FiguresSize = { small: 50_000, large: 5_000_000, reads: 2_000, warmUp: 50 }

const indicatorId = 'IND-002-01'
const asked = { indicatorId, period: 'custom' as const, ...quarter }

/**
 * A leader reads one indicator by unit and by area for a quarter, over few and over many ratings with the same areas, units and
 * days; reads of both take turns, and as on the page the two tables
 * are asked for at once. Before each read one rating is committed as residents commit theirs, and it must be in the answer.
 * The rollups are folded every second beside it, as in production.
 */
export async function benchFigures(size: FiguresSize = whole) {
  return withCluster(async (cluster) => {
    const claims = size.reads + size.warmUp
    const small = await openDistrict(cluster, 'small', size.small, claims)
    const large = await openDistrict(cluster, 'large', size.large, claims)
    const stop = [small, large].map(({ platform }) => foldEverySecond(() => foldStep(platform)))
    try {
      const times = { small: [] as number[], large: [] as number[] }
      const readers = { small: reader(small), large: reader(large) }
      for (let i = 0; i < claims; i += 1) {
        for (const which of ['small', 'large'] as const) {
          const ms = await readers[which]()
          if (i >= size.warmUp) times[which].push(ms)
        }
      }
      await Promise.all(stop.map((end) => end()))
      const p50 = { small: quantile(times.small, 0.5), large: quantile(times.large, 0.5) }
      return {
        name: 'figures',
        p50_ms_50k: round(p50.small),
        p50_ms_5m: round(p50.large),
        p99_ms_5m: round(quantile(times.large, 0.99)),
        growth: round(p50.large / p50.small),
        reads: size.reads,
        differences: (await verifyRollups(large.platform)).length + (await verifyRollups(small.platform)).length,
      }
    } finally {
      await Promise.all(stop.map((end) => end()))
      await Promise.all([small, large].map(({ platform }) => platform.database.close()))
    }
  })
}

/** A database of its own in the cluster, so that neither size profits from the other. */
async function openDistrict(cluster: Cluster, name: string, ratings: number, claims: number): Promise<District> {
  const url = new URL(cluster.server.url)
  const owner = postgres(url.href, { max: 1, onnotice: () => {} })
  await owner.unsafe(`create database stand_${name}`)
  await owner.end()
  url.pathname = `/stand_${name}`
  await migrateDatabase(url.href)
  const platform = openPlatform(readConfig(standEnv(url.href, cluster.folder)), { logLevel: 'silent' })
  const started = performance.now()
  const district = await seedDistrict(platform, ratings, claims)
  process.stderr.write(`${ratings} 份评价已备好，用时 ${Math.round((performance.now() - started) / 1000)} 秒。\n`)
  return district
}

/** Commits one rating, then reads both tables; answers the milliseconds of the read, and fails when the rating is missing. */
function reader({ ctx, tokens }: District): () => Promise<number> {
  const leader = leaderOf(ctx)
  const open = [...tokens]
  let expected: number | null = null
  return async () => {
    const token = open.pop()
    if (!token) throw new Error('no claim is left')
    const id = randomUUID()
    await placeRating({ ...ctx, inputHash: id }, { id, token, grade: 4, assisted: false })
    const start = performance.now()
    const [byUnit, byArea] = await Promise.all([listByUnit(leader, asked), listByArea(leader, asked)])
    const ms = performance.now() - start
    const sums = [
      byUnit.total.n,
      byArea.total.n,
      sum(byUnit.rows.map(({ figure }) => figure.n)),
      sum(byArea.rows.map((row) => row.n)),
    ]
    expected = (expected ?? (byUnit.total.n ?? 0) - 1) + 1
    if (sums[0] !== expected || sums[1] !== expected)
      throw new Error(`the rating is not in the answer: ${sums} for ${expected}`)
    return ms
  }
}

function leaderOf(ctx: Context): Context {
  const grants = [{ role: 'leader', permissions: ['figures.exact'], areaIds: null, unitId: null }]
  return { ...ctx, actor: { kind: 'staff', id: randomUUID(), name: '压测', unitId: null, officerId: null, grants } }
}

function foldEverySecond(step: () => Promise<number>): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const tick = () => {
    running = step().finally(() => {
      if (!stopped) timer = setTimeout(tick, 1_000)
    })
  }
  tick()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
const round = (value: number) => Math.round(value * 100) / 100

/** The measurement of `npm run bench -- figures`; fails when many ratings read much slower than few, or the rollups are wrong. */
export async function run(): Promise<number> {
  const result = await benchFigures()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  return result.growth <= 1.5 && result.p99_ms_5m <= 50 && result.differences === 0 ? 0 : 1
}
