import { randomUUID } from 'node:crypto'
import { askCheckIns } from '@minyi/server/features/cases/check-ins/service.ts'
import { listInterventions } from '@minyi/server/features/cases/interventions/service.ts'
import * as against from '@minyi/shared/cases/against/contract.ts'
import * as checking from '@minyi/shared/cases/check-ins/contract.ts'
import * as clearing from '@minyi/shared/cases/clarifications/contract.ts'
import * as meddling from '@minyi/shared/cases/interventions/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as rewarding from '@minyi/shared/cases/rewards/contract.ts'
import { listCases } from '@minyi/shared/cases/search/contract.ts'
import * as stating from '@minyi/shared/cases/statements/contract.ts'
import { readHandling } from '@minyi/shared/indicators/handling/contract.ts'
import { listOrders } from '@minyi/shared/supervision/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let second: Session
const id = () => randomUUID()
const named = { name: '密名标记乙', phone: '13912345699' }

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  second = await server.staff(server.east, {
    permissions: ['cases.read', 'cases.supervise', 'cases.unseal', 'supervision.read', 'supervision.order'],
    memberOf: world.bureau.id,
    name: '另一位监督',
  })
})
afterAll(() => server.close())

const later = (days: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + days * 86_400_000)
}

describe('who had my item open', () => {
  it('tells office, role, day and how many, without a name; an opened identity by person, role and reason', async () => {
    const { receipt } = await bringTo(server, world, 'handling', { contact: named })
    const caseId = receipt.id
    await must(server.call(office.readCase, { caseId }, world.handler))
    await must(server.call(office.readCase, { caseId }, world.handler))
    const reason = '联系诉求人核实情况'
    await must(server.call(office.openIdentity, { id: id(), caseId, reason }, world.supervisor))
    const held = { caseId, secret: receipt.secret }
    const { rows, looks } = await must(server.call(own.listOpenings, held))
    expect(rows).toMatchObject([{ staffName: '监督岗', unitName: '市司法局', role: '测试角色', reason }])
    expect(looks).toMatchObject([{ how: 'item', unitName: '市督查室', role: '测试角色', people: 1, times: 2 }])
    expect(JSON.stringify(looks)).not.toContain('承办人')
    expect((await server.call(own.listOpenings, { caseId, secret: 'AAAA-BBBB-CCCC' })).status).toBe(404)
  })
})

describe('figures of handling', () => {
  it('leave out for a leader of the accused what would tell that a sealed complaint is there, and hold it for everybody else', async () => {
    await bringTo(server, world, 'handling', { identity: 'sealed' })
    const read = async (memberOf: string) => {
      const leader = await server.staff(server.east, { permissions: ['figures.exact', 'cases.read'], memberOf })
      const span = { from: '2026-06-01', to: '2026-06-30' }
      const answer = await must(server.call(readHandling, { ...span, by: 'unit' }, leader))
      const listed = await must(server.call(listCases, { sort: 'received', limit: 100 }, leader))
      return { n: answer.figures.find(({ rate }) => rate === 'responded')?.n, listed: listed.rows.length }
    }
    const free = await read(world.bureau.id)
    expect(free.listed).toBeGreaterThan(0)
    expect(await read(world.accused.id)).toEqual({ n: 0, listed: 0 })
  })
})

