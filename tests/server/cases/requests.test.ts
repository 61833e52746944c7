import { randomUUID } from 'node:crypto'
import { endRestedPauses } from '@minyi/server/features/cases/requests/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let otherHandler: Session
let otherUnit: { id: string }

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  otherUnit = await makeUnit(server.as(server.east), { name: '市信访局' })
  const permissions = ['cases.read', 'cases.handle'] as const
  otherHandler = await server.staff(server.east, { permissions: [...permissions], unitId: otherUnit.id, name: '乙' })
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const at = (caseId: string, version: number) => ({ id: randomUUID(), caseId, version })
const words = '需要多部门会商，请再给我们一些时间。'
const read = (caseId: string, by: Session) => must(server.call(office.readCase, { caseId }, by))

async function handed() {
  const { receipt, version } = await bringTo(server, world, 'handling')
  return { caseId: receipt.id, version }
}

async function decide(caseId: string, decision: 'approve' | 'refuse', by: Session = world.supervisor) {
  const item = await read(caseId, by)
  const requestId = item.waiting[0]?.id ?? ''
  return server.call(requests.decideRequest, { ...at(caseId, item.version), requestId, decision, words: '已核实' }, by)
}

describe('an extension', () => {
  it('is asked by the unit, decided by another, told to the resident, and moves the due day once', async () => {
    const { caseId, version } = await handed()
    const before = await read(caseId, world.handler)
    expect(before.acts).toEqual(expect.arrayContaining(['take', 'ask-extension', 'ask-pause', 'object']))
    expect(before.clock).toMatchObject({ clock: 'complaint-decide', dueDay: '2026-07-11' })
    const asked = await must(
      server.call(requests.askExtension, { ...at(caseId, version), days: 15, words }, world.handler),
    )
    expect(asked.clock?.dueDay).toBe('2026-07-11')
    expect(asked.waiting).toMatchObject([{ kind: 'extension', days: 15, askedBy: '承办人', mayDecide: false }])
    expect(asked.acts).not.toContain('ask-extension')
    const told = await must(decide(caseId, 'approve'))
    expect(told.clock?.dueDay).toBe('2026-07-26')
    expect(told.waiting).toEqual([])
    const progress = await must(server.call(own.readProgress, { caseId }, world.resident))
    expect(progress.told.at(-1)).toMatchObject({ action: 'extend', from: 'office', words })
    expect(progress.steps.find((step) => step.step === 'handle')?.dueDay).toBe('2026-07-26')
    const again = await server.call(
      requests.askExtension,
      { ...at(caseId, told.version), days: 5, words },
      world.handler,
    )
    expect(again.problem).toMatchObject({ code: 'step-not-allowed', detail: '这一轮已经延长过一次' })
  })

  it('stays within what the clock allows, is not for a clock that cannot be extended, and not after it is over', async () => {
    const { caseId, version } = await handed()
    const long = await server.call(requests.askExtension, { ...at(caseId, version), days: 21, words }, world.handler)
    expect(long.problem.fields).toEqual([{ path: 'days', message: '最多延长 20 天' }])
    server.clock.now = new Date('2026-08-01T09:00:00+08:00')
    const late = await server.call(requests.askExtension, { ...at(caseId, version), days: 5, words }, world.handler)
    expect(late.problem.detail).toBe('已经超期，不能再申请延长')
    expect((await read(caseId, world.handler)).acts).not.toContain('ask-extension')
  })

  it('that is refused tells the resident nothing and moves nothing', async () => {
    const { caseId, version } = await handed()
    await must(server.call(requests.askExtension, { ...at(caseId, version), days: 15, words }, world.handler))
    const refused = await must(decide(caseId, 'refuse', world.dispatcher))
    expect(refused.clock?.dueDay).toBe('2026-07-11')
    const progress = await must(server.call(own.readProgress, { caseId }, world.resident))
    expect(progress.told.map((line) => line.action)).toEqual([])
  })

  it('is never decided by who asked or by a colleague of the unit, and only one waits at a time', async () => {
    const { caseId, version } = await handed()
    const both = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.handle', 'cases.supervise'],
      unitId: world.handling.id,
      memberOf: world.handling.id,
    })
    const asked = await must(server.call(requests.askExtension, { ...at(caseId, version), days: 5, words }, both))
    expect(asked.waiting[0]?.mayDecide).toBe(false)
    expect((await decide(caseId, 'approve', both)).problem.code).toBe('second-person-needed')
    expect(
      (await server.call(requests.askExtension, { ...at(caseId, asked.version), days: 5, words }, both)).problem,
    ).toMatchObject({
      code: 'step-not-allowed',
      detail: '已经有一项申请在等审核',
    })
    expect((await decide(caseId, 'approve', world.handler)).status).toBe(404)
  })

  it('that nobody has decided lapses when the unit answers', async () => {
    const { caseId, version } = await handed()
    const asked = await must(
      server.call(requests.askExtension, { ...at(caseId, version), days: 5, words }, world.handler),
    )
    const reply = { outcome: 'done' as const, words: '已经批评教育带队人员。' }
    const replied = await must(server.call(office.replyCase, { ...at(caseId, asked.version), ...reply }, world.handler))
    expect(replied.waiting).toEqual([])
    const { rows } = await must(
      server.call(requests.listRequests, { state: 'decided', kind: 'extension' }, world.dispatcher),
    )
    expect(rows.find((row) => row.caseId === caseId)).toMatchObject({ state: 'lapsed', decidedBy: null })
  })
})

