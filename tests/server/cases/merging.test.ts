import { randomUUID } from 'node:crypto'
import * as merging from '@minyi/shared/cases/merging/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let neighbour: Session
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  neighbour = await server.resident(server.east)
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const read = (caseId: string) => must(server.call(office.readCase, { caseId }, world.supervisor))
const progress = (caseId: string, by = neighbour) => must(server.call(own.readProgress, { caseId }, by))
const merge = (lead: { id: string; version: number }, items: { caseId: string; version: number }[]) =>
  server.call(merging.mergeCases, { id: randomUUID(), caseId: lead.id, version: lead.version, items }, world.dispatcher)
const unmerge = (caseId: string, version: number) =>
  server.call(merging.unmergeCase, { id: randomUUID(), caseId, version }, world.dispatcher)
const reply = (caseId: string, version: number, words = '已批评教育带队人员，向两位致歉。') =>
  server.call(office.replyCase, { id: randomUUID(), caseId, version, outcome: 'done', words }, world.handler)

/** A lead in the hands of a unit, and a neighbour's complaint of the same matter. */
async function twoAlike(given: Parameters<typeof fileComplaint>[2] = {}) {
  const { receipt, version } = await bringTo(server, world, 'handling')
  const second = await fileComplaint(
    server,
    world,
    { text: '城管清理摊位时大声呵斥，没有出示执法证。', ...given },
    neighbour,
  )
  return { lead: { id: receipt.id, version }, second }
}

describe('merging', () => {
  it('stops the clock of what follows, and gives each resident the answer on the own receipt', async () => {
    const { lead, second } = await twoAlike()
    await must(merge(lead, [{ caseId: second.id, version: 1 }]))
    const waiting = await progress(second.id)
    expect(waiting).toMatchObject({ state: 'merged', clock: null, number: second.number })
    expect(waiting.told.map(({ words }) => words).join()).toContain('回执不变')
    expect(await read(second.id)).toMatchObject({ state: 'merged', clock: null })

    await must(reply(lead.id, lead.version))
    const answered = await progress(second.id)
    expect(answered).toMatchObject({
      state: 'replied',
      unitSays: { outcome: 'done', unitName: '市督查室' },
      verdictUntilDay: '2026-06-18',
    })
    const verdict = { id: randomUUID(), caseId: second.id, verdict: 'not-solved', words: '秤还没有退。' } as const
    const disputed = await must(server.call(own.giveVerdict, verdict, neighbour))
    expect(disputed.state).toBe('call-back')
    const leadNow = await progress(lead.id, world.resident)
    expect(leadNow).toMatchObject({ state: 'replied', residentSays: null })

    const reopened = await must(
      server.call(own.reopenCase, { id: randomUUID(), caseId: second.id, words: '秤没有退还，请重办。' }, neighbour),
    )
    expect(reopened).toMatchObject({ state: 'handling', round: 2 })
    const again = await read(second.id)
    expect(again.unitName).toBe('市督查室')
    await must(reply(second.id, again.version, '秤已经退还给您本人。'))
    const solved = { id: randomUUID(), caseId: second.id, verdict: 'solved', grade: 5 } as const
    expect(await must(server.call(own.giveVerdict, solved, neighbour))).toMatchObject({
      state: 'closed',
      endReason: 'done',
    })
  })

  it('is undone with state, unit and clock as they were', async () => {
    const { lead, second } = await twoAlike()
    const before = await read(second.id)
    await must(merge(lead, [{ caseId: second.id, version: 1 }]))
    server.clock.now = new Date('2026-06-12T09:00:00+08:00')
    const after = await must(unmerge(second.id, 2))
    const kept = ({ state, unitId, clock, clocks }: typeof before) => ({ state, unitId, dueAt: clock?.dueAt, clocks })
    expect(kept(after)).toEqual(kept(before))
    const { merged, lead: none } = await must(server.call(merging.listSimilar, { caseId: second.id }, world.dispatcher))
    expect([merged, none]).toEqual([[], null])
    await must(reply(lead.id, lead.version))
    expect((await progress(second.id)).state).toBe('received')
    expect((await unmerge(second.id, 3)).problem.code).toBe('step-not-allowed')
  })

  it('is refused where kinds, accused units or states do not allow it, and on an old version', async () => {
    const { lead, second } = await twoAlike()
    const other = await fileComplaint(server, world, { accusedUnitId: world.bureau.id })
    const answered = await bringTo(server, world, 'replied')
    const one = (caseId: string, version: number) => merge(lead, [{ caseId, version }])
    expect((await one(second.id, 9)).problem.code).toBe('version-conflict')
    expect((await one(lead.id, lead.version)).problem.detail).toContain('不能并入自己')
    expect((await one(answered.receipt.id, answered.version)).problem.detail).toContain('已答复')
    expect((await one(randomUUID(), 1)).status).toBe(404)
    const supervised = await server.staff(server.east, { permissions: ['cases.read', 'cases.dispatch'] })
    const differs = {
      id: randomUUID(),
      caseId: lead.id,
      version: lead.version,
      items: [{ caseId: other.id, version: 1 }],
    }
    expect((await server.call(merging.mergeCases, differs, supervised)).problem.detail).toContain('被投诉单位不同')
    const received = await fileComplaint(server, world)
    expect(
      (await merge({ id: received.id, version: 1 }, [{ caseId: second.id, version: 1 }])).problem.detail,
    ).toContain('主件须已受理')
    await must(one(second.id, 1))
    expect((await merge({ id: second.id, version: 2 }, [{ caseId: received.id, version: 1 }])).status).toBe(409)
  })

  it('ends with a lead that ends without an answer, and leaves what follows alone when its resident takes it back', async () => {
    const first = await twoAlike()
    await must(merge(first.lead, [{ caseId: first.second.id, version: 1 }]))
    const close = {
      ...{ id: randomUUID(), caseId: first.lead.id, version: first.lead.version },
      words: '不属于本市管辖范围',
    }
    await must(
      server.call(
        office.closeCase,
        { ...close, endReason: 'not-responsible', otherPath: 'other-unit' },
        world.dispatcher,
      ),
    )
    expect(await progress(first.second.id)).toMatchObject({ state: 'closed', endReason: 'not-responsible' })

    const other = await twoAlike()
    await must(merge(other.lead, [{ caseId: other.second.id, version: 1 }]))
    await must(server.call(own.withdrawCase, { id: randomUUID(), caseId: other.lead.id }, world.resident))
    expect(await progress(other.second.id)).toMatchObject({ state: 'received', clock: { clock: 'complaint-accept' } })
  })

  it('never carries the name of the lead’s resident to another, and shows the accused nothing through the lead', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling', {
      contact: { name: '邵春辉', phone: '13912345678' },
    })
    const second = await fileComplaint(server, world, { identity: 'sealed' }, neighbour)
    await must(merge({ id: receipt.id, version }, [{ caseId: second.id, version: 1 }]))
    await must(reply(receipt.id, version, '邵春辉您好，已按您留的电话13912345678联系并致歉。'))
    const told = await server.call(own.readProgress, { caseId: second.id }, neighbour)
    expect(told.text).not.toContain('邵春辉')
    expect(told.text).not.toContain('13912345678')
    for (const accused of [world.accusedStaff, world.accusedOfficer]) {
      expect((await server.call(merging.listSimilar, { caseId: receipt.id }, accused)).status).toBe(404)
    }
    const seen = await must(server.call(merging.listSimilar, { caseId: receipt.id }, world.supervisor))
    expect(seen.merged.map(({ id }) => id)).toEqual([second.id])
    expect(seen.mayMerge).toBe(false)
  })

  it('can be taken back by the resident of what follows, and nobody handles it meanwhile', async () => {
    const { lead, second } = await twoAlike()
    await must(merge(lead, [{ caseId: second.id, version: 1 }]))
    const accept = { id: randomUUID(), caseId: second.id, version: 2 }
    expect((await server.call(office.acceptCase, accept, world.dispatcher)).problem.code).toBe('step-not-allowed')
    const back = await must(server.call(own.withdrawCase, { id: randomUUID(), caseId: second.id }, neighbour))
    expect(back.state).toBe('withdrawn')
    await must(reply(lead.id, lead.version))
    expect((await progress(second.id)).state).toBe('withdrawn')
  })
})