describe('the accused may answer', () => {
  it('as far as the level lets it know, to those who handle, and only while the item is open', async () => {
    const said = { words: '当天已经出示执法证，也说明了依据，请调取记录仪。' }
    const levels = ['public', 'supervisor', 'sealed'] as const
    for (const identity of levels) {
      const { receipt } = await bringTo(server, world, 'handling', { identity, contact: named })
      const make = { id: id(), caseId: receipt.id, ...said }
      const made = await server.call(stating.makeStatement, make, world.accusedStaff)
      expect([identity, made.status]).toEqual([identity, identity === 'sealed' ? 404 : 200])
      if (identity === 'sealed') continue
      expect(made.body.statements).toMatchObject([{ by: 'unit', unitName: '市城管局', ...said }])
      const read = await must(server.call(stating.listStatements, { caseId: receipt.id }, world.handler))
      expect(read.statements).toHaveLength(1)
      expect((await server.call(stating.listStatements, { caseId: receipt.id }, world.accusedStaff)).status).toBe(404)
      const detail = await must(server.call(office.readCase, { caseId: receipt.id }, world.supervisor))
      expect(detail.timeline).toContainEqual(expect.objectContaining({ action: 'state', internal: true }))
    }
    const { receipt } = await bringTo(server, world, 'closed')
    const late = await server.call(stating.makeStatement, { id: id(), caseId: receipt.id, ...said }, world.accusedStaff)
    expect(late.problem.code).toBe('step-not-allowed')
  })

  it('by the officer too, who reads only what they said themselves', async () => {
    const { receipt } = await bringTo(server, world, 'handling', { accusedOfficerId: world.officer.id })
    const officer = await server.staff(server.east, {
      permissions: ['figures.own'],
      memberOf: world.accused.id,
      officerId: world.officer.id,
    })
    const make = { id: id(), caseId: receipt.id, words: '我是按程序亮证以后才询问的。' }
    const made = await must(server.call(stating.makeStatement, make, officer))
    expect(made.statements).toMatchObject([{ by: 'officer' }])
    expect((await must(server.call(against.listAgainst, {}, officer))).rows.length).toBeGreaterThan(0)
  })
})

describe('a clarification', () => {
  const words = '经调取记录和走访核实，相关执法程序完整、用语文明。'

  it('waits until the resident can no longer reopen, and names neither resident nor item', async () => {
    const { receipt } = await bringTo(server, world, 'replied', { contact: named })
    const issue = (more = {}) =>
      server.call(
        clearing.issueClarification,
        { id: id(), caseId: receipt.id, finding: 'untrue', words, public: true, ...more },
        world.supervisor,
      )
    expect((await issue()).problem.code).toBe('step-not-allowed')
    await must(server.call(own.giveVerdict, { id: id(), caseId: receipt.id, verdict: 'partly' }, world.resident))
    expect((await issue()).problem.code).toBe('step-not-allowed')
    later(20)
    for (const telling of [
      `是${named.name}投诉的`,
      `电话${named.phone}`,
      receipt.number,
      '城管清理路边摊位时言语粗暴',
    ]) {
      expect((await issue({ words: `${words}${telling}` })).problem.fields?.[0]?.path).toBe('words')
    }
    const paper = await must(issue())
    expect(paper).toMatchObject({ unitName: '市城管局', finding: 'untrue', issuerName: '市司法局' })
    const mine = await server.call(clearing.listOwnClarifications, {}, world.accusedStaff)
    const open = await server.call(clearing.listOpenClarifications, {})
    for (const answer of [mine, open]) {
      expect(answer.body.rows).toHaveLength(1)
      for (const mark of [
        named.name,
        named.phone,
        receipt.number,
        receipt.id,
        receipt.title,
        '监督岗',
        world.resident.id,
      ]) {
        expect(answer.text).not.toContain(mark)
      }
    }
    expect((await must(server.call(clearing.listOwnClarifications, {}, world.handler))).rows).toEqual([])
    const back = { id: id(), clarificationId: paper.id, words: '出现了新的证据' }
    await must(server.call(clearing.withdrawClarification, back, second))
    expect((await must(server.call(clearing.listOpenClarifications, {}))).rows).toEqual([])
    expect((await must(server.call(clearing.listOwnClarifications, {}, world.accusedStaff))).rows).toMatchObject([
      { withdrawn: true },
    ])
  })

  it('on a sealed item needs to say how the matter is known', async () => {
    const { receipt } = await bringTo(server, world, 'closed', { identity: 'sealed' })
    const issue = { caseId: receipt.id, finding: 'unfounded' as const, words }
    const without = await server.call(clearing.issueClarification, { id: id(), ...issue }, world.supervisor)
    expect(without.problem.fields?.[0]?.path).toBe('heard')
    const heard = '本地论坛上有人公开发帖'
    await must(server.call(clearing.issueClarification, { id: id(), ...issue, heard }, world.supervisor))
    const mine = await server.call(clearing.listOwnClarifications, {}, world.accusedStaff)
    expect(mine.text).not.toContain(heard)
  })
})

