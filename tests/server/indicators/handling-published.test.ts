import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recomputeFigure } from '@minyi/server/commands/figure/recompute.ts'
import { giveVerdict, withdrawCase } from '@minyi/shared/cases/resident/contract.ts'
import { listDefinitionVersions } from '@minyi/shared/indicators/definitions/contract.ts'
import { defineHandling, listHandlingIndicators } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { readHandling } from '@minyi/shared/indicators/handling/contract.ts'
import { listMethods } from '@minyi/shared/indicators/methods/contract.ts'
import { downloadOpenTable } from '@minyi/shared/indicators/open/contract.ts'
import {
  type Certificate,
  correctFigure,
  downloadPublished,
  listPublished,
  previewFigure,
  publishFigure,
  readPublished,
} from '@minyi/shared/indicators/published/contract.ts'
import {
  downloadOpenFigure,
  listOpenFigures,
  readOpenFigure,
} from '@minyi/shared/indicators/published/open/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let publisher: Session
let definer: Session

/** Complaints of June: 36 with a grade, 30 of them content; 6 said nothing yet, one is being handled, 7 were taken back. */
beforeAll(async () => {
  server = await startServer()
  server.clock.now = new Date('2026-06-04T09:00:00+08:00')
  world = await makeCaseWorld(server)
  publisher = await server.staff(server.east, { permissions: ['figures.exact', 'figures.publish'], name: '张督' })
  definer = await server.staff(server.east, { permissions: ['definitions.write'], name: '王管' })
  for (let i = 0; i < 36; i += 1) await rated(i % 6 === 0 ? 2 : 5)
  for (let i = 0; i < 6; i += 1) {
    later()
    waiting.push((await bringTo(server, world, 'replied')).receipt.id)
  }
  later()
  await bringTo(server, world, 'handling')
  for (let i = 0; i < 7; i += 1) {
    later()
    const gone = await fileComplaint(server, world, {}, world.resident)
    await must(server.call(withdrawCase, { id: randomUUID(), caseId: gone.id }, world.resident))
  }
  server.clock.now = new Date('2026-07-02T09:00:00+08:00')
}, 240_000)
afterAll(() => server.close())

const waiting: string[] = []

/** Not all at once: residents are limited in how much they file an hour. */
function later() {
  server.clock.now = new Date(server.clock.now.getTime() + 2 * 3_600_000)
}

async function rated(grade: 2 | 5) {
  later()
  const { receipt } = await bringTo(server, world, 'replied')
  await say(receipt.id, grade)
}
const say = (caseId: string, grade: 2 | 5) =>
  must(server.call(giveVerdict, { id: randomUUID(), caseId, verdict: 'solved', grade }, world.resident))

type Choice = { indicatorId: string; audience: 'public' | 'office'; unitId?: string; from?: string; to?: string }
const june = { from: '2026-06-01', to: '2026-06-30' }
const satisfied: Choice = { indicatorId: 'complaint-satisfied', audience: 'office', ...june }

const preview = (choice: Choice, by = publisher) => must(server.call(previewFigure, choice, by))
async function publish(choice: Choice, by = publisher): Promise<Certificate> {
  const { asOf, rows } = await preview(choice, by)
  const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256, note: '' }
  return must(server.call(publishFigure, input, by))
}
const problemOf = async (choice: Choice, by = publisher) => (await server.call(previewFigure, choice, by)).problem

/** The folder of a figure as `figure export` writes it, from the same files. */
async function folderOf(figureId: string, open: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'minyi-handling-'))
  const read = open ? downloadOpenFigure : downloadPublished
  for (const [part, name] of Object.entries({
    rows: 'rows.csv',
    definition: 'definition.json',
    certificate: 'certificate.json',
  })) {
    const { text } = await server.call(read, { figureId, part: partOf(part) }, open ? undefined : publisher)
    await writeFile(join(folder, name), text)
  }
  return folder
}
const partOf = (name: string) => (name === 'rows' ? 'rows' : name === 'definition' ? 'definition' : 'certificate')

