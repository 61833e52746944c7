import { randomUUID } from 'node:crypto'
import { workRecount } from '@minyi/server/features/cases/recounts/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as clocks from '@minyi/shared/clocks/contract.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  bringTo,
  type CaseWorld,
  fileComplaint,
  makeCaseWorld,
  must,
  opinionDraft,
} from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let admin: Session

beforeEach(async () => {
  server = await startServer()
  server.clock.now = new Date('2026-12-28T09:00:00+08:00')
  world = await makeCaseWorld(server)
  admin = await server.staff(server.east, { permissions: ['definitions.write'] })
})
afterEach(() => server.close())

const read = (caseId: string) => must(server.call(office.readCase, { caseId }, world.dispatcher))
const definition = { clock: 'opinion-reply' as const, dayKind: 'working' as const, days: 3, endsAt: '17:30' }
const notice2027 = {
  knownFrom: '2025-01-01',
  knownThrough: '2027-12-31',
  source: '国务院办公厅关于2027年部分节假日安排的通知',
}

async function nextCalendar() {
  const { version, daysOff, workDays } = await must(server.call(clocks.readCalendar, {}, admin))
  return {
    version,
    workDays: [...workDays, '2027-01-03'],
    daysOff: [...daysOff, '2027-01-01', '2027-01-04'],
    ...notice2027,
  }
}

async function work() {
  while ((await workRecount(server.as(server.east))) > 0);
}

describe('a year without a known calendar', () => {
  it('gives provisional days, which become firm when the new calendar is published, as an event of its own', async () => {
    const receipt = await must(server.call(own.submitCase, opinionDraft(), world.resident))
    const still = await must(server.call(own.submitCase, opinionDraft({ areaId: world.village.id }), world.resident))
    expect(receipt.clock).toMatchObject({ dueDay: '2027-01-04', provisional: true })
    const { version, source, ...calendar } = await nextCalendar()
    const preview = await must(server.call(clocks.previewRecount, { calendar }, admin))
    // Both replies and the clocks of both tiers; the administrator reads no item, so no number is told.
    expect(preview).toMatchObject({ examined: 4, firm: 4, later: 4, earlier: 0, rows: [] })
    expect((await read(receipt.id)).clock).toMatchObject({ provisional: true })
    await must(server.call(clocks.publishCalendar, { id: randomUUID(), version, source, ...calendar }, admin))
    await work()
    expect((await read(receipt.id)).clock).toMatchObject({ dueDay: '2027-01-05', provisional: false })
    expect((await read(still.id)).clock).toMatchObject({ dueDay: '2027-01-05', provisional: false })
    const { recounts } = await must(server.call(clocks.listRecounts, {}, admin))
    expect(recounts).toMatchObject([{ cause: 'calendar', version: 2, examined: 4, doneAt: expect.any(String) }])
    const progress = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(progress.told.at(-1)).toMatchObject({ action: 'recount', from: 'office' })
    expect(progress.told.at(-1)?.words).toBe(
      '期限由1月4日（周一）17:30 前（放假安排未公布，暂定）改为1月5日（周二）17:30 前',
    )
    const { versions } = await must(server.call(clocks.readCalendarHistory, {}, admin))
    expect(versions.map((one) => [one.version, one.source])).toEqual([
      [2, notice2027.source],
      [1, expect.stringContaining('国务院办公厅')],
    ])
  })
})

