import { randomUUID } from 'node:crypto'
import { bringOrderTo, makeOrder, orderDraft, step } from '../factories/supervision.ts'
import type { Call } from './call.ts'
import type { Base, World } from './world.ts'

const id = () => randomUUID()

/** An order that the supervisor handed to unit A, with a text of its own. */
export async function openOrders(w: Base) {
  const { order, task } = await makeOrder(w.server, w.people.supervisor, w.unitA.id, { title: w.marks.order })
  return { orderId: order.id, taskId: task.id }
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
}
