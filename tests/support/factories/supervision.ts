import { randomUUID } from 'node:crypto'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import { type OrderDetail, openOrder } from '@minyi/shared/supervision/contract.ts'
import {
  acknowledgeLetter,
  correctLetter,
  type LetterDetail,
  objectLetter,
  reportLetter,
  sendLetter,
} from '@minyi/shared/supervision/letters/contract.ts'
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

type Letter = DraftOf<typeof sendLetter>

/** A letter as a supervisor writes it down. */
export const letterDraft = (unitId: string, given: Partial<Letter> = {}): Letter => ({
  id: randomUUID(),
  kind: 'enforcement',
  unitId,
  title: '关于规范南园市场执法程序的监督函',
  facts: '经核查，执法人员在清理占道摊位时未出示执法证件，未告知依据。',
  requirements: '对有关人员进行培训，完善现场执法程序，并书面报告整改情况。',
  legalBasis: '《中华人民共和国行政处罚法》第五十五条',
  ...given,
})

export const letterStep = (letter: { id: string; version: number }) => ({
  id: randomUUID(),
  letterId: letter.id,
  version: letter.version,
})

type LetterUntil = 'sent' | 'acknowledged' | 'objected' | 'corrected' | 'reported'

/** Takes a fresh letter through its unit's steps up to a state. */
export async function bringLetterTo(
  server: TestServer,
  people: People,
  until: LetterUntil,
  given?: Partial<Letter>,
): Promise<LetterDetail> {
  const { assigner, unitStaff, unitId } = people
  const sent = await must(server.call(sendLetter, letterDraft(unitId, given), assigner))
  if (until === 'sent') return sent
  const words = '已组织学习培训，修订现场执法流程。'
  if (until === 'objected') return must(server.call(objectLetter, { ...letterStep(sent), words }, unitStaff))
  const acknowledged = await must(server.call(acknowledgeLetter, letterStep(sent), unitStaff))
  if (until === 'acknowledged') return acknowledged
  const corrected = await must(server.call(correctLetter, { ...letterStep(acknowledged), words }, unitStaff))
  if (until === 'corrected') return corrected
  return must(server.call(reportLetter, { ...letterStep(corrected), words }, unitStaff))
}

function withTask(order: OrderDetail) {
  const [task] = order.tasks
  if (!task) throw new Error('an order with a unit has its part')
  return { order, task }
}
