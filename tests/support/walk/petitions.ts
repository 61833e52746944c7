import { randomUUID } from 'node:crypto'
import { acceptCase, assignCase, replyCase } from '@minyi/shared/cases/office/contract.ts'
import { setPath } from '@minyi/shared/cases/paths/contract.ts'
import { askReview } from '@minyi/shared/cases/petitions/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { must } from '../factories/cases.ts'
import type { Call } from './call.ts'
import type { Base, World } from './world.ts'

/** An item on the path of 信访 that unit A answered, and the review that its resident has asked for. */
export async function makeReview(base: Base): Promise<{ reviewId: string }> {
  const { server, tenant, people, marks, unitA, village } = base
  const id = () => randomUUID()
  const draft = { id: id(), kind: 'opinion' as const, identity: 'public' as const, text: '建议改造老小区的雨水管网。' }
  await must(server.call(submitCase, { ...draft, areaId: village.id }, people.residentOne, tenant))
  const step = { caseId: draft.id }
  await must(server.call(acceptCase, { id: id(), ...step, version: 1 }, people.dispatcher))
  const path = { legalPath: 'petition' as const, words: '属于信访事项。' }
  await must(server.call(setPath, { id: id(), ...step, version: 2, ...path }, people.dispatcher))
  await must(server.call(assignCase, { id: id(), ...step, version: 3, unitId: unitA.id }, people.dispatcher))
  const reply = { outcome: 'done' as const, words: '已列入明年计划，请您放心。' }
  await must(server.call(replyCase, { id: id(), ...step, version: 4, ...reply }, people.unitStaffA))
  const review = { id: id(), ...step, level: 'review' as const, reasons: `${marks.review}，不服这份答复。` }
  await must(server.call(askReview, review, people.residentOne, tenant))
  return { reviewId: review.id }
}

const of = (w: World) => ({ reviewId: w.reviewId })
/** The unit that answered does not review, nor does any other that it did not go to. */
const beyond = { unitStaffA: 404, unitStaffB: 404 } as const
const words = '经复查，原答复事实清楚、依据充分。'

/** 复查 and 复核: the resident's asking, and what the offices above answer; and how much is called back. */
export const petitionCalls: Record<string, Call> = {
  'cases.ask-review': {
    input: (w) => ({
      id: randomUUID(),
      caseId: w.caseOne.id,
      level: 'review',
      reasons: '答复没有说明依据，也没有到现场。',
    }),
    passed: 404,
    status: { residentOne: 409 },
  },
  'callBacks.rule': { input: () => ({}) },
  'callBacks.define-rule': {
    input: () => ({
      id: randomUUID(),
      version: 99,
      rule: { every: 'week', share: 0.2, least: 60, most: 600 },
      source: '本地回访办法',
    }),
    passed: 200,
  },
  'cases.reviews': { input: () => ({}) },
  'cases.review': { input: of, status: beyond },
  // Routing says no to a unit that is not there, so that the review stays where it lies.
  'cases.route-review': { input: (w) => ({ id: randomUUID(), ...of(w), unitId: randomUUID(), words }), passed: 400 },
  'cases.decide-review': {
    input: (w) => ({ id: randomUUID(), ...of(w), outcome: 'uphold', words }),
    status: { ...beyond, supervisor: 409 },
  },
}