describe('a pause', () => {
  const pause = { reason: 'expert' as const, days: 10, words: '等检测机构出具报告。' }

  it('stops the clock from when another has agreed, and gives back the days that were left', async () => {
    const { caseId, version } = await handed()
    server.clock.now = new Date('2026-06-15T09:00:00+08:00')
    await must(server.call(requests.askPause, { ...at(caseId, version), ...pause }, world.handler))
    server.clock.now = new Date('2026-06-16T09:00:00+08:00')
    const paused = await must(decide(caseId, 'approve'))
    expect(paused).toMatchObject({ pausedUntil: '2026-06-26', clock: { dueDay: '2026-07-21' } })
    expect(paused.timeline.at(-1)).toMatchObject({
      action: 'pause',
      words: '等鉴定、检测或评估结论：等检测机构出具报告。',
      internal: false,
    })
    expect(paused.acts).toEqual(expect.arrayContaining(['resume']))
    const away = { unitId: otherUnit.id, words: '改由信访局办理' }
    const moved = await server.call(office.transferCase, { ...at(caseId, paused.version), ...away }, world.dispatcher)
    expect(moved.problem).toMatchObject({ code: 'step-not-allowed', detail: '计时已暂停，请先恢复计时' })
    server.clock.now = new Date('2026-06-20T09:00:00+08:00')
    const resume = { ...at(caseId, paused.version), words: '报告已经拿到。' }
    const resumed = await must(server.call(requests.resumeCase, resume, world.handler))
    expect(resumed).toMatchObject({ pausedUntil: null, clock: { dueDay: '2026-07-15' } })
    const again = await server.call(
      requests.resumeCase,
      { ...at(caseId, resumed.version), words: '再恢复一次' },
      world.handler,
    )
    expect(again.problem.code).toBe('step-not-allowed')
  })

  it('ends by itself on its day, whenever that is noticed', async () => {
    const { caseId, version } = await handed()
    await must(server.call(requests.askPause, { ...at(caseId, version), ...pause }, world.handler))
    await must(decide(caseId, 'approve', world.dispatcher))
    server.clock.now = new Date('2026-06-20T23:00:00+08:00')
    expect(await endRestedPauses(server.as(server.east))).toBe(0)
    server.clock.now = new Date('2026-06-24T09:00:00+08:00')
    expect(await endRestedPauses(server.as(server.east))).toBe(1)
    const item = await read(caseId, world.handler)
    expect(item).toMatchObject({ pausedUntil: null, clock: { dueDay: '2026-07-21' } })
    expect(item.timeline.at(-1)).toMatchObject({ action: 'resume', actor: 'system' })
  })

  it('ends with the answer of the unit', async () => {
    const { caseId, version } = await handed()
    await must(server.call(requests.askPause, { ...at(caseId, version), ...pause }, world.handler))
    const paused = await must(decide(caseId, 'approve'))
    const reply = { outcome: 'done' as const, words: '已经批评教育带队人员。' }
    const replied = await must(
      server.call(office.replyCase, { ...at(caseId, paused.version), ...reply }, world.handler),
    )
    expect(replied).toMatchObject({ state: 'replied', pausedUntil: null, clock: { clock: 'verdict' } })
  })
})

