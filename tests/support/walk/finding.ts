import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()

/** Finding items, and the office at work on them. Unit B is accused in item one and learns of it nowhere. */
export const findingCalls: Record<string, Call> = {
  'cases.count': { input: () => ({ q: '路灯' }) },
  'cases.views': { input: () => ({}) },
  'cases.save-view': {
    input: () => ({
      id: id(),
      viewId: id(),
      version: 0,
      name: '待办',
      filter: { kind: 'complaint' },
      sharedWith: 'own',
    }),
  },
  'cases.remove-view': { input: () => ({ id: id(), viewId: id() }), passed: 404 },
  'cases.arrange-views': { input: () => ({ id: id(), viewIds: [], opens: null }) },
  'cases.colleagues': { input: (w) => ({ caseId: w.caseOne.id }), status: { unitStaffB: 404 } },
  'cases.mentions': { input: () => ({}) },
  'cases.read-mention': { input: () => ({ id: id(), mentionId: id() }), passed: 404 },
  'cases.be-present': { input: (w) => ({ caseId: w.caseOne.id, here: true }), status: { unitStaffB: 404 } },
  'cases.templates': { input: () => ({}) },
  'cases.save-template': {
    input: () => ({
      id: id(),
      templateId: id(),
      version: 0,
      unitId: null,
      act: 'reply',
      title: '已到现场',
      words: '您反映的 {编号} 已到现场处理。',
    }),
    passed: 404,
    status: { dispatcher: 200 },
  },
  'cases.remove-template': { input: () => ({ id: id(), templateId: id(), version: 1 }), passed: 404 },
  'cases.workload': { input: () => ({}) },
  'cases.live': { input: () => ({ since: 'x' }), passed: 400 },
}
