import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'
import type { World } from './world.ts'

const id = () => randomUUID()
const nobody = randomUUID()
/** Case one is handled by unit A at version 3; a step on another version is a conflict, and tells nothing to whom it does not reach. */
const stale = (w: World) => ({ id: id(), caseId: w.caseOne.id, version: 99 })
const decider = { anyone: 401, unitStaffA: 404, unitStaffB: 404 } as const
const calendar = { knownFrom: '2025-01-01', knownThrough: '2026-12-31', daysOff: [], workDays: [] }

/** Steps that somebody else decides, tiers, legal paths, and the clocks themselves. */
export const handlingCalls: Record<string, Call> = {
  'cases.take': { input: stale, passed: 409, status: { unitStaffB: 404 } },
  'cases.object': {
    input: (w) => ({ ...stale(w), words: '不属于本单位的职责范围，依据见清单。' }),
    passed: 409,
    status: { unitStaffB: 404 },
  },
  'cases.ask-extension': {
    input: (w) => ({ ...stale(w), days: 10, words: '需要多部门会商，延长办理。' }),
    passed: 409,
    status: { unitStaffB: 404 },
  },
  'cases.ask-pause': {
    input: (w) => ({ ...stale(w), reason: 'expert', days: 5, words: '等检测机构出具报告。' }),
    passed: 409,
    status: { unitStaffB: 404 },
  },
  'cases.resume': {
    input: (w) => ({ ...stale(w), words: '材料已经补齐。' }),
    passed: 409,
    status: { unitStaffB: 404 },
  },
  'cases.undo': { input: stale, passed: 409 },
  'cases.requests': { input: () => ({}) },
  'cases.decide-request': {
    input: (w) => ({ ...stale(w), requestId: nobody, decision: 'approve', words: '同意' }),
    passed: 409,
    status: decider,
  },
  'cases.propose-closing': {
    input: (w) => ({
      id: id(),
      items: [{ caseId: w.caseOne.id, version: 99 }],
      endReason: 'no-legal-basis',
      words: '没有法律依据，无法办理。',
    }),
  },
  'cases.decide-closing': {
    input: () => ({ id: id(), batchId: nobody, decision: 'refuse', words: '不同意' }),
    passed: 404,
  },
  'cases.set-tier': { input: (w) => ({ ...stale(w), tier: 'township', words: '涉及跨村事项。' }), passed: 409 },
  'cases.set-path': { input: (w) => ({ ...stale(w), legalPath: 'petition', words: '属于信访事项。' }), passed: 409 },
  'cases.path-desks': { input: () => ({}) },
  'cases.define-path-desk': {
    input: () => ({
      id: id(),
      path: 'petition',
      version: 99,
      office: '信访接待中心',
      address: '',
      phone: '',
      hours: '',
    }),
  },
  'figures.tiers': { input: () => ({ from: '2026-06-01', to: '2026-06-30' }) },
  'clocks.history': { input: () => ({ clock: 'verdict' }) },
  'clocks.calendar-history': { input: () => ({}) },
  'clocks.recounts': { input: () => ({}) },
  'clocks.preview': { input: () => ({ calendar }) },
}
