import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { collectEvents } from './collecting/service.ts'
import { forgetOld, sendDue } from './sending/service.ts'

export const jobs: Job[] = [
  { name: 'webhooks.collect', everyMs: 2_000, run: collectAll },
  { name: 'webhooks.send', everyMs: 1_000, run: sendAll },
  { name: 'webhooks.forget', cron: '23 4 * * *', run: forgetOld },
]

async function collectAll(platform: Platform): Promise<void> {
  while ((await collectEvents(platform)) > 0);
}

async function sendAll(platform: Platform): Promise<void> {
  while ((await sendDue(platform)) > 0);
}
