import { randomUUID } from 'node:crypto'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bringTo,
  type CaseWorld,
  fileComplaint,
  makeCaseWorld,
  must,
  opinionDraft,
} from '../../support/factories/cases.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
const morning = new Date('2026-06-11T09:00:00+08:00')

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
})
beforeEach(() => {
  server.clock.now = morning
})
afterAll(() => server.close())

const step = (caseId: string, version: number) => ({ id: randomUUID(), caseId, version })

describe('a complaint from receipt to verdict', () => {
  it('goes through every step, with clock, story and both words', async () => {
    const receipt = await fileComplaint(server, world, {}, world.resident)
    expect(receipt.number).toMatch(/^EA26-06-\d{4}$/)
    expect(receipt.clock).toMatchObject({ clock: 'complaint-accept', dueDay: '2026-06-18', remaining: 5 })
    const caseId = receipt.id

    const accepted = await must(server.call(office.acceptCase, step(caseId, 1), world.dispatcher))
    expect(accepted).toMatchObject({ state: 'accepted', clock: { clock: 'complaint-decide', dueDay: '2026-07-11' } })
    expect(accepted.acts).toEqual(expect.arrayContaining(['assign', 'close', 'note', 'classify']))
    expect(accepted.acts).not.toContain('reply')

    const unitId = world.handling.id
    const assigned = await must(server.call(office.assignCase, { ...step(caseId, 2), unitId }, world.dispatcher))
    expect(assigned).toMatchObject({ state: 'handling', unitName: '市督查室', version: 3 })

    const words = '已批评教育带队人员，秤已退还。'
    const reply = { ...step(caseId, 3), outcome: 'done', words } as const
    const replied = await must(server.call(office.replyCase, reply, world.handler))
    expect(replied.unitSays).toMatchObject({ outcome: 'done', unitName: '市督查室', words })
    expect(replied.clock).toMatchObject({ clock: 'verdict', dueDay: '2026-06-18', dayKind: 'natural' })

    const verdict = { id: randomUUID(), caseId, verdict: 'solved', grade: 4, words: '态度很好' } as const
    const closed = await must(server.call(own.giveVerdict, verdict, world.resident))
    expect(closed).toMatchObject({
      state: 'closed',
      endReason: 'done',
      clock: null,
      residentSays: { verdict: 'solved', grade: 4, words: '态度很好' },
      reopenUntilDay: '2026-06-26',
      may: ['reopen', 'tighten'],
    })
    expect(closed.steps.map((line) => [line.step, line.status])).toEqual([
      ['received', 'done'],
      ['accept', 'done'],
      ['handle', 'done'],
      ['reply', 'done'],
      ['verdict', 'done'],
    ])
    const detail = await must(server.call(office.readCase, { caseId }, world.supervisor))
    expect(detail.timeline.map((line) => line.action)).toEqual([
      'receive',
      'accept',
      'assign',
      'reply',
      'verdict-settled',
    ])
    expect(detail.timeline[2]).toMatchObject({ staffName: '受理岗', unitName: '市司法局', targetUnitName: '市督查室' })
    expect(detail.clocks.map((clock) => [clock.clock, clock.stoppedAt !== null])).toEqual([
      ['complaint-accept', true],
      ['complaint-decide', true],
      ['objection', true],
      ['verdict', true],
    ])
  })

  it('is called back when the resident disagrees, done once more, and closes after the second answer', async () => {
    const { receipt, version } = await bringTo(server, world, 'call-back')
    const caseId = receipt.id
    const close = { result: 'not-settled', next: 'close', words: '诉求人仍不认可处理结果' } as const
    const tooEarly = await server.call(office.callBackCase, { ...step(caseId, version), ...close }, world.dispatcher)
    expect(tooEarly.problem.code).toBe('step-not-allowed')

    const redo = { ...step(caseId, version), ...close, next: 'redo' } as const
    const again = await must(server.call(office.callBackCase, redo, world.dispatcher))
    expect(again).toMatchObject({ state: 'handling', round: 2, verdict: null, unitOutcome: null })
    expect(again.clock).toMatchObject({ clock: 'complaint-decide', dueDay: '2026-07-11' })
    const words = '已书面道歉并整改。'
    await must(server.call(office.replyCase, { ...step(caseId, 6), outcome: 'done', words }, world.handler))
    await must(server.call(own.giveVerdict, { id: randomUUID(), caseId, verdict: 'not-solved' }, world.resident))
    const thirdTime = await server.call(
      office.callBackCase,
      { ...step(caseId, 8), ...redo, id: randomUUID(), version: 8 },
      world.dispatcher,
    )
    expect(thirdTime.problem.code).toBe('step-not-allowed')
    const ended = await must(server.call(office.callBackCase, { ...step(caseId, 8), ...close }, world.dispatcher))
    expect(ended).toMatchObject({ state: 'closed', endReason: 'done', verdict: 'not-solved', disputed: true })
    const progress = await must(server.call(own.readProgress, { caseId }, world.resident))
    expect(progress.may).not.toContain('reopen')
    expect(progress.steps.filter((line) => line.round === 2).map((line) => line.step)).toEqual([
      'handle',
      'reply',
      'verdict',
    ])
  })

  it('is not called back by whoever wrote the answer', async () => {
    const both = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.handle', 'cases.dispatch'],
      memberOf: world.bureau.id,
    })
    const { receipt } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    await must(server.call(office.replyCase, { ...step(caseId, 3), outcome: 'done', words: '已经处理完毕。' }, both))
    await must(server.call(own.giveVerdict, { id: randomUUID(), caseId, verdict: 'not-solved' }, world.resident))
    const call = { ...step(caseId, 5), result: 'settled', next: 'close', words: '诉求人表示认可' } as const
    const refused = await server.call(office.callBackCase, call, both)
    expect([refused.status, refused.problem.code]).toEqual([403, 'second-person-needed'])
    const done = await must(server.call(office.callBackCase, { ...call, id: randomUUID() }, world.supervisor))
    expect(done.state).toBe('closed')
  })

  it('is reopened once by the resident within the window, and not after it', async () => {
    const { receipt } = await bringTo(server, world, 'closed')
    const caseId = receipt.id
    const reopen = { id: randomUUID(), caseId, words: '过了两天又来了' }
    server.clock.now = new Date('2026-06-26T23:00:00+08:00')
    const reopened = await must(server.call(own.reopenCase, reopen, world.resident))
    expect(reopened).toMatchObject({ state: 'handling', round: 2, clock: { dueDay: '2026-07-26' }, endReason: null })
    const twice = await server.call(own.reopenCase, { ...reopen, id: randomUUID() }, world.resident)
    expect(twice.problem.code).toBe('step-not-allowed')

    server.clock.now = morning
    const late = await bringTo(server, world, 'closed')
    server.clock.now = new Date('2026-06-27T00:00:01+08:00')
    const over = await server.call(
      own.reopenCase,
      { ...reopen, id: randomUUID(), caseId: late.receipt.id },
      world.resident,
    )
    expect(over.problem.code).toBe('step-not-allowed')
  })

  it('ends with reasons and another way when it is refused', async () => {
    const receipt = await fileComplaint(server, world, {}, world.resident)
    const words = '您反映的是对处罚决定不服，请依法申请复议。'
    const refusal = { ...step(receipt.id, 1), words, otherPath: 'reconsideration' } as const
    await must(server.call(office.refuseCase, refusal, world.dispatcher))
    const progress = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(progress).toMatchObject({
      state: 'refused',
      endReason: 'refused',
      otherPath: 'reconsideration',
      endWords: words,
    })
    expect(progress.steps.at(-1)?.status).toBe('skipped')
  })

  it('is returned, given to another unit, transferred, and each unit sees it only while it has it', async () => {
    const { receipt } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    const other = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.handle'],
      unitId: world.bureau.id,
    })
    await must(server.call(office.returnCase, { ...step(caseId, 3), words: '不属本单位管辖范围' }, world.handler))
    expect((await server.call(office.readCase, { caseId }, world.handler)).status).toBe(404)
    const unitId = world.handling.id
    await must(
      server.call(office.assignCase, { ...step(caseId, 4), unitId, words: '仍由你单位办理' }, world.dispatcher),
    )
    const transfer = { ...step(caseId, 5), unitId: world.bureau.id, words: '协商后转办' }
    await must(server.call(office.transferCase, transfer, world.dispatcher))
    expect((await server.call(office.readCase, { caseId }, world.handler)).status).toBe(404)
    expect((await server.call(office.readCase, { caseId }, other)).status).toBe(200)
  })

  it('is never given to the accused unit', async () => {
    const { receipt } = await bringTo(server, world, 'accepted')
    const given = { ...step(receipt.id, 2), unitId: world.accused.id }
    const assigned = await server.call(office.assignCase, given, world.dispatcher)
    expect([assigned.status, assigned.problem.code]).toEqual([403, 'unit-barred'])
    const unknown = await server.call(
      office.assignCase,
      { ...given, id: randomUUID(), unitId: randomUUID() },
      world.dispatcher,
    )
    expect(unknown.problem.fields?.[0]?.path).toBe('unitId')
    const { receipt: handled } = await bringTo(server, world, 'handling')
    const transfer = { ...step(handled.id, 3), unitId: world.accused.id, words: '转办理由' }
    expect((await server.call(office.transferCase, transfer, world.dispatcher)).problem.code).toBe('unit-barred')
  })

  it('closes without an answer only for a stated reason', async () => {
    const { receipt } = await bringTo(server, world, 'accepted')
    const close = { ...step(receipt.id, 2), endReason: 'duplicate', words: '与另一件重复，并案办理。' } as const
    const closed = await must(server.call(office.closeCase, close, world.dispatcher))
    expect(closed).toMatchObject({ state: 'closed', endReason: 'duplicate', unitOutcome: null, verdict: null })
  })

  it('is reworded and classified without touching the original text', async () => {
    const { receipt } = await bringTo(server, world, 'accepted')
    const change = { ...step(receipt.id, 2), title: '清理摊位时言语粗暴', fineConduct: 'rough' } as const
    const classified = await must(server.call(office.classifyCase, change, world.dispatcher))
    expect(classified).toMatchObject({ title: '清理摊位时言语粗暴', fineConduct: 'rough', conduct: 'uncivil' })
    expect(classified.text).toContain('言语粗暴，未出示执法证')
  })
})

