import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from '../../launch/postgres.ts'
import { readConfig } from '../../platform/config.ts'
import type { Platform } from '../../platform/context.ts'
import { openPlatform } from '../../platform/open-platform.ts'
import { migrateDatabase } from '../migrate.ts'

/** A cluster of its own for one measurement: durable, migrated, gone afterwards. */
export type Cluster = {
  folder: string
  server: PostgresServer
  platform: Platform
  /** Starts the database over the same folder again, after it was killed. */
  restart: () => Promise<void>
}

/** The environment of a server process of the stand. */
export const standEnv = (databaseUrl: string, folder: string): Record<string, string> => ({
  MODE: 'test',
  DATABASE_URL: databaseUrl,
  DATA_DIR: join(folder, 'data'),
  MINYI_MASTER_KEY: '7e'.repeat(32),
})

export async function withCluster<T>(use: (cluster: Cluster) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'minyi-stand-'))
  const start = () => startPostgres(join(folder, 'postgres'))
  const server = await start()
  const cluster: Cluster = {
    folder,
    server,
    platform: openPlatform(readConfig(standEnv(server.url, folder)), { logLevel: 'silent' }),
    restart: async () => {
      cluster.server = await start()
    },
  }
  try {
    await migrateDatabase(server.url)
    return await use(cluster)
  } finally {
    await cluster.platform.database.close()
    cluster.server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
