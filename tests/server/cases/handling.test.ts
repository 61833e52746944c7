import { randomUUID } from 'node:crypto'
import { caseClocks, cases } from '@minyi/server/features/cases/tables.ts'
import { giveFirstTiers, raiseStaleItems } from '@minyi/server/features/cases/tiers/service.ts'
import { listAgainst } from '@minyi/shared/cases/against/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as paths from '@minyi/shared/cases/paths/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { setTier } from '@minyi/shared/cases/tiers/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bringTo,
  type CaseWorld,
  fileComplaint,
  makeCaseWorld,
  must,
  opinionDraft,
} from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let colleague: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  colleague = await server.staff(server.east, {
    permissions: ['cases.read', 'cases.dispatch'],
    memberOf: world.bureau.id,
    name: '受理岗乙',
  })
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const at = (caseId: string, version: number) => ({ id: randomUUID(), caseId, version })
const read = (caseId: string, by = world.dispatcher) => must(server.call(office.readCase, { caseId }, by))
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000)
}

describe('two people on one item', () => {
  it('never lose each other’s work: the later one learns what the earlier one did', async () => {
    const { receipt, version } = await bringTo(server, world, 'accepted')
    const caseId = receipt.id
    const unitId = world.handling.id
    await must(server.call(office.assignCase, { ...at(caseId, version), unitId }, world.dispatcher))
    const late = await server.call(office.classifyCase, { ...at(caseId, version), title: '城管言语粗暴' }, colleague)
    expect(late.status).toBe(409)
    expect(late.problem).toMatchObject({
      code: 'version-conflict',
      detail: '09:00 市司法局 受理岗：交办（市督查室）',
      changes: [{ who: '市司法局 受理岗', what: '交办（市督查室）' }],
    })
    const seen = await read(caseId)
    await must(server.call(office.classifyCase, { ...at(caseId, seen.version), title: '城管言语粗暴' }, colleague))
    expect(await read(caseId)).toMatchObject({ title: '城管言语粗暴', unitName: '市督查室' })
  })

  it('at the same instant one succeeds and the other is told', async () => {
    const { receipt, version } = await bringTo(server, world, 'accepted')
    const unitId = world.handling.id
    const answers = await Promise.all(
      [world.dispatcher, colleague].map((by) =>
        server.call(office.assignCase, { ...at(receipt.id, version), unitId }, by),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem.detail).toContain('交办')
  })
})

describe('taking back what was just done', () => {
  it('gives back state, unit, clock and title, as if the step had not been', async () => {
    const receipt = await fileComplaint(server, world, {}, world.resident)
    const caseId = receipt.id
    const before = await read(caseId)
    later(1)
    const accepted = await must(server.call(office.acceptCase, at(caseId, 1), world.dispatcher))
    expect(accepted).toMatchObject({ undoable: { action: 'accept' }, clock: { clock: 'complaint-decide' } })
    later(5)
    const undone = await must(server.call(requests.undoStep, at(caseId, accepted.version), world.dispatcher))
    expect(undone).toMatchObject({ state: 'received', clock: before.clock, undoable: null })
    expect(undone.clocks.map(({ clock, stoppedAt }) => [clock, stoppedAt])).toEqual([['complaint-accept', null]])
    const again = await must(server.call(office.acceptCase, at(caseId, undone.version), world.dispatcher))
    const unitId = world.handling.id
    const given = await must(server.call(office.assignCase, { ...at(caseId, again.version), unitId }, world.dispatcher))
    await must(server.call(office.noteCase, { id: randomUUID(), caseId, words: '备注不妨碍撤销' }, colleague))
    const back = await must(server.call(requests.undoStep, at(caseId, given.version), world.dispatcher))
    expect(back).toMatchObject({ state: 'accepted', unitName: null })
    expect((await server.call(office.readCase, { caseId }, world.handler)).status).toBe(404)
    const title = '城管清理摊位言语粗暴'
    const named = await must(server.call(office.classifyCase, { ...at(caseId, back.version), title }, world.dispatcher))
    const unnamed = await must(server.call(requests.undoStep, at(caseId, named.version), world.dispatcher))
    expect(unnamed.title).toBe(before.title)
  })

  it('is for who did it, for ten minutes, and while nobody has followed up', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    const refusal = (answer: { problem: { code: string } }) => answer.problem.code
    expect((await read(caseId, colleague)).undoable).toBeNull()
    expect(refusal(await server.call(requests.undoStep, at(caseId, version), colleague))).toBe('step-not-allowed')
    later(11)
    expect(refusal(await server.call(requests.undoStep, at(caseId, version), world.dispatcher))).toBe(
      'step-not-allowed',
    )
    const second = await bringTo(server, world, 'handling')
    const taken = await must(server.call(requests.takeCase, at(second.receipt.id, 3), world.handler))
    const late = await server.call(requests.undoStep, at(second.receipt.id, taken.version), world.dispatcher)
    expect(refusal(late)).toBe('step-not-allowed')
  })
})

