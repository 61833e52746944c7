import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import type { Platform } from './context.ts'

/**
 * What runs by itself. `cron` jobs go through the one queue, so that of many processes one runs each occurrence (minutes in the
 * zone of the tenants); `everyMs` steps run in every process and take their own lock in the database.
 */
export type Job = ScheduledJob | RepeatedJob
type ScheduledJob = Step & { cron: string }
type RepeatedJob = Step & { everyMs: number }
type Step = { name: string; run: (platform: Platform) => Promise<unknown> }

const zone = 'Asia/Shanghai'
const retryMs = 1_000

/** Starts the jobs; the answer stops them and waits for the steps under way. A database that is away delays them and ends nothing. */
export function startJobs(platform: Platform, jobs: readonly Job[]): () => Promise<void> {
  const loops = jobs.flatMap((job) =>
    'everyMs' in job ? [startLoop(platform, job.name, job.everyMs, () => job.run(platform))] : [],
  )
  const queue = startQueue(
    platform,
    jobs.flatMap((job) => ('cron' in job ? [job] : [])),
  )
  return async () => {
    await Promise.all([...loops, queue].map((part) => part.stop()))
  }
}

function startQueue(platform: Platform, jobs: readonly ScheduledJob[]): Loop {
  const end = new AbortController()
  const opening = openQueue(platform, jobs, end.signal)
  return {
    stop: async () => {
      end.abort()
      const boss = await opening
      await boss?.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** Tries once a second until the queue runs, or until it is no longer wanted. */
async function openQueue(platform: Platform, jobs: readonly ScheduledJob[], end: AbortSignal): Promise<PgBoss | null> {
  while (!end.aborted) {
    const boss = new PgBoss({ connectionString: platform.config.directDatabaseUrl, schema: 'pgboss', max: 3 })
    boss.on('error', (cause) => platform.log.error({ err: cause }, 'job queue'))
    try {
      await boss.start()
      for (const job of jobs) await schedule(boss, platform, job)
      return boss
    } catch (cause) {
      platform.log.error({ err: cause }, 'the job queue did not start, it will be tried again')
      await boss.stop({ graceful: false }).catch((fault: unknown) => platform.log.warn({ err: fault }, 'job queue'))
      await pause(retryMs)
    }
  }
  return null
}

async function schedule(boss: PgBoss, platform: Platform, { name, cron, run }: ScheduledJob): Promise<void> {
  await boss.createQueue(name, { retryLimit: 5, retryBackoff: true, policy: 'exclusive' })
  await boss.work(name, () => runLogged(platform, name, run))
  await boss.schedule(name, cron, null, { tz: zone })
}

/** The queue tries a job again that failed, and says nothing of it: the log does. */
export async function runLogged(platform: Platform, name: string, run: Step['run']): Promise<void> {
  try {
    await run(platform)
  } catch (cause) {
    platform.log.error({ err: cause, job: name }, 'job failed, it will be tried again')
    throw cause
  }
  platform.log.info({ job: name }, 'job done')
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
