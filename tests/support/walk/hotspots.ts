import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const nobody = randomUUID()

export const hotspotCalls: Record<string, Call> = {
  'hotspots.list': { input: () => ({ limit: 100 }) },
  'hotspots.watch': { input: () => ({}) },
  'hotspots.get': { input: () => ({ hotspotId: nobody }), passed: 404 },
  'hotspots.items': { input: () => ({ hotspotId: nobody, limit: 100 }), passed: 404 },
}