describe('a rate of handling is published', () => {
  it('by name, as it was looked at, with funnel, exclusions, bounds and verdict', async () => {
    const looked = await preview(satisfied)
    expect(looked.figure).toMatchObject({
      estimate: { satisfied: 30, n: 36 },
      verdict: 'insufficient',
      bounds: { ofInvited: { missing: 0 }, ofEligible: { missing: 7, low: 30 / 43, high: 37 / 43 } },
      withExclusions: { flips: 'possible', range: [30 / 43, 37 / 43] },
    })
    expect(looked.figure.handling?.steps.map(({ count }) => count)).toEqual([50, 43, 42, 36, 36])
    expect(looked.figure.handling?.beside).toEqual([
      { name: '已答复，还没有表态', part: 'pending', count: 6 },
      { name: '还没有答复', part: 'pending', count: 1 },
      { name: '撤回', part: 'excluded', count: 7 },
    ])
    expect(looked.asOf).toBe('2026-07-02T00:00:00+08:00')
    const made = await publish(satisfied)
    expect(made).toMatchObject({
      indicatorId: 'complaint-satisfied',
      publishedBy: { name: '张督' },
      rows: looked.rows,
      figure: looked.figure,
      definition: { id: 'complaint-satisfied', version: 1, kinds: ['complaint', 'report'] },
      clause: { place: '八(二十七)' },
    })
    const again = { id: randomUUID(), ...satisfied, asOf: looked.asOf, sha256: looked.rows.sha256, note: '' }
    expect((await server.call(publishFigure, again, publisher)).problem.code).toBe('step-not-allowed')
    expect((await server.call(readPublished, { figureId: made.id }, publisher)).body).toEqual(made)
  })

  it('as it stood when the day began: what residents say since does not move it', async () => {
    const before = await preview(satisfied)
    await say(waiting.pop() ?? '', 5)
    expect((await preview(satisfied)).rows).toEqual(before.rows)
    server.clock.now = new Date('2026-07-03T09:00:00+08:00')
    expect((await preview(satisfied)).figure.estimate).toMatchObject({ satisfied: 31, n: 37 })
    const late = { id: randomUUID(), ...satisfied, asOf: before.asOf, sha256: before.rows.sha256, note: '' }
    expect((await server.call(publishFigure, late, publisher)).problem.code).toBe('preview-outdated')
  })

  it('in every measure, each item being in exactly one state', async () => {
    const { indicators } = await must(server.call(listHandlingIndicators, {}))
    expect(indicators.length).toBe(20)
    const counted = indicators.filter(({ group }) => group === 'items' || group === 'complaints')
    for (const { indicatorId, definition } of counted) {
      const answer = await server.call(previewFigure, { indicatorId, audience: 'office', ...june }, publisher)
      if (answer.status !== 200) throw new Error(`${indicatorId}: ${answer.text}`)
      const { figure, rows } = answer.body
      expect(rows.rows, indicatorId).toBe(50)
      expect(figure.handling?.steps[0]?.count, indicatorId).toBe(50)
      expect(figure.estimate?.n, indicatorId).toBe(figure.handling?.steps.at(-1)?.count)
      expect(definition.handling?.states.length).toBeGreaterThan(1)
    }
  })

  it('agrees with the live figures of the same days', async () => {
    const live = await must(server.call(readHandling, june, publisher))
    for (const { rate, estimate } of live.figures) {
      const { figure } = await preview({ indicatorId: `handling-${rate}`, audience: 'office', ...june })
      expect({ rate, n: figure.estimate?.n, x: figure.estimate?.satisfied }).toEqual({
        rate,
        n: estimate?.n,
        x: estimate?.satisfied,
      })
    }
  })

  it('not of few, of days to come, beyond the own reach, or by whom an item accuses', async () => {
    const calls = await problemOf({ indicatorId: 'call-back-solved', audience: 'office', ...june })
    expect(calls).toMatchObject({ code: 'figure-not-publishable', detail: '可计算的不足 30 件，不能发布' })
    expect((await problemOf({ ...satisfied, to: '2026-07-03' })).code).toBe('input-invalid')
    expect((await problemOf({ ...satisfied, indicatorId: 'handling-luck' })).code).toBe('not-found')
    const { staff, east } = server
    const permissions = ['figures.exact', 'figures.publish'] as const
    const narrow = await staff(east, { permissions, unitId: world.handling.id })
    expect((await problemOf(satisfied, narrow)).code).toBe('not-found')
    expect((await preview({ ...satisfied, unitId: world.handling.id }, narrow)).figure.estimate?.n).toBe(37)
    const accused = await staff(east, { permissions, memberOf: world.accused.id })
    expect((await problemOf(satisfied, accused)).detail).toContain('回避')
    const [figure] = (await must(server.call(listPublished, { limit: 10 }, publisher))).rows
    const figureId = figure?.id ?? ''
    expect((await must(server.call(listPublished, { limit: 10 }, accused))).rows).toEqual([])
    expect((await server.call(readPublished, { figureId }, accused)).status).toBe(404)
    expect((await server.call(downloadPublished, { figureId, part: 'rows' }, accused)).status).toBe(404)
  })
})

