import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const nobody = randomUUID()

/** What an office owes by law on a date. */
export const dutyCalls: Record<string, Call> = {
  'duties.list': { input: () => ({}) },
  'duties.add': {
    input: () => ({ id: randomUUID(), clock: 'rules-comments', title: '物业管理办法', day: '2026-06-01' }),
  },
  'duties.record': {
    input: () => ({ id: randomUUID(), dutyId: nobody, version: 1, outcome: 'done', note: '已经公布' }),
    passed: 404,
  },
  'duties.reopen': {
    input: () => ({ id: randomUUID(), dutyId: nobody, version: 1, note: '登记错了' }),
    passed: 404,
  },
}
