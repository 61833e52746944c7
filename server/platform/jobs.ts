import { PgBoss } from 'pg-boss'
import type { Platform } from './context.ts'

/**
 * What runs by itself. `cron` jobs go through the one queue, so that of many processes one runs each occurrence (minutes in the
 * zone of the tenants); `everyMs` steps run in every process and take their own lock in the database.
 */
export type Job = { name: string; run: (platform: Platform) => Promise<unknown> } & (
  | { cron: string }
  | { everyMs: number }
)

const zone = 'Asia/Shanghai'

/** Starts the jobs; the answer stops them and waits for the steps under way. */
export async function startJobs(platform: Platform, jobs: readonly Job[]): Promise<() => Promise<void>> {
  const boss = new PgBoss({ connectionString: platform.config.directDatabaseUrl, schema: 'pgboss', max: 3 })
  boss.on('error', (cause) => platform.log.error({ err: cause }, 'job queue'))
  await boss.start()
  const loops: Loop[] = []
  for (const job of jobs) {
    if ('everyMs' in job) loops.push(startLoop(platform, job.name, job.everyMs, () => job.run(platform)))
    else await schedule(boss, platform, job.name, job.cron, () => job.run(platform))
  }
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()))
    await boss.stop({ graceful: true, timeout: 10_000 })
  }
}

async function schedule(
  boss: PgBoss,
  platform: Platform,
  name: string,
  cron: string,
  run: () => Promise<unknown>,
): Promise<void> {
  await boss.createQueue(name, { retryLimit: 5, retryBackoff: true, policy: 'exclusive' })
  await boss.work(name, async () => {
    await run()
    platform.log.info({ job: name }, 'job done')
  })
  await boss.schedule(name, cron, null, { tz: zone })
}

type Loop = { stop: () => Promise<void> }

function startLoop(platform: Platform, name: string, everyMs: number, step: () => Promise<unknown>): Loop {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const tick = () => {
    running = step()
      .then(() => undefined)
      .catch((cause: unknown) => platform.log.error({ err: cause, job: name }, 'step failed, it will be tried again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, everyMs)
      })
  }
  tick()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
