import { randomUUID } from 'node:crypto'
import { tellNews, tellRunOver } from '@minyi/server/features/cases/notices/service.ts'
import { deliverNotices } from '@minyi/server/features/notices/delivery/service.ts'
import { listCallTasks, settleCallTask } from '@minyi/shared/cases/notices/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { countDeliveries } from '@minyi/shared/notices/office/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulators, startEmulators } from '../../support/emulators.ts'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'
import { untilSettled } from '../../support/settled.ts'

let server: TestServer
let world: CaseWorld
let emulators: Emulators
let caller: Session
const fixedLine = '0512-53520000'

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
  world = await makeCaseWorld(server)
  const permissions = ['cases.read', 'cases.call-back'] as const
  caller = await server.staff(server.east, { permissions, memberOf: world.bureau.id, name: '回访岗' })
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

const tasksOf = async (session: Session) => (await must(server.call(listCallTasks, { limit: 100 }, session))).rows
const settle = (noticeId: string, reached: boolean, session = caller) =>
  server.call(settleCallTask, { id: randomUUID(), noticeId, reached }, session)

/** An answered item whose resident left a fixed line; the one call that it takes. */
async function makeTask() {
  const { receipt } = await bringTo(server, world, 'replied', { contact: { phone: fixedLine } })
  await untilSettled(server.platform)
  while ((await tellNews(server.platform)) > 0);
  while ((await deliverNotices(server.platform)) > 0);
  const task = (await tasksOf(caller)).find(({ caseId }) => caseId === receipt.id)
  if (!task) throw new Error('an answer that nothing carries needs a call')
  return task
}

describe('a message that only the telephone can carry', () => {
  it('is a task with number, title and kind, without the telephone', async () => {
    const task = await makeTask()
    expect(task).toMatchObject({ kind: 'case.replied', tries: 0, identity: 'supervisor' })
    const answer = await server.call(listCallTasks, { limit: 100 }, caller)
    expect(answer.text).not.toContain(fixedLine)
  })

  it('is done when somebody was told, once, and counts as delivered', async () => {
    const { noticeId } = await makeTask()
    const input = { id: randomUUID(), noticeId, reached: true }
    expect(await must(server.call(settleCallTask, input, caller))).toEqual({ state: 'delivered' })
    expect(await must(server.call(settleCallTask, input, caller)), 'a repeat is one call').toEqual({
      state: 'delivered',
    })
    expect((await settle(noticeId, false)).problem.code).toBe('not-found')
    expect((await tasksOf(caller)).map((one) => one.noticeId)).not.toContain(noticeId)
    const administrator = await server.staff(server.east, { permissions: ['integrations.manage'] })
    const { rows } = await must(server.call(countDeliveries, {}, administrator))
    expect(rows).toContainEqual({ channel: 'call', state: 'delivered', count: 1 })
  })

  it('is tried three times and then given up', async () => {
    const { noticeId } = await makeTask()
    expect((await must(settle(noticeId, false))).state).toBe('waiting')
    expect((await must(settle(noticeId, false))).state).toBe('waiting')
    expect((await tasksOf(caller)).find((one) => one.noticeId === noticeId)?.tries).toBe(2)
    expect((await must(settle(noticeId, false))).state).toBe('failed')
    expect((await tasksOf(caller)).map((one) => one.noticeId)).not.toContain(noticeId)
  })

  it('taken by two at once is settled once', async () => {
    const { noticeId } = await makeTask()
    const answers = await Promise.all([settle(noticeId, true), settle(noticeId, true)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('is nothing for the accused, for who may not call, nor for another place', async () => {
    const { noticeId } = await makeTask()
    const permissions = ['cases.read', 'cases.call-back'] as const
    const accused = await server.staff(server.east, { permissions, memberOf: world.accused.id })
    const west = await server.staff(server.west, { permissions })
    for (const session of [accused, west]) {
      expect(await tasksOf(session)).toEqual([])
      expect((await settle(noticeId, true, session)).status).toBe(404)
    }
    expect((await server.call(listCallTasks, {}, world.handler)).status).toBe(404)
    expect((await server.call(listCallTasks, {})).status).toBe(401)
    expect((await settle(randomUUID(), true)).problem.code).toBe('not-found')
    const wrong = { id: randomUUID(), noticeId: 'none', reached: true }
    expect((await server.call(settleCallTask, wrong, caller)).status).toBe(400)
  })

  it('is listed by pages, the longest wait first, and told to whoever calls each morning, once', async () => {
    await makeTask()
    const all = await tasksOf(caller)
    const first = await must(server.call(listCallTasks, { limit: 1 }, caller))
    const second = await must(server.call(listCallTasks, { limit: 1, after: first.next ?? '' }, caller))
    expect([...first.rows, ...second.rows]).toEqual(all.slice(0, 2))
    expect(all.map(({ since }) => since)).toEqual(all.map(({ since }) => since).sort())
    await tellRunOver(server.platform)
    await tellRunOver(server.platform)
    const { rows } = await must(server.call(listMessages, { limit: 100 }, caller))
    expect(rows.flatMap(({ kind, title, text }) => (kind === 'call-task' ? [[title, text]] : []))).toEqual([
      ['有消息要电话告知', `共 ${all.length} 件`],
    ])
    const accused = await must(server.call(listMessages, { limit: 100 }, world.accusedStaff))
    expect(accused.rows).toEqual([])
  })
})