describe('the files of a rate of handling', () => {
  it('compute it anew without a database, and another one when a single row is changed', async () => {
    const made = await publish({ ...satisfied, indicatorId: 'handling-solved' })
    const folder = await folderOf(made.id, false)
    expect(await recomputeFigure(folder)).toBe(0)
    const path = join(folder, 'rows.csv')
    const rows = await readFile(path, 'utf8')
    expect(rows).not.toContain('城管')
    await writeFile(path, rows.replace(',solved,1', ',not-solved,1'))
    expect(await recomputeFigure(folder)).toBe(2)
    await writeFile(path, rows.replace(',solved,1', ',luck,1'))
    await expect(recomputeFigure(folder)).rejects.toThrow('没有“luck”这种情形')
    const readme = await server.call(downloadPublished, { figureId: made.id, part: 'readme' }, publisher)
    expect(readme.text).toContain('`not-solved`：没有解决（在分母里，不算作是）')
  })
})

describe('a rate of handling for everybody', () => {
  const open: Choice = { indicatorId: 'complaint-solved', audience: 'public', ...june }
  let first: Certificate

  it('is of whole months of the whole place, listed, in open data, with small cells merged, and computes anew', async () => {
    expect((await problemOf({ ...open, from: '2026-06-02' })).detail).toContain('整月')
    expect((await problemOf({ ...open, unitId: world.handling.id })).code).toBe('figure-not-publishable')
    first = await publish(open)
    const { body } = await server.call(readOpenFigure, { figureId: first.id })
    expect(body.figure.estimate).toEqual(first.figure.estimate)
    const folder = await folderOf(first.id, true)
    const rows = await readFile(join(folder, 'rows.csv'), 'utf8')
    expect(rows).not.toContain('市督查室')
    expect(
      rows
        .split('\n')
        .slice(1)
        .filter(Boolean)
        .every((line) => Number(line.split(',').at(-1)) >= 5),
    ).toBe(true)
    expect(await recomputeFigure(folder)).toBe(0)
    expect((await must(server.call(listOpenFigures, { limit: 10 }))).rows.map(({ id }) => id)).toContain(first.id)
    const table = await server.call(downloadOpenTable, { table: 'published', format: 'csv' })
    expect(table.text).toContain('投诉举报解决率')
    const { methods } = await must(server.call(listMethods, {}))
    expect(methods.find(({ indicatorId }) => indicatorId === 'complaint-solved')?.latest?.id).toBe(first.id)
    const live = await must(server.call(readHandling, june, publisher))
    expect(live.figures.every(({ certificate }) => certificate === null || certificate?.audience === 'office')).toBe(
      true,
    )
  })

  it('is told once: again, over other days that touch it, or moved by a few, it is refused', async () => {
    const { asOf, rows } = await preview(open)
    const twice = { id: randomUUID(), ...open, asOf, sha256: rows.sha256, note: '' }
    expect((await server.call(publishFigure, twice, publisher)).problem.code).toBe('step-not-allowed')
    const wider = { ...open, from: '2026-05-01' }
    expect((await problemOf(wider)).detail).toContain('重叠')
    expect((await problemOf({ ...wider, indicatorId: 'handling-solved' })).detail).toContain('重叠')
    await say(waiting.pop() ?? '', 5)
    server.clock.now = new Date('2026-07-04T09:00:00+08:00')
    expect((await problemOf(open)).detail).toContain('不到 5 件')
    expect((await preview({ ...open, audience: 'office' })).figure.estimate?.n).toBe(38)
  })

  it('is corrected by another one once enough has moved; the old one stays and names its successor', async () => {
    for (const caseId of waiting.splice(0)) await say(caseId, 5)
    server.clock.now = new Date('2026-07-05T09:00:00+08:00')
    const { asOf, rows, figure } = await preview(open)
    expect(figure.estimate).toMatchObject({ satisfied: 42, n: 42 })
    const input = { id: randomUUID(), figureId: first.id, asOf, sha256: rows.sha256, reason: '又有人表了态' }
    const second = await must(server.call(correctFigure, input, publisher))
    expect(second).toMatchObject({ state: 'in-force', corrects: { id: first.id }, figure: { estimate: { n: 42 } } })
    const old = await must(server.call(readOpenFigure, { figureId: first.id }))
    expect(old).toMatchObject({ state: 'corrected', correctedBy: { id: second.id }, figure: { estimate: { n: 37 } } })
  })
})

