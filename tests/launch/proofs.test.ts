import { benchFigures } from '@minyi/server/commands/bench/figures.ts'
import { benchIntake } from '@minyi/server/commands/bench/intake.ts'
import { benchQueue } from '@minyi/server/commands/bench/queue.ts'
import { proveCrash } from '@minyi/server/commands/prove/crash.ts'
import { proveImport } from '@minyi/server/commands/prove/import.ts'
import { proveRace } from '@minyi/server/commands/prove/race.ts'
import { standEnv, withCluster } from '@minyi/server/commands/stand/cluster.ts'
import { startServerProcess } from '@minyi/server/commands/stand/server-process.ts'
import { describe, expect, it, vi } from 'vitest'

const patience = 240_000
const clean = { lost: 0, doubled: 0, unequal_receipts: 0 }

describe('what must never happen to a rating', () => {
  it(
    'does not happen when server, database and both are killed during load',
    async () => {
      expect(await proveCrash({ n: 300, seed: 11, kills: 3 })).toMatchObject({ name: 'crash', n: 300, ...clean })
    },
    patience,
  )

  it(
    'does not happen when three identical submissions meet at two processes',
    async () => {
      expect(await proveRace({ n: 60, seed: 11 })).toMatchObject({ name: 'race', n: 60, ...clean })
    },
    patience,
  )
})

describe('what must never happen to an imported row', () => {
  it(
    'does not happen when a table comes three times and the server is killed in the middle',
    async () => {
      const proof = await proveImport({ n: 6_000, seed: 11 })
      expect(proof).toMatchObject({ name: 'import', n: 6_000, missed: 0, doubled: 0, wrong_faults: 0 })
    },
    patience,
  )
})

describe('a server whose database is away', () => {
  it(
    'keeps running, and takes up its scheduled jobs when the database is back',
    () =>
      withCluster(async (cluster) => {
        process.kill(cluster.server.pid, 'SIGKILL')
        const server = await startServerProcess(standEnv(cluster.server.url, cluster.folder))
        try {
          await cluster.restart()
          const { sql } = cluster.platform.database
          await vi.waitFor(
            async () => expect((await sql`select name from pgboss.schedule`).length).toBeGreaterThan(3),
            { timeout: 60_000, interval: 200 },
          )
          expect(server.child.exitCode).toBeNull()
        } finally {
          await server.kill('SIGKILL')
        }
      }),
    patience,
  )
})

describe('the intake measurement', () => {
  it(
    'counts every acknowledged rating once, with its audit and outbox rows',
    async () => {
      const result = await benchIntake({ rounds: 1, ratings: 400, warmUp: 100, baselineSeconds: 4 })
      expect(result).toMatchObject({
        acknowledged: 500,
        ratings: 500,
        duplicates: 0,
        audit_rows: 500,
        outbox_rows: 500,
        unequal_receipts: 0,
      })
      expect(result.rps).toBeGreaterThan(0)
      expect(result.baseline_rps).toBeGreaterThan(0)
    },
    patience,
  )
})

describe('the measurement of figures', () => {
  it(
    'finds each rating in the answer that is read after it, and the rollups right at the end',
    async () => {
      const result = await benchFigures({ small: 400, large: 2_000, reads: 6, warmUp: 2 })
      expect(result).toMatchObject({ name: 'figures', reads: 6, differences: 0 })
      expect(result.growth).toBeGreaterThan(0)
    },
    patience,
  )
})

describe('the measurement of the queue', () => {
  it(
    'brings in what the importer was given, and every read is answered',
    async () => {
      const result = await benchQueue({ items: 2_000, imported: 500, reads: 12, warmUp: 2 })
      expect(Object.values(result.p95_ms).every((ms) => Number(ms) > 0)).toBe(true)
      expect(result.import_rows_per_s).toBeGreaterThan(0)
    },
    patience,
  )
})