describe('taking back a transfer', () => {
  it('lets what the first unit had asked for wait on, its objection included', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    const words = '不属于本单位职责，依据三定方案应由市信访局办理。'
    const asked = await must(server.call(requests.objectToCase, { ...at(caseId, version), words }, world.handler))
    const elsewhere = await makeUnit(server.as(server.east), { name: '市信访局' })
    const moved = await must(
      server.call(
        office.transferCase,
        { ...at(caseId, asked.version), unitId: elsewhere.id, words: '转市信访局' },
        world.dispatcher,
      ),
    )
    expect(moved.waiting).toEqual([])
    const back = await must(server.call(requests.undoStep, at(caseId, moved.version), world.dispatcher))
    expect(back.waiting).toMatchObject([{ kind: 'objection', words }])
  })
})

describe('closing many', () => {
  const closing = {
    endReason: 'not-responsible' as const,
    otherPath: 'hotline' as const,
    words: '不属本区职责，请向热线反映。',
  }

  it('is proposed by one and ends only when another has agreed, item by item', async () => {
    const items = []
    for (let i = 0; i < 3; i += 1) items.push(await bringTo(server, world, 'accepted'))
    const [first, second, third] = items.map(({ receipt }) => receipt.id)
    const proposal = {
      id: randomUUID(),
      items: items.map(({ receipt, version }) => ({ caseId: receipt.id, version })),
      ...closing,
    }
    const proposed = await must(server.call(requests.proposeClosing, proposal, world.dispatcher))
    expect(proposed.results.map(({ fault }) => fault)).toEqual([null, null, null])
    expect(await read(first ?? '')).toMatchObject({
      state: 'accepted',
      waiting: [{ kind: 'closing', otherPath: 'hotline' }],
    })
    const approvals = async (by: Session) =>
      (await must(server.call(listMessages, { limit: 100 }, by))).rows.filter(({ kind }) => kind === 'approval').length
    const heard = await Promise.all([colleague, world.dispatcher, world.accusedStaff].map(approvals))
    expect(heard).toEqual([1, 0, 0])
    const { batchId } = proposed
    const decision = { batchId, decision: 'approve' as const, words: '已逐件核对' }
    const self = await server.call(requests.decideClosing, { id: randomUUID(), ...decision }, world.dispatcher)
    expect(self.problem.code).toBe('second-person-needed')
    const seen = await read(second ?? '')
    await must(
      server.call(office.classifyCase, { ...at(seen.id, seen.version), title: '改过的标题四字' }, world.dispatcher),
    )
    const decided = await must(
      server.call(requests.decideClosing, { id: randomUUID(), ...decision, except: [third ?? ''] }, colleague),
    )
    const faults = new Map(decided.results.map(({ caseId, fault }) => [caseId, fault]))
    expect(faults.get(first ?? '')).toBeNull()
    expect(faults.get(second ?? '')).toContain('改分类')
    expect(await read(first ?? '')).toMatchObject({
      state: 'closed',
      endReason: 'not-responsible',
      otherPath: 'hotline',
    })
    expect(await read(second ?? '')).toMatchObject({ state: 'accepted' })
    expect(await read(third ?? '')).toMatchObject({ state: 'accepted', waiting: [] })
    const progress = await must(server.call(own.readProgress, { caseId: first ?? '' }, world.resident))
    expect(progress).toMatchObject({ endWords: closing.words, path: { path: 'hotline' } })
  })

  it('says where to go instead, and leaves alone what cannot be closed', async () => {
    const { receipt, version } = await bringTo(server, world, 'replied')
    const proposal = { id: randomUUID(), items: [{ caseId: receipt.id, version }], ...closing }
    const { results } = await must(server.call(requests.proposeClosing, proposal, world.dispatcher))
    expect(results).toMatchObject([{ fault: '现在的状态不能做这一步' }])
    const nowhere = { ...proposal, id: randomUUID(), otherPath: undefined }
    expect((await server.call(requests.proposeClosing, nowhere, world.dispatcher)).problem.fields?.[0]?.path).toBe(
      'otherPath',
    )
  })
})