describe('an intervention', () => {
  it('is written down by who handles, read by the supervision, never by the accused or the asking office, and never changed', async () => {
    const { receipt } = await bringTo(server, world, 'handling')
    const row = {
      id: id(),
      caseId: receipt.id,
      happenedAt: '2026-06-11T08:30:00+08:00',
      standing: 'inside' as const,
      office: '某局办公室',
      officeUnitId: world.handling.id,
      name: '打招呼的人',
      way: 'telephone' as const,
      asked: 'plea' as const,
      words: '来电要求照顾一下涉事单位',
    }
    await must(server.call(meddling.recordIntervention, row, world.handler))
    const barred = await server.call(meddling.recordIntervention, { ...row, id: id() }, world.accusedStaff)
    expect(barred.status).toBe(404)
    const list = await server.call(meddling.listInterventions, { caseId: receipt.id }, world.supervisor)
    expect(list.body.rows).toMatchObject([{ number: receipt.number, hasName: true, recordedByName: '承办人' }])
    expect(list.text).not.toContain('打招呼的人')
    const asker = await server.staff(server.east, { permissions: ['cases.supervise'], memberOf: world.handling.id })
    for (const session of [world.accusedStaff, asker]) {
      const seen = await server.call(meddling.listInterventions, {}, session)
      expect(seen.body.rows).toEqual([])
    }
    const ask = { id: id(), interventionId: row.id, reason: '按规定通报责任人' }
    expect((await must(server.call(meddling.openInterventionName, ask, world.supervisor))).name).toBe('打招呼的人')
    const corrected = {
      ...row,
      id: id(),
      words: '更正：是当面说的，不是来电',
      way: 'in-person' as const,
      corrects: row.id,
    }
    const other = await fileComplaint(server, world, { contact: named })
    const elsewhere = { ...corrected, id: id(), caseId: other.id }
    expect((await server.call(meddling.recordIntervention, elsewhere, world.supervisor)).problem.code).toBe(
      'input-invalid',
    )
    const byAnother = { ...corrected, id: id() }
    expect((await server.call(meddling.recordIntervention, byAnother, world.dispatcher)).problem.code).toBe(
      'input-invalid',
    )
    await must(server.call(meddling.recordIntervention, corrected, world.handler))
    const told = await listInterventions(server.as(server.east), { from: '2026-06-01', to: '2026-06-30' })
    expect(told).toEqual([
      {
        id: corrected.id,
        happenedAt: row.happenedAt,
        standing: 'inside',
        office: '某局办公室',
        post: null,
        way: 'in-person',
        asked: 'plea',
      },
    ])
    const sql = server.platform.database.sql
    await expect(sql`update interventions set office = 'x' where id = ${row.id}`).rejects.toThrow(/never changed/)
  })
})

describe('a reward', () => {
  it('is claimed with the receipt, decided by one, approved by another, and paid against a code without a name', async () => {
    const receipt = await fileComplaint(server, world, { contact: named })
    const held = { caseId: receipt.id, secret: receipt.secret }
    expect(await must(server.call(rewarding.readOwnReward, held))).toMatchObject({ mayClaim: false, state: null })
    const step = { caseId: receipt.id }
    await must(server.call(office.acceptCase, { id: id(), ...step, version: 1 }, world.dispatcher))
    await must(
      server.call(office.assignCase, { id: id(), ...step, version: 2, unitId: world.handling.id }, world.dispatcher),
    )
    const reply = { outcome: 'done' as const, words: '已查实并责令改正，谢谢您。' }
    await must(server.call(office.replyCase, { id: id(), ...step, version: 3, ...reply }, world.handler))
    await must(server.call(own.giveVerdict, { id: id(), ...held, verdict: 'solved' }))
    await must(server.call(rewarding.claimReward, { id: id(), ...held }))
    await must(server.call(rewarding.claimReward, { id: id(), ...held }))
    const stranger = await server.call(rewarding.claimReward, { id: id(), ...step })
    expect(stranger.status).toBe(404)
    const find = async (by: Session) =>
      (await must(server.call(rewarding.listRewards, {}, by))).rows.find(({ caseId }) => caseId === receipt.id)
    const rewardId = (await find(second))?.id ?? ''
    const decide = { id: id(), rewardId, version: 1, award: true, amountYuan: 800, reason: '反映情况经查属实' }
    expect(await must(server.call(rewarding.decideReward, decide, world.supervisor))).toMatchObject({
      state: 'proposed',
    })
    const approve = { id: id(), rewardId, version: 2, agree: true }
    const alone = await server.call(rewarding.approveReward, approve, world.supervisor)
    expect(alone.problem.code).toBe('second-person-needed')
    expect((await must(server.call(rewarding.readOwnReward, held))).amountYuan).toBeNull()
    await must(server.call(rewarding.approveReward, { ...approve, id: id() }, second))
    const ready = await must(server.call(rewarding.readOwnReward, held))
    expect(ready).toMatchObject({ state: 'approved', amountYuan: 800 })
    const pay = {
      id: id(),
      code: (ready.code ?? '').toLowerCase().replaceAll('-', ' '),
      paymentReference: '付字0019号',
    }
    expect((await server.call(rewarding.payReward, { ...pay, id: id() }, world.accusedStaff)).status).toBe(404)
    expect(await must(server.call(rewarding.payReward, pay, second))).toMatchObject({ amountYuan: 800 })
    const again = await server.call(rewarding.payReward, { ...pay, id: id() }, second)
    expect(again.problem.code).toBe('step-not-allowed')
    const listed = await server.call(rewarding.listRewards, {}, second)
    for (const mark of [named.name, named.phone, receipt.secret]) expect(listed.text).not.toContain(mark)
    expect((await must(server.call(rewarding.listRewards, {}, world.accusedStaff))).rows).toEqual([])
  })
})

