import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()
const nobody = randomUUID()
const settings = {
  name: '测试订阅方',
  url: 'https://example.com/hook',
  topics: ['case.closed'],
  unitId: null,
  areaId: null,
}

/** Subscribers are the administrator's alone. */
export const webhookCalls: Record<string, Call> = {
  'webhooks.list': { input: () => ({}) },
  'webhooks.add': { input: () => ({ id: id(), ...settings }) },
  'webhooks.change': { input: () => ({ id: id(), webhookId: nobody, version: 1, ...settings }), passed: 404 },
  'webhooks.set-state': { input: () => ({ id: id(), webhookId: nobody, state: 'paused' }), passed: 404 },
  'webhooks.rotate-secret': { input: () => ({ id: id(), webhookId: nobody }), passed: 404 },
  'webhooks.ping': { input: () => ({ id: id(), webhookId: nobody }), passed: 404 },
  'webhooks.deliveries': { input: () => ({ webhookId: nobody }), passed: 404 },
  'webhooks.delivery': { input: () => ({ webhookId: nobody, deliveryId: nobody }), passed: 404 },
  'webhooks.replay': { input: () => ({ id: id(), webhookId: nobody, deliveryId: nobody }), passed: 404 },
  'webhooks.replay-range': {
    input: () => ({
      id: id(),
      webhookId: nobody,
      from: '2026-06-01T00:00:00+08:00',
      until: '2026-07-01T00:00:00+08:00',
    }),
    passed: 404,
  },
}
