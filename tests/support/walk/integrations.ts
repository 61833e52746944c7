import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()

/** The administrator's keys of other systems. */
export const integrationCalls: Record<string, Call> = {
  'integrations.keys': { input: () => ({}) },
  'integrations.add-key': { input: () => ({ id: id(), name: '热线平台', scopes: ['api.import'] }) },
  'integrations.revoke-key': { input: () => ({ id: id(), keyId: randomUUID() }), passed: 404 },
}
