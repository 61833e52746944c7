import { randomUUID } from 'node:crypto'
import { orderCase } from '@minyi/shared/cases/supervised/contract.ts'
import { issueList } from '@minyi/shared/supervision/lists/contract.ts'
import { must } from '../factories/cases.ts'
import {
  bringLetterTo,
  bringOrderTo,
  letterDraft,
  letterStep,
  makeOrder,
  orderDraft,
  step,
} from '../factories/supervision.ts'
import type { Call } from './call.ts'
import type { Base, World } from './world.ts'

const id = () => randomUUID()

/** An order and a letter that the supervisor sent to unit A, with a text of their own. */
export async function openOrders(w: Base) {
  const { order, task } = await makeOrder(w.server, w.people.supervisor, w.unitA.id, { title: w.marks.order })
  const ways = { assigner: w.people.supervisor, unitStaff: w.people.unitStaffA, unitId: w.unitA.id }
  const letter = await bringLetterTo(w.server, ways, 'sent', { facts: `核查发现 ${w.marks.order}` })
  const today = new Date(w.server.clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const issued = { id: id(), kind: 'weekly' as const, day: today }
  const list = await must(w.server.call(issueList, issued, w.people.supervisor))
  return { orderId: order.id, taskId: task.id, letterId: letter.id, listId: list.id }
}

const people = (w: World) => ({
  assigner: w.people.supervisor,
  unitStaff: w.people.unitStaffA,
  unitId: w.unitA.id,
})
const fresh = async (w: World) => {
  const { order, task } = await makeOrder(w.server, w.people.supervisor, w.unitA.id)
  return { order, task, onOrder: { id: id(), orderId: order.id, version: order.version } }
}
const finished = async (w: World) => step((await bringOrderTo(w.server, people(w), 'finished')).task)
const asking = async (w: World) => step((await bringOrderTo(w.server, people(w), 'asking')).task)
const working = async (w: World) => step((await bringOrderTo(w.server, people(w), 'working')).task)
/** The leader reads every order, but only its assigner steers it. */
const assignerOnly = { leader: 403 } as const
/** The part lies with unit A. */
const unitAOnly = { unitStaffB: 404 } as const
const letter = async (w: World, until: Parameters<typeof bringLetterTo>[2]) =>
  letterStep(await bringLetterTo(w.server, people(w), until))
let months = 0
/** A month that has no list yet: each is issued once. */
const freshMonth = () => {
  months += 1
  return `${2000 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-15`
}
const orderWords = (w: World) => {
  const { source: _, sourceId: __, sourceWords: ___, ...rest } = orderDraft([w.unitA.id])
  return rest
}
/** An order out of case one, handed to the unit that handles it. */
const orderOfCase = async (w: World) => {
  const input = { ...orderWords(w), id: id(), caseId: w.caseOne.id }
  return (await must(w.server.call(orderCase, input, w.people.supervisor))).id
}
const words = '请按要求抓紧办理并反馈。'

export const supervisionCalls: Record<string, Call> = {
  'supervision.open': { input: (w) => orderDraft([w.unitA.id]) },
  'supervision.list': { input: () => ({ view: 'all', limit: 100 }) },
  'supervision.counts': { input: () => ({}) },
  'supervision.get': { input: (w) => ({ orderId: w.orderId }) },
  'supervision.assign': {
    input: async (w) => ({ ...(await fresh(w)).onOrder, unitIds: [w.unitB.id] }),
    status: assignerOnly,
  },
  'supervision.take-over': { input: async (w) => (await fresh(w)).onOrder, passed: 409 },
  'supervision.withdraw': { input: async (w) => ({ ...(await fresh(w)).onOrder, words }), status: assignerOnly },
  'supervision.urge': { input: async (w) => ({ ...step((await fresh(w)).task), words }), status: assignerOnly },
  'supervision.return': { input: async (w) => ({ ...(await finished(w)), words }), status: assignerOnly },
  'supervision.clear': { input: async (w) => ({ ...(await finished(w)), words }), status: assignerOnly },
  'supervision.reopen': {
    input: async (w) => ({ ...(await finished(w)), words }),
    passed: 409,
    status: assignerOnly,
  },
  'supervision.decide-extension': {
    input: async (w) => ({ ...(await asking(w)), grant: true }),
    status: assignerOnly,
  },
  'supervision.tasks': { input: () => ({ view: 'all', limit: 100 }) },
  'supervision.task': { input: (w) => ({ taskId: w.taskId }), status: unitAOnly },
  'supervision.study': {
    input: async (w) => ({ ...step((await fresh(w)).task), words }),
    status: unitAOnly,
  },
  'supervision.report': { input: async (w) => ({ ...(await working(w)), words }), status: unitAOnly },
  'supervision.finish': { input: async (w) => ({ ...(await working(w)), words }), status: unitAOnly },
  'supervision.ask-extension': {
    input: async (w) => ({ ...(await working(w)), untilDay: '2099-01-01', words }),
    status: unitAOnly,
  },
  'letters.send': { input: (w) => letterDraft(w.unitA.id) },
  'letters.list': { input: () => ({ view: 'all', limit: 100 }) },
  'letters.get': { input: (w) => ({ letterId: w.letterId }) },
  'letters.accept': { input: async (w) => ({ ...(await letter(w, 'reported')), accept: true, words }) },
  'letters.review': {
    input: async (w) => ({ ...(await letter(w, 'objected')), uphold: true, words }),
    status: { supervisor: 403 },
  },
  'letters.received': { input: () => ({ view: 'all', limit: 100 }) },
  'letters.read-received': { input: (w) => ({ letterId: w.letterId }), status: unitAOnly },
  'letters.acknowledge': { input: (w) => letter(w, 'sent'), status: unitAOnly },
  'letters.correct': { input: async (w) => ({ ...(await letter(w, 'acknowledged')), words }), status: unitAOnly },
  'letters.report': { input: async (w) => ({ ...(await letter(w, 'corrected')), words }), status: unitAOnly },
  'cases.order': {
    input: (w) => ({ ...orderWords(w), id: id(), caseId: w.caseOne.id }),
    status: { leader: 404 },
  },
  'cases.letter': {
    input: (w) => {
      const { orderId: _, ...letter } = letterDraft(w.unitA.id)
      return { ...letter, caseId: w.caseOne.id }
    },
    status: { leader: 404 },
  },
  'cases.supervision': { input: (w) => ({ caseId: w.caseOne.id }), status: { leader: 404 } },
  'cases.supervised-item': {
    input: async (w) => ({ orderId: await orderOfCase(w) }),
    passed: 404,
    status: { anyone: 401, supervisor: 200, unitStaffA: 200 },
  },
  'lists.draft': { input: () => ({ kind: 'weekly', day: '2026-06-11' }) },
  'lists.issue': { input: () => ({ id: id(), kind: 'monthly', day: freshMonth() }) },
  'lists.list': { input: () => ({ kind: 'weekly', limit: 100 }) },
  'lists.get': { input: (w) => ({ listId: w.listId }) },
  'lists.download': { input: (w) => ({ listId: w.listId, format: 'csv' }) },
  'lists.own': { input: () => ({ kind: 'weekly', limit: 100 }) },
  'letters.object': { input: async (w) => ({ ...(await letter(w, 'sent')), words }), status: unitAOnly },
}
