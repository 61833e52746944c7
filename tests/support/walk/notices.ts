import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()
const nobody = randomUUID()
const changed = { version: 99, source: '测试依据' }

/** Everybody's own inbox and wishes, the administrator's settings and log, and the calls that are left. */
export const noticeCalls: Record<string, Call> = {
  'notices.list': { input: () => ({ limit: 100 }) },
  'notices.unread': { input: () => ({}) },
  'notices.mark-read': { input: () => ({ id: id(), messageIds: [nobody] }) },
  'notices.wishes': { input: () => ({}) },
  'notices.set-wish': { input: () => ({ id: id(), purpose: 'progress', channel: 'sms', on: true }) },
  'notices.keep-grants': { input: () => ({ id: id(), templateIds: ['unknown'] }), passed: 400 },
  'notices.settings': { input: () => ({}) },
  'notices.set-template': {
    input: () => ({ id: id(), ...changed, purpose: 'progress', template: null }),
    passed: 409,
  },
  'notices.set-quiet-hours': { input: () => ({ id: id(), ...changed, quiet: null }), passed: 409 },
  'notices.deliveries': { input: () => ({ limit: 100 }) },
  'notices.delivery-counts': { input: () => ({}) },
  'cases.call-tasks': { input: () => ({ limit: 100 }) },
  'cases.settle-call-task': { input: () => ({ id: id(), noticeId: nobody, reached: true }), passed: 404 },
}
