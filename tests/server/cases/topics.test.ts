import { randomUUID } from 'node:crypto'
import { readTopics, shippedTopicId } from '@minyi/server/features/cases/topics/service.ts'
import { defineTopic, listTopics } from '@minyi/shared/cases/topics/contract.ts'
import { shippedTopics } from '@minyi/shared/cases/topics/labels.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let keeper: Session
beforeAll(async () => {
  server = await startServer()
  keeper = await server.staff(server.east, { permissions: ['topics.write'] })
})
afterAll(() => server.close())

const draft = (given: object = {}) => ({
  id: randomUUID(),
  topicId: randomUUID(),
  version: 0,
  name: '共享单车',
  parentId: shippedTopicId({ tenant: server.east }, 'city'),
  keywords: ['共享单车', '单车', '单车'],
  unitId: null,
  position: 90,
  active: true,
  ...given,
})

describe('the topics of a tenant', () => {
  it('are the shipped ones until the tenant changes them, also for a tenant that was there before', async () => {
    const { topics } = await must(server.call(listTopics, {}, keeper))
    const shipped = shippedTopics.length + shippedTopics.flatMap((group) => group.topics).length
    expect(topics).toHaveLength(shipped)
    const again = await readTopics(server.as(server.east))
    expect(again.map(({ id }) => id)).toEqual(topics.map(({ id }) => id))
  })

  it('get a new one with its words and unit, and a repeat changes nothing', async () => {
    const unit = await makeUnit(server.as(server.east), { name: '市城管局' })
    const input = draft({ unitId: unit.id })
    const made = await must(server.call(defineTopic, input, keeper))
    expect(made).toMatchObject({ name: '共享单车', keywords: ['共享单车', '单车'], unitName: '市城管局', version: 1 })
    expect(await must(server.call(defineTopic, input, keeper))).toEqual(made)
    const { topics } = await must(server.call(listTopics, {}, keeper))
    expect(topics.filter(({ id }) => id === input.topicId)).toHaveLength(1)
  })

  it('are changed on the version that was on the screen only', async () => {
    const input = draft()
    await must(server.call(defineTopic, input, keeper))
    const change = { ...input, id: randomUUID(), version: 1, active: false }
    expect(await must(server.call(defineTopic, change, keeper))).toMatchObject({ active: false, version: 2 })
    const late = await server.call(defineTopic, { ...change, id: randomUUID() }, keeper)
    expect(late.problem.code).toBe('version-conflict')
    const twice = await server.call(defineTopic, { ...input, id: randomUUID() }, keeper)
    expect(twice.problem.code).toBe('version-conflict')
    const unknown = await server.call(defineTopic, draft({ version: 3 }), keeper)
    expect(unknown.problem.code).toBe('not-found')
  })

  it('stand in two levels', async () => {
    const leaf = shippedTopicId({ tenant: server.east }, 'city.stalls')
    const group = shippedTopicId({ tenant: server.east }, 'city')
    const faults = [
      draft({ parentId: leaf }),
      draft({ parentId: randomUUID() }),
      draft({ topicId: group, version: 1, parentId: shippedTopicId({ tenant: server.east }, 'law') }),
      draft({ unitId: randomUUID() }),
    ]
    for (const fault of faults) {
      expect((await server.call(defineTopic, fault, keeper)).problem.code).toBe('input-invalid')
    }
  })

  it('are changed by nobody without the permission, and another tenant has its own', async () => {
    const reader = await server.staff(server.east, { permissions: ['cases.read'] })
    expect((await server.call(defineTopic, draft(), reader)).status).toBe(404)
    expect((await server.call(listTopics, {}, reader)).status).toBe(200)
    expect((await server.call(listTopics, {})).status).toBe(401)
    const west = await server.staff(server.west, { permissions: ['topics.write'] })
    const { topics } = await must(server.call(listTopics, {}, west))
    expect(topics.some(({ name }) => name === '共享单车')).toBe(false)
  })
})
