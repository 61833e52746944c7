import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { takeIn } from '../../features/cases/imports/folders/service.ts'
import type { SourceRow } from '../../features/cases/imports/queries.ts'
import type { Context } from '../../platform/context.ts'
import { makeDistrict } from '../stand/claims.ts'
import { standEnv, withCluster } from '../stand/cluster.ts'
import { type HotlineRow, makeHotline, writeHotline } from '../stand/hotline.ts'
import { type ServerProcess, startServerProcess } from '../stand/server-process.ts'

export type ImportProof = {
  name: 'import'
  n: number
  seed: number
  missed: number
  doubled: number
  wrong_faults: number
  seconds: number
}

const times = 3

/**
 * The same table three times, one row in a hundred faulty, and the server killed in the middle of the first: every sound row is there
 * once, word for word, and each report names exactly the planted faults.
 */
export async function proveImport({ n, seed }: { n: number; seed: number }): Promise<ImportProof> {
  const start = performance.now()
  return withCluster(async (cluster) => {
    const { ctx } = await makeDistrict(cluster.platform)
    const source = await makeHotline(ctx)
    const path = join(cluster.folder, 'hotline.csv')
    const told = await writeHotline(path, { count: n, seed, faulty: 0.01 })
    const env = standEnv(cluster.server.url, cluster.folder)
    let server: ServerProcess = await startServerProcess(env)
    let wrong = 0
    try {
      for (let time = 0; time < times; time++) {
        const runId = await takeIn(ctx, source, path, 'hotline.csv')
        if (time === 0) {
          await waitUntil(ctx, runId, (run) => run.read >= n / 3)
          await server.kill('SIGKILL')
          server = await startServerProcess(env)
        }
        await waitUntil(ctx, runId, (run) => run.state !== 'waiting' && run.state !== 'running')
        wrong += await countWrongFaults(ctx, runId, told, time === 0)
      }
      const counts = await countItems(ctx, source, told)
      const seconds = Math.round((performance.now() - start) / 100) / 10
      return { name: 'import', n, seed, ...counts, wrong_faults: wrong, seconds }
    } finally {
      await server.kill('SIGKILL')
    }
  })
}

type Run = { state: string; read: number; created: number; changed: number; same: number; kept: number; faulty: number }

async function readRun({ database: { sql }, tenant }: Context, runId: string): Promise<Run> {
  const [run] = await sql<Run[]>`
    select state, read, created, changed, same, kept, faulty from import_runs
    where tenant_id = ${tenant.id} and id = ${runId}`
  if (!run) throw new Error('the run is there')
  return run
}

async function waitUntil(ctx: Context, runId: string, isThere: (run: Run) => boolean): Promise<void> {
  while (!isThere(await readRun(ctx, runId))) await pause(20)
}

/** Faults that were planted and not told, told and not planted, and counts of the run that do not add up. */
async function countWrongFaults(
  ctx: Context,
  runId: string,
  told: readonly HotlineRow[],
  isFirst: boolean,
): Promise<number> {
  const { sql } = ctx.database
  const rows = await sql<{ key: string }[]>`
    select row || '/' || field as key from import_faults
    where tenant_id = ${ctx.tenant.id} and run_id = ${runId} and stops`
  const planted = new Set(told.flatMap(({ row, fault }) => (fault ? [`${row}/${fault.field}`] : [])))
  const found = new Set(rows.map(({ key }) => key))
  const run = await readRun(ctx, runId)
  const sound = told.length - planted.size
  const right =
    run.state === 'done' &&
    run.read === told.length &&
    run.faulty === planted.size &&
    run.changed + run.kept === 0 &&
    (isFirst ? run.created === sound && run.same === 0 : run.same === sound && run.created === 0)
  const apart =
    [...planted].filter((key) => !found.has(key)).length + [...found].filter((key) => !planted.has(key)).length
  return apart + (right ? 0 : 1)
}

/** Sound rows that are not there word for word, and items beyond one for each. */
async function countItems(ctx: Context, source: SourceRow, told: readonly HotlineRow[]) {
  const { sql } = ctx.database
  const rows = await sql<{ externalId: string; text: string }[]>`
    select i.external_id as "externalId", c.text from case_imports i
    join cases c on c.tenant_id = i.tenant_id and c.id = i.case_id
    where i.tenant_id = ${ctx.tenant.id} and i.source_id = ${source.id}`
  const texts = new Map(rows.map(({ externalId, text }) => [externalId, text]))
  const sound = told.filter(({ fault }) => fault === null)
  const missed = sound.filter(({ externalId, text }) => texts.get(externalId) !== text).length
  const [all] = await sql<{ items: number; numbers: number }[]>`
    select count(*)::int as items, count(distinct number)::int as numbers from cases where tenant_id = ${ctx.tenant.id}`
  return { missed, doubled: (all?.items ?? 0) - sound.length + (all?.items ?? 0) - (all?.numbers ?? 0) }
}
