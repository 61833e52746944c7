import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'
import type { World } from './world.ts'

const id = () => randomUUID()
/** Case one is no opinion on a draft, so whoever finds it finds no opinion in it. */
const onCase = (w: World) => ({ id: id(), caseId: w.caseOne.id, version: 1 })

/** Drafts that opinions are gathered on, and the stages of an opinion. */
export const legislationCalls: Record<string, Call> = {
  'legislation.drafts': { input: () => ({}) },
  'legislation.add-draft': {
    input: (w) => ({
      id: id(),
      title: '某某条例（征求意见稿）',
      unitId: w.unitA.id,
      openFrom: '2026-06-01',
      openUntil: '2026-12-31',
    }),
  },
  'legislation.opinions': { input: () => ({ draftId: id() }), passed: 404 },
  'legislation.opinion': { input: (w) => ({ caseId: w.caseOne.id }), passed: 404 },
  'legislation.assess': { input: (w) => ({ ...onCase(w), assessment: 'weighed' }), passed: 404 },
  'legislation.decide': {
    input: (w) => ({ ...onCase(w), adoption: 'adopted', words: '已写进草案第三条' }),
    passed: 404,
  },
}
