import { ConfigError, readConfig } from '../platform/config.ts'
import { LaunchFailure } from './failure.ts'

/** What decides how the launcher starts; everything else goes through to the server as it is. */
export type Settings = {
  production: boolean
  host: string
  port: number
  dataDir: string
  databaseUrl: string | undefined
}

/** The whole surroundings, to be handed to the programs that are started. */
export const surroundings = process.env

/** In production nothing is made up: each missing setting is one sentence before anything starts. */
export function readSettings(): Settings {
  const production = process.env.MODE === 'production'
  const madeUp = {
    DATABASE_URL: 'postgres://own',
    MINYI_MASTER_KEY: '0'.repeat(64),
  }
  try {
    const { host, port, dataDir } = readConfig(production ? process.env : { ...madeUp, ...process.env })
    return {
      production,
      host,
      port,
      dataDir,
      databaseUrl: process.env.DATABASE_URL || undefined,
    }
  } catch (error) {
    if (error instanceof ConfigError) throw new LaunchFailure(error.message)
    throw error
  }
}