describe('an objection', () => {
  const why = '此事由城管部门主管，不属于本单位职责。'

  it('that is upheld goes back to be dispatched; the unit no longer sees it', async () => {
    const { caseId, version } = await handed()
    const asked = await must(server.call(requests.objectToCase, { ...at(caseId, version), words: why }, world.handler))
    expect(asked.waiting).toMatchObject([{ kind: 'objection', words: why, clock: { clock: 'objection-review' } }])
    expect((await decide(caseId, 'approve', world.supervisor)).problem.code).toBe('second-person-needed')
    const upheld = await must(decide(caseId, 'approve', world.dispatcher))
    expect(upheld).toMatchObject({ state: 'returned', unitName: null })
    expect((await server.call(office.readCase, { caseId }, world.handler)).status).toBe(404)
  })

  it('that is refused stays, and is not made twice; another unit may object for itself', async () => {
    const { caseId, version } = await handed()
    await must(server.call(requests.objectToCase, { ...at(caseId, version), words: why }, world.handler))
    const refused = await must(decide(caseId, 'refuse', world.dispatcher))
    expect(refused).toMatchObject({ state: 'handling', unitName: '市督查室' })
    const over = await server.call(requests.objectToCase, { ...at(caseId, refused.version), words: why }, world.handler)
    expect(over.problem.code).toBe('objection-window-over')
    const away = { unitId: otherUnit.id, words: '改由信访局办理' }
    const moved = await must(
      server.call(office.transferCase, { ...at(caseId, refused.version), ...away }, world.dispatcher),
    )
    await must(server.call(requests.objectToCase, { ...at(caseId, moved.version), words: why }, otherHandler))
    const back = await must(decide(caseId, 'approve', world.dispatcher))
    const given = { unitId: world.handling.id }
    const again = await must(
      server.call(office.assignCase, { ...at(caseId, back.version), ...given }, world.dispatcher),
    )
    const twice = await server.call(requests.objectToCase, { ...at(caseId, again.version), words: why }, world.handler)
    expect(twice.problem.code).toBe('already-objected')
  })

  it('has its clock, and is over once the unit has taken the item on', async () => {
    const { caseId, version } = await handed()
    server.clock.now = new Date('2026-06-18T17:31:00+08:00')
    const late = await server.call(requests.objectToCase, { ...at(caseId, version), words: why }, world.handler)
    expect(late.problem.code).toBe('objection-window-over')
    const second = await handed()
    const taken = await must(server.call(requests.takeCase, at(second.caseId, second.version), world.handler))
    expect(taken.takenAt).not.toBeNull()
    expect(taken.acts).not.toContain('object')
    const after = await server.call(
      requests.objectToCase,
      { ...at(second.caseId, taken.version), words: why },
      world.handler,
    )
    expect(after.problem.detail).toBe('贵单位已经接收，不能再提异议')
    const twice = await server.call(requests.takeCase, at(second.caseId, taken.version), world.handler)
    expect(twice.problem.code).toBe('step-not-allowed')
  })
})

describe('the list of what is to be decided', () => {
  it('pages by its own clock without losing or doubling, and holds nothing about items against the reader', async () => {
    for (let i = 0; i < 3; i += 1) {
      const { caseId, version } = await handed()
      server.clock.now = new Date(server.clock.now.getTime() + 86_400_000)
      await must(server.call(requests.askExtension, { ...at(caseId, version), days: 5, words }, world.handler))
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(after)
      seen.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(3)
    const { rows } = await must(server.call(requests.listRequests, {}, world.accusedStaff))
    expect(rows).toEqual([])
  })
  const list = (after: string | null) =>
    must(
      server.call(
        requests.listRequests,
        { limit: 2, kind: 'extension', ...(after ? { after } : {}) },
        world.dispatcher,
      ),
    )
})