describe('a new definition', () => {
  it('leaves alone what already runs, unless that is counted anew on purpose', async () => {
    const receipt = await must(server.call(own.submitCase, opinionDraft(), world.resident))
    const set = { id: randomUUID(), version: 1, source: '本市新规定', ...definition }
    await must(server.call(clocks.defineClock, set, admin))
    await work()
    expect((await read(receipt.id)).clock?.dueDay).toBe('2027-01-04')
    expect((await must(server.call(own.submitCase, opinionDraft(), world.resident))).clock.dueDay).toBe('2026-12-31')
    const preview = await must(server.call(clocks.previewRecount, { definition: { ...definition, days: 2 } }, admin))
    expect(preview).toMatchObject({ examined: 2, earlier: 2, later: 0, firm: 1 })
    const again = { ...set, id: randomUUID(), version: 2, days: 2, recount: true }
    await must(server.call(clocks.defineClock, again, admin))
    await work()
    expect((await read(receipt.id)).clock).toMatchObject({ dueDay: '2026-12-30', provisional: false })
    expect(await read(receipt.id)).toMatchObject({ version: 1 })
    const { recounts } = await must(server.call(clocks.listRecounts, {}, admin))
    expect(recounts).toMatchObject([{ cause: 'clock', clock: 'opinion-reply', version: 3, examined: 2, moved: 2 }])
    const { versions } = await must(server.call(clocks.readClockHistory, { clock: 'opinion-reply' }, admin))
    expect(versions.map(({ version, days }) => [version, days])).toEqual([
      [3, 2],
      [2, 3],
      [1, 5],
    ])
  })

  it('keeps what was paused and extended, over the turn of the year and through a reopening', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    const step = (v: number) => ({ id: randomUUID(), caseId, version: v })
    const words = '需要多部门会商，请再给我们一些时间。'
    const asked = await must(server.call(requests.askExtension, { ...step(version), days: 20, words }, world.handler))
    const decision = { decision: 'approve' as const, words: '同意' }
    const requestId = asked.waiting[0]?.id ?? ''
    const extended = await must(
      server.call(requests.decideRequest, { ...step(asked.version), requestId, ...decision }, world.supervisor),
    )
    const pause = { reason: 'expert' as const, days: 10, words: '等检测机构出具报告。' }
    const second = await must(server.call(requests.askPause, { ...step(extended.version), ...pause }, world.handler))
    const pauseId = second.waiting[0]?.id ?? ''
    await must(
      server.call(
        requests.decideRequest,
        { ...step(second.version), requestId: pauseId, ...decision },
        world.supervisor,
      ),
    )
    // 30 days and 20 more from 28 December, and 10 on which the clock stands still.
    expect((await read(caseId)).clock?.dueDay).toBe('2027-02-26')
    const shorter = { clock: 'complaint-decide' as const, dayKind: 'natural' as const, days: 25, endsAt: '24:00' }
    const set = { id: randomUUID(), version: 1, extendBy: 20, source: '本市新规定', recount: true, ...shorter }
    await must(server.call(clocks.defineClock, set, admin))
    await work()
    expect((await read(caseId)).clock?.dueDay).toBe('2027-02-21')
    const paused = await read(caseId)
    await must(server.call(requests.resumeCase, { ...step(paused.version), words: '报告已经拿到。' }, world.handler))
    const resumed = await read(caseId)
    expect(resumed.clock?.dueDay).toBe('2027-02-11')
    const reply = { outcome: 'done' as const, words: '已经批评教育带队人员。' }
    await must(server.call(office.replyCase, { ...step(resumed.version), ...reply }, world.handler))
    const verdict = { id: randomUUID(), caseId, verdict: 'solved' as const }
    await must(server.call(own.giveVerdict, verdict, world.resident))
    await must(server.call(own.reopenCase, { id: randomUUID(), caseId, words: '其实没有解决' }, world.resident))
    // The second round starts with all its days: neither pause nor extension of the first.
    expect(await read(caseId)).toMatchObject({ round: 2, clock: { dueDay: '2027-01-22' } })
  })

  it('is refused where it would leave no day at all, and previews one thing at a time', async () => {
    const none = await server.call(
      clocks.defineClock,
      { id: randomUUID(), version: 1, source: '本市规定', ...definition, days: 0 },
      admin,
    )
    expect(none.problem.fields?.[0]?.path).toBe('days')
    expect((await server.call(clocks.previewRecount, {}, admin)).problem.code).toBe('input-invalid')
  })

  it('tells the numbers of items in a preview to whoever reads them', async () => {
    await fileComplaint(server, world, {}, world.resident)
    const both = await server.staff(server.east, { permissions: ['definitions.write', 'cases.read'] })
    const sooner = { ...definition, clock: 'complaint-accept' as const, days: 2 }
    const { rows } = await must(server.call(clocks.previewRecount, { definition: sooner }, both))
    expect(rows).toMatchObject([
      { clock: 'complaint-accept', from: '2027-01-04', to: '2026-12-30', provisional: false },
    ])
  })
})
