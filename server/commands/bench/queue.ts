import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { takeIn } from '../../features/cases/imports/folders/service.ts'
import type { Context } from '../../platform/context.ts'
import { standEnv, withCluster } from '../stand/cluster.ts'
import { makeHotline, writeHotline } from '../stand/hotline.ts'
import { type Connection, openConnection } from '../stand/http-connection.ts'
import { type ServerProcess, startServerProcess } from '../stand/server-process.ts'
import { quantile } from '../stand/spread.ts'
import { tidy } from './figures-seed.ts'
import { bulk, type Clerk, type Office, seedOffice } from './queue-seed.ts'
import { searched } from './queue-words.ts'

/** How much is measured; tests measure little. */
export type QueueSize = { items: number; imported: number; reads: number; warmUp: number }
const whole: QueueSize = { items: 900_000, imported: 100_000, reads: 300, warmUp: 30 }

const kinds = ['list', 'filtered', 'search2', 'search4', 'item'] as const
type Kind = (typeof kinds)[number]

/**
 * The office's reads over a year of a city: items written by SQL, the rest brought in by the real importer in the real server, whose
 * speed and memory are told. Then a dispatcher of the whole place, a unit and a township take turns at each kind of read, over HTTP
 * with their own sessions; the words are rare and common ones.
 */
export async function benchQueue(size: QueueSize = whole) {
  return withCluster(async (cluster) => {
    const started = performance.now()
    const office = await seedOffice(cluster.platform, size.items)
    say(`${size.items} 件已备好，用时 ${seconds(started)} 秒`)
    const server = await startServerProcess(standEnv(cluster.server.url, cluster.folder))
    try {
      const brought = await bringIn(office.ctx, server, cluster.folder, size.imported)
      await tidy(office.ctx, bulk)
      say(`${size.imported} 件已导入，开始读`)
      const times = await readAll(office, server, size)
      const p95 = Object.fromEntries(kinds.map((kind) => [kind, round(quantile(times[kind], 0.95))]))
      const p50 = Object.fromEntries(kinds.map((kind) => [kind, round(quantile(times[kind], 0.5))]))
      return { name: 'queue', p95_ms: p95, p50_ms: p50, ...brought, seconds: seconds(started) }
    } finally {
      await server.kill('SIGKILL')
    }
  })
}

/** Lets the server import a hotline's table, and tells its speed and the most memory that the process has taken. */
async function bringIn(ctx: Context, server: ServerProcess, folder: string, count: number) {
  const path = join(folder, 'hotline.csv')
  await writeHotline(path, { count, seed: 1, faulty: 0 })
  const runId = await takeIn(ctx, await makeHotline(ctx), path, 'hotline.csv')
  const { sql } = ctx.database
  for (;;) {
    const [run] = await sql<{ state: string; created: number; ms: number }[]>`
      select state, created, (extract(epoch from ended_at - started_at) * 1000)::float8 as ms
      from import_runs where tenant_id = ${ctx.tenant.id} and id = ${runId}`
    if (run?.state === 'done' && run.created === count) {
      return { import_rows_per_s: Math.round((count * 1000) / run.ms), import_peak_mb: peakMegabytes(server) }
    }
    if (!run || (run.state !== 'waiting' && run.state !== 'running')) {
      throw new Error(`the import ended as ${run?.state} with ${run?.created} items`)
    }
    await pause(200)
  }
}

/** The most that the process has held in memory at once, as the kernel counts it. */
function peakMegabytes({ child }: ServerProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024)
}

