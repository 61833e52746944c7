import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'
import type { World } from './world.ts'

const id = () => randomUUID()
const nobody = randomUUID()
const onOne = (w: World) => ({ caseId: w.caseOne.id })
/** Case one accuses unit B under seal: B's staff find nothing of it. */
const barred = { unitStaffB: 404 } as const
/** Only whoever filed case one, or holds its receipt, gets anywhere. */
const ownOnly = { passed: 404, status: { residentOne: 200 } } as const

/** Conflicts, statements, clarifications, interventions, rewards, call-backs, check-ins and the three rates. */
export const protectionCalls: Record<string, Call> = {
  'conflicts.declare': {
    input: (w) => ({ id: id(), unitId: w.bureau.id, ground: 'other', words: '在该单位任职' }),
  },
  'conflicts.order': {
    input: (w) => ({ id: id(), unitId: w.bureau.id, staffId: nobody, ground: 'other', words: '在该单位任职' }),
    passed: 400,
  },
  'conflicts.lift': { input: () => ({ id: id(), recusalId: nobody, words: '情形已经没有了' }), passed: 404 },
  'conflicts.list': { input: () => ({ limit: 100 }) },
  'conflicts.people': { input: () => ({ q: '测' }) },
  'statements.make': {
    input: (w) => ({ id: id(), ...onOne(w), words: '当时已经出示证件，并说明了依据。' }),
    passed: 404,
  },
  'statements.own': { input: onOne, passed: 404 },
  'statements.list': { input: onOne, status: barred },
  'clarifications.issue': {
    input: (w) => ({ id: id(), ...onOne(w), finding: 'untrue', words: '经查，有关反映不属实。', heard: '网上有传言' }),
    passed: 409,
  },
  'clarifications.withdraw': {
    input: () => ({ id: id(), clarificationId: nobody, words: '又有新的证据' }),
    passed: 404,
  },
  'clarifications.list': { input: () => ({ limit: 100 }) },
  'clarifications.own': { input: () => ({ limit: 100 }) },
  'clarifications.open': { input: () => ({ limit: 100 }) },
  'interventions.record': {
    input: (w) => ({
      id: id(),
      ...onOne(w),
      happenedAt: '2026-06-11T08:00:00+08:00',
      standing: 'inside',
      office: '某单位办公室',
      name: w.marks.intervenor,
      way: 'telephone',
      asked: 'plea',
      words: `来电说情：${w.marks.intervention}`,
    }),
    status: barred,
  },
  'interventions.list': { input: () => ({ limit: 100 }) },
  'interventions.open-name': {
    input: () => ({ id: id(), interventionId: nobody, reason: '追究责任需要' }),
    passed: 404,
  },
  'rewards.claim': { input: (w) => ({ id: id(), ...onOne(w) }), passed: 404, status: { residentOne: 409 } },
  'rewards.own': { input: onOne, ...ownOnly },
  'rewards.list': { input: () => ({ limit: 100 }) },
  'rewards.decide': {
    input: () => ({ id: id(), rewardId: nobody, version: 1, award: true, amountYuan: 500, reason: '经查证属实' }),
    passed: 404,
  },
  'rewards.approve': { input: () => ({ id: id(), rewardId: nobody, version: 1, agree: true }), passed: 404 },
  'rewards.pay': { input: () => ({ id: id(), code: 'AAAA-BBBB-CCCC', paymentReference: '凭证0001' }), passed: 404 },
  'callBacks.list': { input: () => ({ limit: 100 }) },
  'callBacks.take': { input: () => ({ id: id(), callBackId: nobody, version: 1 }), passed: 404 },
  'callBacks.open-phone': { input: () => ({ id: id(), callBackId: nobody, reason: '结案回访' }), passed: 404 },
  'callBacks.record': {
    input: () => ({ id: id(), callBackId: nobody, version: 1, outcome: 'declined' }),
    passed: 404,
  },
  'callBacks.draws': { input: () => ({ limit: 100 }) },
  'callBacks.verify-draw': { input: () => ({ drawId: nobody }), passed: 404 },
  'checkIns.own': { input: onOne, ...ownOnly },
  'checkIns.agree': { input: (w) => ({ id: id(), ...onOne(w), agreed: true }), ...ownOnly },
  'checkIns.answer': { input: (w) => ({ id: id(), ...onOne(w), checkInId: nobody, answer: 'no' }), passed: 404 },
  'checkIns.list': { input: () => ({ limit: 100 }) },
  'figures.three-rates': { input: () => ({ from: '2026-06-01', to: '2026-06-11', by: 'unit' }) },
  'figures.own-three-rates': { input: () => ({}) },
}
