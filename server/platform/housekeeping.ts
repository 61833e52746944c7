import { sql } from 'drizzle-orm'
import type { Platform } from './context.ts'
import type { Job } from './jobs.ts'
import { dropPassed } from './outbox.ts'

const dayMs = 86_400_000

/** The windows in which attempts are counted last a day at most. */
const attemptsKeptMs = 2 * dayMs

/**
 * A write that is sent again within this time gets the answer that it had. No phone tries for so long: a resident's session lives as
 * many days, and whoever collects at the door is shown every day what is not yet safe. Later the keys of what was made still refuse
 * a second one.
 */
const replaysKeptMs = 90 * dayMs

/**
 * What happened stays in the outbox for this time after every follower has passed it: longer than any of them looks back (subscribers 30
 * days). Figures are made anew from the rows themselves, never from old events.
 */
const eventsKeptMs = 45 * dayMs

/** So many rows go in one statement, so that a long night of them holds nobody up. */
const mostAtOnce = 5_000

export const jobs: Job[] = [{ name: 'platform.forget-passed', cron: '47 3 * * *', run: forgetPassed }]

/**
 * Forgets what only bridges a while: the addresses that attempts were counted by, the kept answers of old writes, and events that
 * everybody has heard of.
 */
export async function forgetPassed(platform: Platform): Promise<void> {
  const before = (keptMs: number) => new Date(platform.now().getTime() - keptMs).toISOString()
  const { db } = platform.database
  await db.execute(sql`delete from attempts where window_start < ${before(attemptsKeptMs)}::timestamptz`)
  const some = sql`
    delete from replays where ctid = any(array(
      select ctid from replays where at < ${before(replaysKeptMs)}::timestamptz limit ${mostAtOnce}))`
  while ((await db.execute(some)).count >= mostAtOnce);
  while ((await dropPassed(platform, before(eventsKeptMs), mostAtOnce)) >= mostAtOnce);
}