describe('an opinion', () => {
  it('accuses nobody and has one clock from receipt to reply', async () => {
    const receipt = await must(server.call(own.submitCase, opinionDraft(), world.resident))
    expect(receipt).toMatchObject({
      title: '建议在学校门口增设一处过街信号灯',
      clock: { clock: 'opinion-reply', dueDay: '2026-06-18' },
    })
    const accepted = await must(server.call(office.acceptCase, step(receipt.id, 1), world.dispatcher))
    expect(accepted.clock).toMatchObject({ clock: 'opinion-reply', dueDay: '2026-06-18' })
    expect(accepted.accusedUnitName).toBeNull()
  })

  it('of 办不成事 has 15 working days', async () => {
    const receipt = await must(server.call(own.submitCase, opinionDraft({ entry: 'stuck' }), world.resident))
    expect(receipt.clock).toMatchObject({ clock: 'stuck-reply', dueDay: '2026-07-03' })
  })

  it('for information to be disclosed has 20 working days, and 20 more when a second person agrees, with reasons told', async () => {
    const draft = opinionDraft({ entry: 'disclosure', kind: 'enquiry', text: '申请公开去年的道路养护资金使用情况。' })
    const { id: caseId, clock } = await must(server.call(own.submitCase, draft, world.resident))
    expect(clock).toMatchObject({ clock: 'disclosure-reply', dueDay: '2026-07-10' })
    await must(server.call(office.acceptCase, step(caseId, 1), world.dispatcher))
    const unitId = world.handling.id
    const given = await must(server.call(office.assignCase, { ...step(caseId, 2), unitId }, world.dispatcher))
    expect(given.clock).toMatchObject({ clock: 'disclosure-reply', dueDay: '2026-07-10' })
    const words = '需要征求第三方意见，延长答复期限。'
    const more = { ...step(caseId, 3), words }
    const tooLong = await server.call(requests.askExtension, { ...more, days: 21 }, world.handler)
    expect(tooLong.problem.fields).toEqual([{ path: 'days', message: '最多延长 20 天' }])
    const asked = await must(server.call(requests.askExtension, { ...more, id: randomUUID(), days: 20 }, world.handler))
    const requestId = asked.waiting[0]?.id ?? ''
    const decision = { requestId, decision: 'approve' as const, words: '同意延期' }
    const extended = await must(
      server.call(requests.decideRequest, { ...step(caseId, asked.version), ...decision }, world.supervisor),
    )
    expect(extended.clock).toMatchObject({ clock: 'disclosure-reply', dueDay: '2026-08-07' })
    const progress = await must(server.call(own.readProgress, { caseId }, world.resident))
    expect(progress.told.at(-1)).toMatchObject({ action: 'extend', words })
  })
})