describe('check-ins on retaliation', () => {
  it('ask at 7, 30 and 90 days whoever agreed, and a yes opens an order that the unit cannot see', async () => {
    const { receipt } = await bringTo(server, world, 'replied', { checkIns: true })
    const held = { caseId: receipt.id, secret: receipt.secret }
    await must(server.call(own.giveVerdict, { id: id(), ...held, verdict: 'solved' }))
    const ask = () => askCheckIns(server.as(server.east))
    await ask()
    const planned = await must(server.call(checking.readCheckIns, held))
    expect(planned).toMatchObject({ offered: true, agreed: true })
    expect(planned.rows.map(({ days, state }) => `${days} ${state}`)).toEqual(['7 waiting', '30 waiting', '90 waiting'])
    later(7)
    expect(await ask()).toBe(1)
    const [seven] = (await must(server.call(checking.readCheckIns, held))).rows
    expect(seven?.state).toBe('asked')
    const answer = { ...held, checkInId: seven?.id ?? '', words: '有人到店里说要给我好看' }
    await must(server.call(checking.answerCheckIn, { id: id(), ...answer, answer: 'yes' }))
    const told = await must(server.call(checking.listRetaliations, {}, second))
    expect(told).toMatchObject({ rows: [{ number: receipt.number, days: 7, words: answer.words }], counts: { yes: 1 } })
    const orders = (await must(server.call(listOrders, {}, second))).rows
    expect(orders).toMatchObject([{ id: told.rows[0]?.orderId, source: 'retaliation' }])
    const accused = await server.staff(server.east, {
      permissions: ['cases.supervise', 'supervision.read', 'supervision.order', 'supervision.answer'],
      memberOf: world.accused.id,
    })
    expect((await must(server.call(listOrders, {}, accused))).rows).toEqual([])
    expect((await must(server.call(checking.listRetaliations, {}, accused))).rows).toEqual([])
    await must(server.call(checking.agreeToCheckIns, { id: id(), ...held, agreed: false }))
    later(23)
    expect(await ask()).toBe(0)
    await must(server.call(checking.agreeToCheckIns, { id: id(), ...held, agreed: true }))
    expect(await ask()).toBe(1)
    later(9)
    await ask()
    const states = (await must(server.call(checking.readCheckIns, held))).rows.map(({ state }) => state)
    expect(states).toEqual(['answered', 'lapsed', 'waiting'])
  })

  it('are not offered where nobody is accused', async () => {
    const draft = {
      id: id(),
      kind: 'opinion' as const,
      identity: 'public' as const,
      text: '建议路口增设信号灯。',
      checkIns: true,
    }
    const receipt = await must(server.call(own.submitCase, draft, undefined, server.east))
    const held = { caseId: receipt.id, secret: receipt.secret }
    expect(await must(server.call(checking.readCheckIns, held))).toEqual({ offered: false, agreed: false, rows: [] })
    const agreed = await server.call(checking.agreeToCheckIns, { id: id(), ...held, agreed: true })
    expect(agreed.problem.code).toBe('step-not-allowed')
  })
})