async function readAll(office: Office, server: ServerProcess, size: QueueSize): Promise<Record<Kind, number[]>> {
  const connection = await openConnection(server.port)
  const asked = await addressesOf(office)
  const times: Record<Kind, number[]> = { list: [], filtered: [], search2: [], search4: [], item: [] }
  for (let turn = 0; turn < size.warmUp + size.reads; turn += 1) {
    for (const kind of kinds) {
      const clerk = office.clerks[turn % office.clerks.length]
      if (!clerk) throw new Error('there are clerks')
      const choices = asked(kind, clerk)
      const path = choices[Math.floor(turn / office.clerks.length) % choices.length]
      const ms = await read(connection, clerk, `/api/stand/office/${path}`)
      if (turn >= size.warmUp) times[kind].push(ms)
    }
  }
  connection.close()
  return times
}

async function read(connection: Connection, clerk: Clerk, path: string): Promise<number> {
  const start = performance.now()
  const answer = await connection.call(
    `GET ${path} HTTP/1.1\r\nHost: stand\r\nAuthorization: Bearer ${clerk.token}\r\n\r\n`,
  )
  const ms = performance.now() - start
  if (answer.status !== 200) throw new Error(`${answer.status} ${path} ${answer.body}`)
  return ms
}

/** What each clerk asks for, of each kind. */
async function addressesOf({ ctx: { tenant, database }, clerks }: Office) {
  const { sql } = database
  const [town] = await sql<{ id: string }[]>`
    select id from areas where tenant_id = ${tenant.id} and external_id = 'town-7'`
  const [unit] = await sql<{ id: string }[]>`
    select id from units where tenant_id = ${tenant.id} and external_id = 'unit-7'`
  const topics = await sql<
    { id: string }[]
  >`select id from topics where tenant_id = ${tenant.id} order by position limit 6`
  const items = new Map<string, string[]>()
  for (const { role } of clerks) {
    const found = await sql<{ id: string }[]>`
      select id from cases where tenant_id = ${tenant.id}
        and (${role} <> 'unit' or (unit_id = ${unit?.id ?? null}::uuid and accused_unit_id is distinct from unit_id))
        and (${role} <> 'township' or area_id in (
          select descendant_id from area_closure where tenant_id = ${tenant.id} and ancestor_id = ${town?.id ?? null}::uuid))
      limit 2000`
    const random = seededRandom(7)
    items.set(
      role,
      Array.from({ length: 200 }, () => found[Math.floor(random() * found.length)]?.id ?? ''),
    )
  }
  const lists = ['cases', 'cases?queue=to-reply', 'cases?sort=received', 'cases?queue=overdue', 'cases?queue=to-accept']
  const filtered = [
    `cases?sort=received&areaId=${town?.id}`,
    `cases?areaId=${town?.id}&kind=complaint`,
    `cases?sort=received&unitId=${unit?.id}&channel=hotline`,
    'cases?sort=received&channel=legislative-point&kind=report&tier=city',
    'cases?sort=received&from=2026-03-01&to=2026-03-31&kind=help',
    'cases?state=closed&identity=sealed&entry=stuck',
    ...topics.map(({ id }) => `cases?sort=received&topicId=${id}&kind=complaint`),
  ]
  const search = (words: readonly string[]) => words.map((word) => `cases?q=${encodeURIComponent(word)}`)
  return (kind: Kind, { role }: Clerk): string[] => {
    if (kind === 'list') return lists
    if (kind === 'filtered') return filtered
    if (kind === 'search2') return search(searched.two)
    return kind === 'search4' ? search(searched.four) : (items.get(role) ?? []).map((id) => `cases/${id}`)
  }
}

const say = (words: string) => process.stderr.write(`${words}。\n`)
const seconds = (since: number) => Math.round((performance.now() - since) / 1000)
const round = (ms: number) => Math.round(ms * 10) / 10

/** Prints the measurement; it holds when every read stays under 100 ms and the import is as quick and small as promised. */
export async function run(): Promise<number> {
  const report = await benchQueue()
  process.stdout.write(`${JSON.stringify(report)}\n`)
  const quick = Object.values(report.p95_ms).every((ms) => ms < 100)
  return quick && report.import_rows_per_s >= 3_000 && report.import_peak_mb < 500 ? 0 : 1
}
