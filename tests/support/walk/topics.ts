import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()

/** Topics, and items that are alike or merged. */
export const topicCalls: Record<string, Call> = {
  'topics.list': { input: () => ({}) },
  'topics.define': {
    input: () => ({
      id: id(),
      topicId: id(),
      version: 0,
      name: '新的主题',
      parentId: null,
      keywords: ['新主题'],
      position: 9000,
      active: true,
    }),
  },
  'cases.alike': { input: () => ({ kind: 'opinion', text: '建议在路口增设几盏路灯。' }) },
  'cases.similar': { input: (w) => ({ caseId: w.caseOne.id }), status: { unitStaffB: 404 } },
  'cases.merge': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, version: 99, items: [{ caseId: w.caseTwo.id, version: 99 }] }),
    passed: 409,
  },
  'cases.unmerge': { input: (w) => ({ id: id(), caseId: w.caseOne.id, version: 99 }), passed: 409 },
}