describe('tiers', () => {
  const opinion = async (areaId: string | undefined) => {
    const draft = opinionDraft(areaId ? { areaId } : {})
    return must(server.call(own.submitCase, draft, world.resident))
  }

  it('begin as low as the place, go up one by one when their time is over, and tell it', async () => {
    const receipt = await opinion(world.grid.id)
    expect(await read(receipt.id)).toMatchObject({ tier: 'grid', areaName: expect.any(String) })
    server.clock.now = new Date('2026-06-16T17:30:00+08:00')
    expect(await raiseStaleItems(server.as(server.east))).toBe(0)
    server.clock.now = new Date('2026-06-16T17:31:00+08:00')
    expect(await raiseStaleItems(server.as(server.east))).toBe(1)
    expect(await raiseStaleItems(server.as(server.east))).toBe(0)
    const risen = await read(receipt.id)
    expect(risen).toMatchObject({ tier: 'village', state: 'received' })
    expect(risen.timeline.at(-1)).toMatchObject({
      action: 'rise',
      actor: 'system',
      words: '网格在期限内没有办结，已升到村居继续办理',
    })
    expect(
      risen.clocks
        .filter(({ stoppedAt }) => stoppedAt === null)
        .map(({ clock }) => clock)
        .sort(),
    ).toEqual(['opinion-reply', 'tier-village'])
  })

  it('hand an item to the one unit that stands for the place there, or back to be dispatched', async () => {
    const town = await makeUnit(server.as(server.east), { areaId: world.town.id, name: '镇政府' })
    const receipt = await opinion(world.village.id)
    const accepted = await must(server.call(office.acceptCase, at(receipt.id, 1), world.dispatcher))
    const unitId = world.handling.id
    await must(server.call(office.assignCase, { ...at(receipt.id, accepted.version), unitId }, world.dispatcher))
    server.clock.now = new Date('2026-06-19T09:00:00+08:00')
    await raiseStaleItems(server.as(server.east))
    const risen = await read(receipt.id)
    expect(risen).toMatchObject({ tier: 'township', state: 'handling', unitId: town.id, takenAt: null })
    expect(risen.timeline.at(-1)).toMatchObject({ action: 'rise-unit', targetUnitName: '镇政府' })
    server.clock.now = new Date('2026-07-10T09:00:00+08:00')
    await raiseStaleItems(server.as(server.east))
    expect(await read(receipt.id)).toMatchObject({ tier: 'district', state: 'returned', unitId: null })
  })

  it('stop with the answer, start anew with another handling, and are not for what accuses somebody', async () => {
    const complaint = await fileComplaint(server, world, {}, world.resident)
    const item = await read(complaint.id)
    expect(item.tier).toBe('district')
    expect(item.clocks.some(({ clock }) => clock.startsWith('tier'))).toBe(false)
    const change = { tier: 'township' as const, words: '涉及跨村的事项' }
    expect((await server.call(setTier, { ...at(complaint.id, 1), ...change }, world.dispatcher)).problem.code).toBe(
      'step-not-allowed',
    )
    const receipt = await opinion(undefined)
    const moved = await must(server.call(setTier, { ...at(receipt.id, 1), ...change }, world.dispatcher))
    expect(moved.clocks.find(({ clock, stoppedAt }) => clock === 'tier-township' && !stoppedAt)).toMatchObject({
      dueDay: '2026-06-26',
    })
    const accepted = await must(server.call(office.acceptCase, at(receipt.id, moved.version), world.dispatcher))
    const unitId = world.handling.id
    const given = await must(
      server.call(office.assignCase, { ...at(receipt.id, accepted.version), unitId }, world.dispatcher),
    )
    const reply = { outcome: 'done' as const, words: '已经增设了一处信号灯。' }
    const replied = await must(
      server.call(office.replyCase, { ...at(receipt.id, given.version), ...reply }, world.handler),
    )
    expect(replied.clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ clock }) => clock)).toEqual(['verdict'])
  })
})

