import { randomUUID } from 'node:crypto'
import { readCase } from '@minyi/shared/cases/office/contract.ts'
import { setPath } from '@minyi/shared/cases/paths/contract.ts'
import { letterCase, listSupervision, orderCase, readSupervised } from '@minyi/shared/cases/supervised/contract.ts'
import { assignUnits, countOrders, listOrders, readOrder } from '@minyi/shared/supervision/contract.ts'
import { listUnitLetters, sendLetter } from '@minyi/shared/supervision/letters/contract.ts'
import { listTasks, readTask } from '@minyi/shared/supervision/tasks/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { letterDraft, orderDraft } from '../../support/factories/supervision.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let supervisor: Session
let handler: Session
let accused: Session
let accusedAnswers: Session
const directs = ['cases.read', 'supervision.read', 'supervision.order'] as const
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  const answers = ['cases.read', 'supervision.answer'] as const
  supervisor = await server.staff(server.east, { permissions: directs, memberOf: world.bureau.id })
  handler = await server.staff(server.east, { permissions: answers, unitId: world.handling.id })
  accused = await server.staff(server.east, { permissions: directs, memberOf: world.accused.id })
  accusedAnswers = await server.staff(server.east, { permissions: answers, unitId: world.accused.id })
})
afterAll(() => server.close())

const words = (unitId: string, given: { title?: string; demand?: string } = {}) => {
  const { source: _, ...rest } = orderDraft([unitId], given)
  return { ...rest, sourceId: undefined }
}
const open = (caseId: string, unitId: string, given: { title?: string; demand?: string } = {}, by = supervisor) =>
  server.call(orderCase, { ...words(unitId, given), id: randomUUID(), caseId }, by)
const item = async (identity: 'public' | 'supervisor' | 'sealed') =>
  (
    await bringTo(server, world, 'handling', {
      identity,
      contact: { name: '沈建国', phone: '13912345678' },
    })
  ).receipt

