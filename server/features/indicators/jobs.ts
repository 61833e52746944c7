import type { Job } from '../../platform/jobs.ts'

export const jobs: Job[] = []
