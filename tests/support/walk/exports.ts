import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()
const nobody = randomUUID()

/** Lists as files: everybody's own alone. */
export const exportCalls: Record<string, Call> = {
  'cases.begin-export': {
    input: () => ({ id: id(), filter: {}, format: 'csv', columns: ['number'], reason: '核对本月台账' }),
  },
  'cases.exports': { input: () => ({}) },
  'cases.cancel-export': { input: () => ({ id: id(), exportId: nobody }), passed: 404 },
  'cases.download-export': { input: () => ({ exportId: nobody }), passed: 404 },
}
