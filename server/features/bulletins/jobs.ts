import type { Job } from '../../platform/jobs.ts'
import { countWaiting } from './counting/service.ts'

export const jobs: Job[] = [{ name: 'bulletins.counting', everyMs: 1_000, run: countWaiting }]
