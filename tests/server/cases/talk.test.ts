import { randomUUID } from 'node:crypto'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as talk from '@minyi/shared/cases/talk/contract.ts'
import * as templates from '@minyi/shared/cases/templates/contract.ts'
import * as views from '@minyi/shared/cases/views/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let caseId: string
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  caseId = (await bringTo(server, world, 'handling')).receipt.id
})
afterAll(() => server.close())
const id = () => randomUUID()

describe('mentions', () => {
  const note = (mentions: string[]) =>
    server.call(office.noteCase, { id: id(), caseId, words: '请看一下照片', mentions }, world.dispatcher)
  const inbox = (session: Session) => must(server.call(talk.listMentions, {}, session))

  it('offer whoever may see the item and nobody else', async () => {
    const { rows } = await must(server.call(talk.listColleagues, { caseId }, world.dispatcher))
    const names = rows.map(({ name }) => name)
    expect(names).toContain('承办人')
    expect(names).toContain('监督岗')
    expect(names).not.toContain('涉事单位')
    expect(names).not.toContain('涉事人员')
    expect(names).not.toContain('网格员')
  })

  it('reach the inbox of whom they name, until they are read', async () => {
    await must(note([world.handler.id]))
    const before = await inbox(world.handler)
    expect(before).toMatchObject({
      unread: 1,
      rows: [{ caseId, words: '请看一下照片', byName: '受理岗', read: false }],
    })
    const mentionId = before.rows[0]?.id ?? ''
    expect(await must(server.call(talk.readMention, { id: id(), mentionId }, world.handler))).toEqual({ unread: 0 })
    expect((await inbox(world.handler)).rows[0]?.read).toBe(true)
    expect((await server.call(talk.readMention, { id: id(), mentionId }, world.supervisor)).status).toBe(404)
  })

  it('name nobody whom the item accuses', async () => {
    expect((await note([world.accusedStaff.id])).problem.fields?.[0]?.path).toBe('mentions')
    expect((await inbox(world.accusedStaff)).rows).toEqual([])
  })
})

describe('two people at one item', () => {
  const be = (session: Session, here = true, act: string | null = null) =>
    must(server.call(talk.bePresent, { caseId, here, act }, session))

  it('learn of each other, and what the other is writing, until one leaves or stays silent', async () => {
    expect((await be(world.dispatcher)).others).toEqual([])
    expect((await be(world.supervisor, true, 'note')).others).toMatchObject([{ name: '受理岗', act: null }])
    expect((await be(world.dispatcher)).others).toMatchObject([{ name: '监督岗', act: 'note' }])
    await be(world.supervisor, false)
    expect((await be(world.dispatcher)).others).toEqual([])
    await be(world.supervisor)
    server.clock.now = new Date(server.clock.now.getTime() + talk.presentMs + 1)
    expect((await be(world.dispatcher)).others).toEqual([])
  })

  it('is nothing that the accused can ask for', async () => {
    const asked = server.call(talk.bePresent, { caseId, here: true }, world.accusedStaff)
    expect((await asked).status).toBe(404)
  })
})

describe('views', () => {
  const save = (session: Session, given: object = {}) => {
    const input = { id: id(), viewId: id(), version: 0, name: '办不成事', filter: { entry: 'stuck' as const } }
    return server.call(views.saveView, { ...input, sharedWith: 'own', ...given }, session)
  }
  const names = async (session: Session) =>
    (await must(server.call(views.listViews, {}, session))).rows.map(({ name }) => name)

  it('are one’s own, or shared with the unit or a role one holds', async () => {
    await must(save(world.dispatcher))
    server.clock.now = new Date(server.clock.now.getTime() + 1)
    await must(save(world.dispatcher, { name: '本单位', sharedWith: 'unit' }))
    expect(await names(world.dispatcher)).toEqual(['办不成事', '本单位'])
    expect(await names(world.supervisor)).toEqual(['本单位'])
    expect(await names(world.handler)).toEqual([])
    const foreign = await save(world.dispatcher, { sharedWith: 'role', roleId: 'administrator' })
    expect(foreign.problem.fields?.[0]?.path).toBe('roleId')
  })

  it('are changed and removed by their owner alone, on the version that was seen', async () => {
    const viewId = id()
    await must(save(world.dispatcher, { viewId, name: '旧名', sharedWith: 'unit' }))
    const renamed = { viewId, version: 1, name: '新名', sharedWith: 'unit' }
    expect((await save(world.supervisor, renamed)).status).toBe(404)
    await must(save(world.dispatcher, renamed))
    expect((await save(world.dispatcher, renamed)).problem.code).toBe('version-conflict')
    expect((await server.call(views.removeView, { id: id(), viewId }, world.supervisor)).status).toBe(404)
    await must(server.call(views.removeView, { id: id(), viewId }, world.dispatcher))
    expect(await names(world.supervisor)).not.toContain('新名')
  })

  it('stand in everybody’s own order, and one of them opens the workbench', async () => {
    const { rows } = await must(server.call(views.listViews, {}, world.dispatcher))
    const viewIds = rows.map((view) => view.id).reverse()
    const opens = viewIds[0] ?? null
    const arranged = await must(server.call(views.arrangeViews, { id: id(), viewIds, opens }, world.dispatcher))
    expect(arranged.rows.map((view) => [view.id, view.opens])).toEqual(viewIds.map((view) => [view, view === opens]))
  })
})

describe('templates', () => {
  const save = (session: Session, given: object = {}) => {
    const input = { id: id(), templateId: id(), version: 0, unitId: null, act: 'reply' as const, title: '已到现场' }
    return server.call(templates.saveTemplate, { ...input, words: '您反映的 {编号} 已办理。', ...given }, session)
  }

  it('of the whole place are the dispatcher’s, those of a unit its own', async () => {
    await must(save(world.dispatcher))
    expect((await save(world.handler)).status).toBe(404)
    await must(save(world.handler, { unitId: world.handling.id, title: '本单位的' }))
    const titles = async (session: Session) =>
      (await must(server.call(templates.listTemplates, {}, session))).rows.map(({ title }) => title)
    expect(await titles(world.handler)).toEqual(expect.arrayContaining(['已到现场', '本单位的']))
    expect(await titles(world.supervisor)).toEqual(['已到现场'])
  })

  it('are refused with a variable that nothing fills, and on another version than was seen', async () => {
    expect((await save(world.dispatcher, { words: '您好，{姓名}，已办理。' })).problem.fields?.[0]?.path).toBe('words')
    const templateId = id()
    await must(save(world.dispatcher, { templateId }))
    await must(save(world.dispatcher, { templateId, version: 1, title: '改过的' }))
    expect((await save(world.dispatcher, { templateId, version: 1 })).problem.code).toBe('version-conflict')
    const gone = { id: id(), templateId, version: 2 }
    const { rows } = await must(server.call(templates.removeTemplate, gone, world.dispatcher))
    expect(rows.map((row) => row.id)).not.toContain(templateId)
  })
})
