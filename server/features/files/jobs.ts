import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { sweepForgottenFiles } from './service.ts'

export const jobs: Job[] = [{ name: 'files.sweep', cron: '17 * * * *', run: sweepAll }]

async function sweepAll(platform: Platform): Promise<void> {
  while ((await sweepForgottenFiles(platform)) > 0);
}