describe('an order out of an item', () => {
  it('is found with the item, opens it to the handling unit, and is nowhere for the accused, at each level', async () => {
    for (const identity of ['public', 'supervisor', 'sealed'] as const) {
      const { id, number, title } = await item(identity)
      const order = await must(open(id, world.handling.id))
      expect(order).toMatchObject({ source: 'case', sourceId: id, hiddenFrom: ['市城管局'] })
      const found = await must(server.call(listSupervision, { caseId: id }, supervisor))
      expect(found.orders.map((row) => row.id)).toEqual([order.id])
      expect(await must(server.call(readSupervised, { orderId: order.id }, handler))).toMatchObject({ number, title })
      const story = await must(server.call(readCase, { caseId: id }, supervisor))
      expect(story.timeline.map(({ action }) => action)).toContain('order')

      expect((await server.call(readOrder, { orderId: order.id }, accused)).status).toBe(404)
      expect((await server.call(readSupervised, { orderId: order.id }, accused)).status).toBe(404)
      expect((await server.call(listSupervision, { caseId: id }, accused)).status).toBe(404)
      expect((await open(id, world.handling.id, {}, accused)).status).toBe(404)
    }
    expect((await must(server.call(listOrders, { view: 'all' }, accused))).rows).toEqual([])
    expect((await must(server.call(countOrders, {}, accused))).counts.all).toBe(0)
  })

  it('handed to the accused unit tells it nothing of the item that its own view does not', async () => {
    const sealed = await item('sealed')
    const order = await must(open(sealed.id, world.accused.id))
    const told = await must(server.call(readTask, { taskId: order.tasks[0]?.id ?? '' }, accusedAnswers))
    expect(told.source).toBeNull()
    expect((await server.call(readSupervised, { orderId: order.id }, accusedAnswers)).status).toBe(404)
    const list = await server.call(listTasks, { view: 'all' }, accusedAnswers)
    expect(list.text).not.toContain(sealed.number)
    expect(list.text).not.toContain(sealed.id)

    const masked = await item('supervisor')
    const second = await must(open(masked.id, world.accused.id))
    const seen = await must(server.call(readSupervised, { orderId: second.id }, accusedAnswers))
    expect(seen).toMatchObject({ reach: 'accused', number: masked.number })
  })

  it('is refused when its words would tell a unit what it may not know', async () => {
    const { id, number } = await item('sealed')
    const refused = async (unitId: string, given: { title?: string; demand?: string }) =>
      (await open(id, unitId, given)).problem.code
    const demand = '请核查有关执法人员的执法方式并书面报告。'
    expect(await refused(world.accused.id, { title: `督办 ${number}` })).toBe('words-reveal-item')
    expect(await refused(world.accused.id, { demand: `${demand}沈 建国反映` })).toBe('words-reveal-item')
    expect(await refused(world.accused.id, { demand: `${demand}电话 139-1234-5678` })).toBe('words-reveal-item')
    expect(await refused(world.accused.id, { demand: '反映人称清理路边摊位时言语，粗暴。' })).toBe('words-reveal-item')
    expect(await refused(world.handling.id, { demand: `${demand}沈建国反映` })).toBe('words-reveal-item')
    expect(await refused(world.handling.id, { title: `督办 ${number}` })).toBeUndefined()
    expect(await refused(world.bureau.id, {})).toBe('order-own-unit')
    expect((await open(randomUUID(), world.handling.id)).status).toBe(404)
    expect(await refused(randomUUID(), {})).toBe('input-invalid')
  })

  it('tells the accused nothing of what is on the path of 纪检, however open it was', async () => {
    const { id, title } = await item('public')
    const dispatcher = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.dispatch'],
      memberOf: world.bureau.id,
    })
    const shown = await must(open(id, world.accused.id, { title }))
    expect(shown.units.map((unit) => unit.id)).toEqual([world.accused.id])
    const path = { legalPath: 'discipline' as const, words: '涉嫌收受好处' }
    await must(server.call(setPath, { id: randomUUID(), caseId: id, version: 3, ...path }, dispatcher))
    expect((await open(id, world.accused.id, { title })).problem.code).toBe('words-reveal-item')
    expect((await server.call(readSupervised, { orderId: shown.id }, accusedAnswers)).status).toBe(404)
  })

  it('is not handed on, nor followed by a letter, but out of the item, where words are held against what units may know', async () => {
    const { id } = await item('sealed')
    const order = await must(open(id, world.handling.id))
    expect(order.acts).toEqual(['withdraw'])
    const on = { id: randomUUID(), orderId: order.id, version: order.version, unitIds: [world.accused.id] }
    expect((await server.call(assignUnits, on, supervisor)).problem.code).toBe('step-not-allowed')
    const letter = letterDraft(world.handling.id, { orderId: order.id })
    expect((await server.call(sendLetter, letter, supervisor)).problem.code).toBe('step-not-allowed')
  })

  it('is the same when it is sent twice', async () => {
    const { id } = await item('public')
    const input = { ...words(world.handling.id), id: randomUUID(), caseId: id }
    const first = await server.call(orderCase, input, supervisor)
    expect((await server.call(orderCase, input, supervisor)).text).toBe(first.text)
    expect((await server.call(orderCase, { ...input, title: '另外一件督办' }, supervisor)).problem.code).toBe(
      'id-reused',
    )
  })
})

describe('a letter out of an item', () => {
  it('goes to the accused unit without telling what it may not know, and is found with the item', async () => {
    const { id, number } = await item('sealed')
    const draft = (given: Partial<ReturnType<typeof letterDraft>> = {}) => {
      const { orderId: _, ...letter } = letterDraft(world.accused.id, given)
      return { ...letter, caseId: id }
    }
    const send = (given: Parameters<typeof draft>[0] = {}, by = supervisor) => server.call(letterCase, draft(given), by)
    expect((await send({ facts: `根据 ${number} 反映的问题，经核查属实。` })).problem.code).toBe('words-reveal-item')
    expect((await send({ unitId: world.bureau.id })).problem.code).toBe('order-own-unit')
    expect((await send({ unitId: randomUUID() })).problem.code).toBe('input-invalid')
    expect((await send({}, accused)).problem.code).toBe('not-found')
    const input = draft()
    const letter = await must(server.call(letterCase, input, supervisor))
    expect((await server.call(letterCase, { ...input, title: '另外一份监督函' }, supervisor)).problem.code).toBe(
      'id-reused',
    )
    const received = await server.call(listUnitLetters, { view: 'all' }, accusedAnswers)
    expect(received.body.rows.map((row) => row.id)).toContain(letter.id)
    expect(received.text).not.toContain(number)
    expect((await server.call(readSupervised, { letterId: letter.id }, accusedAnswers)).status).toBe(404)
    expect(await must(server.call(readSupervised, { letterId: letter.id }, supervisor))).toMatchObject({ number })
    const found = await must(server.call(listSupervision, { caseId: id }, supervisor))
    expect(found.letters.map((row) => row.id)).toEqual([letter.id])
    expect((await server.call(readSupervised, {}, supervisor)).status).toBe(404)
  })
})
