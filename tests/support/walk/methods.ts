import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

/** Methods are everybody's; a new version of one is for whoever keeps definitions. */
export const methodCalls: Record<string, Call> = {
  'indicators.methods': { input: () => ({}) },
  'handling.indicators': { input: () => ({}) },
  'handling.define': {
    input: () => ({
      ...{ id: randomUUID(), indicatorId: 'handling-solved', expectedVersion: 99 },
      ...{ minN: 30, target: 0.9, level: 0.95 },
    }),
    passed: 409,
  },
}
