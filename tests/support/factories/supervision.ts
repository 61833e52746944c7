import { randomUUID } from 'node:crypto'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import { type OrderDetail, openOrder } from '@minyi/shared/supervision/contract.ts'
import { askExtension, finishTask, studyTask } from '@minyi/shared/supervision/tasks/contract.ts'
import type { Session, TestServer } from '../server.ts'
import { must } from './cases.ts'

type Draft = DraftOf<typeof openOrder>

/** An order as a supervisor writes it down. */
export const orderDraft = (unitIds: string[], given: Partial<Draft> = {}): Draft => ({
  id: randomUUID(),
  source: 'inspection',
  title: '南园市场占道经营整治',
  demand: '核查南园市场周边占道经营，规范执法程序，并建立长效管理办法。',
  importance: 'ordinary',
  unitIds,
  ...given,
})

/** Opens an order over HTTP and answers with it and its first part. */
export async function makeOrder(server: TestServer, by: Session | undefined, unitId: string, given?: Partial<Draft>) {
  return withTask(await must(server.call(openOrder, orderDraft([unitId], given), by)))
}

export const step = (task: { id: string; version: number }) => ({
  id: randomUUID(),
  taskId: task.id,
  version: task.version,
})

type Until = 'working' | 'asking' | 'finished'
type People = { assigner: Session | undefined; unitStaff: Session | undefined; unitId: string }

/** Takes a fresh order through its unit's steps up to a state; answers with the order's id and the part as it stands. */
export async function bringOrderTo(server: TestServer, people: People, until: Until, given?: Partial<Draft>) {
  const { order, task } = await makeOrder(server, people.assigner, people.unitId, given)
  const studied = await must(
    server.call(studyTask, { ...step(task), words: '由执法二大队负责，三日内摸排。' }, people.unitStaff),
  )
  if (until === 'working') return { orderId: order.id, task: studied }
  if (until === 'asking') {
    const asked = { ...step(studied), untilDay: '2099-01-01', words: '涉及多个部门，需要更多时间。' }
    return { orderId: order.id, task: await must(server.call(askExtension, asked, people.unitStaff)) }
  }
  const finished = { ...step(studied), words: '已清理占道摊位十二处，建立巡查台账。' }
  return { orderId: order.id, task: await must(server.call(finishTask, finished, people.unitStaff)) }
}

function withTask(order: OrderDetail) {
  const [task] = order.tasks
  if (!task) throw new Error('an order with a unit has its part')
  return { order, task }
}