describe('an item from before there were tiers', () => {
  it('gets its first one, with its time from now on, and is looked at once', async () => {
    const ctx = server.as(server.east)
    const open = await must(server.call(own.submitCase, opinionDraft({ areaId: world.village.id }), world.resident))
    const { receipt: complaint } = await bringTo(server, world, 'handling')
    for (const { id } of [open, complaint]) {
      await ctx.db.update(cases).set({ tier: null, tierDueAt: null }).where(eq(cases.id, id))
      await ctx.db.delete(caseClocks).where(eq(caseClocks.clock, 'tier-village'))
    }
    later(24 * 60)
    expect(await giveFirstTiers(ctx)).toBe(2)
    expect(await giveFirstTiers(ctx)).toBe(0)
    const given = await read(open.id)
    expect(given.tier).toBe('village')
    expect(given.clocks.find(({ clock }) => clock === 'tier-village')).toMatchObject({ dueDay: '2026-06-22' })
    const accusing = await read(complaint.id)
    expect(accusing.tier).toBe('district')
    expect(accusing.clocks.some(({ clock }) => clock.startsWith('tier'))).toBe(false)
  })
})

describe('legal paths', () => {
  it('of 信访 gives the unit that path’s own days to object', async () => {
    const { receipt, version } = await bringTo(server, world, 'accepted')
    const step = { ...at(receipt.id, version), legalPath: 'petition' as const, words: '属于信访事项' }
    const moved = await must(server.call(paths.setPath, step, world.dispatcher))
    const unitId = world.handling.id
    await must(server.call(office.assignCase, { ...at(receipt.id, moved.version), unitId }, world.dispatcher))
    const given = await read(receipt.id, world.handler)
    const running = given.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ clock }) => clock)
    expect(running.sort()).toEqual(['petition-handle', 'petition-objection'])
    expect(given.acts).toContain('object')
    const taken = await must(server.call(requests.takeCase, at(receipt.id, given.version), world.handler))
    expect(taken.clocks.find(({ clock }) => clock === 'petition-objection')?.stoppedAt).not.toBeNull()
  })

  it('of 信访 set their own clock from receipt or acceptance, and give the old one back', async () => {
    const { receipt, version } = await bringTo(server, world, 'accepted')
    server.clock.now = new Date('2026-06-15T09:00:00+08:00')
    const step = { ...at(receipt.id, version), legalPath: 'petition' as const, words: '属于信访事项' }
    const moved = await must(server.call(paths.setPath, step, world.dispatcher))
    expect(moved).toMatchObject({ legalPath: 'petition', clock: { clock: 'petition-handle', dueDay: '2026-08-10' } })
    const progress = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(progress).toMatchObject({ legalPath: 'petition', path: { path: 'petition', untilDay: null } })
    const back = await must(
      server.call(
        paths.setPath,
        { ...at(receipt.id, moved.version), legalPath: null, words: '不是信访事项' },
        world.dispatcher,
      ),
    )
    expect(back.clock).toMatchObject({ clock: 'complaint-decide', dueDay: '2026-07-11' })
  })

  it('tell the resident where to go and by when, in the place’s own words', async () => {
    const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
    const desk = {
      path: 'reconsideration' as const,
      office: '市政府行政复议办',
      address: '',
      phone: '0512-0000000',
      hours: '',
    }
    await must(server.call(paths.definePathDesk, { id: randomUUID(), version: 0, ...desk }, admin))
    const stale = await server.call(paths.definePathDesk, { id: randomUUID(), version: 0, ...desk }, admin)
    expect(stale.problem.code).toBe('version-conflict')
    const receipt = await fileComplaint(server, world, {}, world.resident)
    const words = '对处罚决定不服的，请申请行政复议。'
    await must(
      server.call(office.refuseCase, { ...at(receipt.id, 1), words, otherPath: 'reconsideration' }, world.dispatcher),
    )
    const progress = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(progress.path).toMatchObject({
      office: '市政府行政复议办',
      phone: '0512-0000000',
      untilDay: '2026-08-07',
      over: false,
    })
  })

  it('of 纪检 hide an open complaint from the accused', async () => {
    const receipt = await fileComplaint(server, world, { identity: 'public' }, world.resident)
    const shown = async () => (await must(server.call(listAgainst, {}, world.accusedStaff))).rows.map(({ id }) => id)
    expect(await shown()).toContain(receipt.id)
    const step = { ...at(receipt.id, 1), legalPath: 'discipline' as const, words: '涉嫌收受好处' }
    await must(server.call(paths.setPath, step, world.dispatcher))
    expect(await shown()).not.toContain(receipt.id)
  })
})
