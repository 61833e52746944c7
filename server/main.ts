import { buildApp } from './app.ts'
import { jobs as bulletins } from './features/bulletins/jobs.ts'
import { jobs as cases } from './features/cases/jobs.ts'
import { jobs as duties } from './features/duties/jobs.ts'
import { jobs as files } from './features/files/jobs.ts'
import { jobs as followUps } from './features/follow-ups/jobs.ts'
import { jobs as hotspots } from './features/hotspots/jobs.ts'
import { jobs as identity } from './features/identity/jobs.ts'
import { jobs as indicators } from './features/indicators/jobs.ts'
import { jobs as matters } from './features/matters/jobs.ts'
import { jobs as notices } from './features/notices/jobs.ts'
import { jobs as supervision } from './features/supervision/jobs.ts'
import { jobs as webhooks } from './features/webhooks/jobs.ts'
import { ConfigError, readConfig } from './platform/config.ts'
import { jobs as housekeeping } from './platform/housekeeping.ts'
import { startJobs } from './platform/jobs.ts'
import { openPlatform } from './platform/open-platform.ts'

const graceMs = 10_000

/** Starts one server process: listens, runs its share of the jobs, and on SIGTERM or SIGINT lets what is under way finish. */
async function main(): Promise<void> {
  const config = readConfig()
  const platform = openPlatform(config)
  const app = buildApp(platform)
  await app.listen({ host: config.host, port: config.port })
  const stopJobs = config.runsJobs
    ? startJobs(platform, [
        ...indicators,
        ...duties,
        ...hotspots,
        ...matters,
        ...followUps,
        ...cases,
        ...files,
        ...identity,
        ...supervision,
        ...notices,
        ...webhooks,
        ...bulletins,
        ...housekeeping,
      ])
    : async () => {}
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), graceMs).unref()
    await app.close()
    await stopJobs()
    await platform.database.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

try {
  await main()
} catch (cause) {
  if (!(cause instanceof ConfigError)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exit(1)
}