describe('how a rate of handling is defined', () => {
  it('changes by a new version, with what differs; silence that an order counts stands beside it under its label', async () => {
    const { indicators } = await must(server.call(listHandlingIndicators, {}))
    const solved = indicators.find(({ indicatorId }) => indicatorId === 'handling-satisfied')
    const silence = { order: '某某通知〔2026〕5 号', issuer: '某某局' }
    const terms = { minN: 30, target: 0.85, level: 0.95 as const, silence, reason: '按年度目标' }
    const input = { id: randomUUID(), indicatorId: 'handling-satisfied', expectedVersion: 1, ...terms }
    expect((await server.call(defineHandling, input, publisher)).status).toBe(404)
    const card = await must(server.call(defineHandling, input, definer))
    expect(card.definition).toMatchObject({ version: 2, target: 0.85, silence })
    expect(card.definition.handling).toEqual(solved?.definition.handling)
    const behind = await server.call(defineHandling, { ...input, id: randomUUID() }, definer)
    expect(behind.problem.code).toBe('version-conflict')
    const never = { ...input, id: randomUUID(), indicatorId: 'handling-on-time' }
    expect((await server.call(defineHandling, never, definer)).problem.code).toBe('input-invalid')
    const { versions } = await must(server.call(listDefinitionVersions, { indicatorId: 'handling-satisfied' }))
    expect(versions.map(({ inForce, setBy, reason }) => ({ inForce, setBy, reason }))).toEqual([
      { inForce: true, setBy: null, reason: '按年度目标' },
      { inForce: false, setBy: null, reason: null },
    ])
    expect(versions[0]?.changes.map(({ field }) => field)).toEqual(['目标', '另计的默认好评'])
    const live = await must(server.call(readHandling, june, publisher))
    expect(live.figures.find(({ rate }) => rate === 'satisfied')?.definition.version).toBe(2)
    const looked = await preview({ ...satisfied, indicatorId: 'handling-satisfied' })
    expect(looked.figure).toMatchObject({ target: 0.85, ordered: { order: silence.order, silent: 0 } })
  })
})
