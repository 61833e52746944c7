import type { Job } from '../../platform/jobs.ts'
import { sweepForgottenFiles } from './service.ts'

export const jobs: Job[] = [{ name: 'files.sweep', cron: '17 * * * *', run: sweepForgottenFiles }]