describe('items that are alike', () => {
  it('are found for staff, the likest first, with what the score is made of', async () => {
    const { lead, second } = await twoAlike({ text: '城管清理路边摊位时言语粗暴，未出示执法证，把秤也收走了。' })
    const { candidates, mayMerge } = await must(server.call(merging.listSimilar, { caseId: lead.id }, world.dispatcher))
    const found = candidates.find(({ row }) => row.id === second.id)
    expect(found).toMatchObject({ place: 1, fault: null, linked: false })
    expect(mayMerge).toBe(true)
    const scores = candidates.filter(({ fault }) => fault === null).map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('are told to a resident before submitting, by topic, place, month and a number that hides single ones', async () => {
    const west = await makeCaseWorld(server, server.west)
    const text = '楼下烧烤店油烟直排窗户，夜里呛得睡不着。'
    const draft = (given = {}) => ({
      ...({ id: randomUUID(), kind: 'opinion', identity: 'public', text, areaId: west.village.id } as const),
      ...given,
    })
    const ask = () =>
      server.call(
        merging.findAlike,
        { kind: 'opinion', text: '烧烤店的油烟直排到窗户。', areaId: west.village.id },
        undefined,
        server.west,
      )
    const file = (given = {}) => must(server.call(own.submitCase, draft(given), undefined, server.west))
    await file()
    await file()
    await file({ identity: 'sealed' })
    expect((await must(ask())).offer).toBeNull()
    const third = await file()
    const answer = await ask()
    expect(answer.body.offer).toMatchObject({
      topicName: '餐饮油烟',
      areaName: west.town.name,
      month: '2026-06-01',
      atLeast: 3,
    })
    for (const hidden of [text, third.id, third.number]) expect(answer.text).not.toContain(hidden)

    const alike = answer.body.offer?.reference
    const joined = await file({ alike })
    expect(joined.number).not.toBe(third.number)
    const staff = await must(server.call(merging.listSimilar, { caseId: joined.id }, west.supervisor))
    expect(staff.candidates.filter(({ linked }) => linked)).toHaveLength(1)
    await file({ alike: 'nonsense' })
  })
})
