import type { Job } from '../../platform/jobs.ts'
import { forgetExpired } from './expiry/service.ts'

export const jobs: Job[] = [{ name: 'identity.forget-expired', cron: '41 3 * * *', run: forgetExpired }]
