import { createHash, randomUUID } from 'node:crypto'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { defineIndicator, listIndicators } from '@minyi/shared/indicators/contract.ts'
import { listDefinitionVersions } from '@minyi/shared/indicators/definitions/contract.ts'
import {
  type Audience,
  correctFigure,
  downloadPublished,
  listPublished,
  previewFigure,
  publishFigure,
  readPublished,
  withdrawFigure,
} from '@minyi/shared/indicators/published/contract.ts'
import {
  downloadOpenFigure,
  listOpenFigures,
  readOpenFigure,
} from '@minyi/shared/indicators/published/open/contract.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeRating, excludeRating, foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
}, 120_000)
afterAll(() => server.close())

/** Three townships with 45, 40 and 12 ratings, one in nine poor; eight poor ones of the first are excluded; the day is closed. */
async function makeWorld() {
  const ctx = server.as(server.east)
  const city = await makeArea(ctx, { level: 'city', name: '全城' })
  const [north, middle, south] = [
    await makeArea(ctx, { parentId: city.id, name: '北镇' }),
    await makeArea(ctx, { parentId: city.id, name: '中镇' }),
    await makeArea(ctx, { parentId: city.id, name: '南镇' }),
  ]
  const [unit, other] = [await makeUnit(ctx, { areaId: city.id }), await makeUnit(ctx, { areaId: city.id })]
  const rate = async (count: number, areaId: string, of: typeof unit) => {
    const made = []
    for (let i = 0; i < count; i += 1) {
      const grade: Grade = i % 9 === 0 ? 1 : i % 2 === 0 ? 4 : 5
      made.push(await rateContact(server, ctx, { unit: of, areaId, grade, closedDay: '2026-06-02' }))
    }
    return made
  }
  const rated = { north: await rate(53, north.id, unit), middle: await rate(40, middle.id, other) }
  await rate(12, south.id, unit)
  const { staff, east } = server
  const people = {
    proposer: await staff(east, { permissions: ['ratings.exclude.propose'] }),
    approver: await staff(east, { permissions: ['ratings.exclude.approve'] }),
  }
  const poor = rated.north.filter((_, i) => i % 9 === 0)
  for (const one of poor) await excludeRating(server, people, one.ratingId, 'malicious')
  await closeDay(ctx, '2026-06-11')
  await foldEverything(server)
  server.clock.now = new Date('2026-06-12T09:00:00+08:00')
  return {
    ...{ city, north, middle, south, unit, other, rated, people },
    publisher: await staff(east, {
      permissions: ['figures.exact', 'figures.publish'],
      memberOf: other.id,
      name: '张督',
    }),
    reader: await staff(east, { permissions: ['figures.exact'] }),
    ofNorth: await staff(east, { permissions: ['figures.exact', 'figures.publish'], areaId: north.id }),
    definer: await staff(east, { permissions: ['definitions.write'], name: '王管' }),
  }
}

type Choice = { audience: Audience; areaId?: string; unitId?: string; from?: string; to?: string }

async function preview(choice: Choice, by: Session = world.publisher) {
  const answer = await server.call(previewFigure, { indicatorId, ...choice }, by)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

async function publish(choice: Choice, note = '') {
  const { asOf, rows } = await preview(choice)
  const input = { id: randomUUID(), indicatorId, ...choice, asOf, sha256: rows.sha256, note }
  return { input, answer: await server.call(publishFigure, input, world.publisher) }
}

const office: Choice = { audience: 'office', from: '2026-06-01', to: '2026-06-11' }
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe('publishing is an act', () => {
  it('with a preview that writes nothing, a name and a time; the certificate says where the figure comes from', async () => {
    const looked = await preview(office)
    expect((await server.call(listPublished, { indicatorId }, world.publisher)).body.rows).toEqual([])
    const { answer } = await publish(office, '半年通报用')
    expect(answer.status).toBe(200)
    const { rows, figure, publishedBy, publishedAt, state, note, definition } = answer.body
    expect(rows).toEqual(looked.rows)
    expect(figure).toEqual(looked.figure)
    expect({ publishedBy, state, note }).toMatchObject({
      publishedBy: { name: '张督' },
      state: 'in-force',
      note: '半年通报用',
    })
    expect(publishedAt).toBe('2026-06-12T09:00:00+08:00')
    expect(definition).toMatchObject({
      version: 1,
      method: 'wilson',
      design: 'census',
      weights: 'none',
      grades: [5, 4, 3],
    })
    expect(figure.counts).toMatchObject({ eligible: 105, invited: 105, answered: 105, excluded: { total: 6 } })
    expect(figure.estimate).toMatchObject({ n: 99, satisfied: 92, kind: 'count', df: null })
    expect(figure.bounds.ofEligible).toEqual({ missing: 0, low: 92 / 99, high: 92 / 99 })
    expect(figure.withExclusions.estimate).toMatchObject({ n: 105, satisfied: 92 })
  })

  it('once: a repeat gets the same answer, the same figure again is refused, and so is what nobody looked at', async () => {
    const choice: Choice = { ...office, unitId: world.other.id }
    const { input, answer } = await publish(choice)
    expect((await server.call(publishFigure, input, world.publisher)).body).toEqual(answer.body)
    const again = await server.call(publishFigure, { ...input, id: randomUUID() }, world.publisher)
    expect(again.problem.code).toBe('step-not-allowed')
    const unseen = { ...input, id: randomUUID(), areaId: world.middle.id, unitId: undefined }
    expect((await server.call(publishFigure, unseen, world.publisher)).problem.code).toBe('preview-outdated')
  })

  it('not of few ratings, of days that are not over, or beyond the own reach', async () => {
    const { publisher, ofNorth, reader, south, middle, north, unit } = world
    const codeOf = async (choice: Choice, by: Session) =>
      (await server.call(previewFigure, { indicatorId, ...choice }, by)).problem?.code
    expect(await codeOf({ ...office, areaId: south.id }, publisher)).toBe('figure-not-publishable')
    expect(await codeOf({ audience: 'office', from: '2026-06-01', to: '2026-06-12' }, publisher)).toBe('input-invalid')
    expect(await codeOf({ ...office, areaId: north.id, unitId: unit.id }, publisher)).toBe('input-invalid')
    expect(await codeOf(office, ofNorth)).toBe('not-found')
    expect(await codeOf({ ...office, areaId: middle.id }, ofNorth)).toBe('not-found')
    expect(await codeOf({ ...office, areaId: north.id }, ofNorth)).toBeUndefined()
    expect(await codeOf(office, reader)).toBe('not-found')
    expect(await codeOf({ audience: 'public', from: '2026-06-01' }, publisher)).toBe('figure-not-publishable')
    expect(await codeOf({ audience: 'public', unitId: unit.id }, publisher)).toBe('figure-not-publishable')
  })
})

describe('the rows of a figure', () => {
  it('hash to what the certificate says, hold neither matter nor day, and come with definition and instructions', async () => {
    const { answer } = await publish({ ...office, from: '2026-06-02' })
    const figureId = answer.body.id
    const rows = await server.call(downloadPublished, { figureId, part: 'rows' }, world.reader)
    expect(hashOf(rows.text)).toBe(answer.body.rows.sha256)
    expect(rows.text.split('\n').filter((line) => line.includes(',rating,'))).toHaveLength(105)
    expect(rows.text).not.toContain('占道经营')
    expect(rows.text).not.toContain('2026-06-02')
    for (const one of world.rated.north) expect(rows.text).not.toContain(one.ratingId)
    const readme = await server.call(downloadPublished, { figureId, part: 'readme' }, world.reader)
    expect(readme.text).toContain(answer.body.rows.sha256)
    const zip = await server.call(downloadPublished, { figureId }, world.reader)
    expect(zip.headers['content-type']).toBe('application/zip')
    expect(zip.text.slice(0, 2)).toBe('PK')
  })

  it('stay as they were published while ratings go on changing', async () => {
    const { answer } = await publish({ ...office, areaId: world.middle.id })
    const read = () => server.call(downloadPublished, { figureId: answer.body.id, part: 'rows' }, world.reader)
    const before = (await read()).text
    const changed = world.rated.middle[1]
    if (!changed) throw new Error('no rating')
    await changeRating(server, server.as(server.east), changed, 2)
    expect((await read()).text).toBe(before)
    expect((await server.call(readPublished, { figureId: answer.body.id }, world.reader)).body).toEqual(answer.body)
  })
})

describe('a correction', () => {
  it('is a new figure that names the old one, which stays word for word and names its successor', async () => {
    server.clock.now = new Date('2026-06-12T10:00:00+08:00')
    const choice: Choice = { ...office, areaId: world.north.id }
    const first = (await publish(choice)).answer.body
    const rated = world.rated.north[1]
    if (!rated) throw new Error('no rating')
    await changeRating(server, server.as(server.east), rated, 1)
    server.clock.now = new Date('2026-06-12T11:00:00+08:00')
    const { asOf, rows } = await preview(choice)
    const input = { id: randomUUID(), figureId: first.id, asOf, sha256: rows.sha256, reason: '有一份评价改过' }
    const second = await server.call(correctFigure, input, world.publisher)
    expect(second.body).toMatchObject({ state: 'in-force', corrects: { id: first.id, reason: '有一份评价改过' } })
    expect(second.body.figure.estimate?.satisfied).toBe((first.figure.estimate?.satisfied ?? 0) - 1)
    const old = await server.call(readPublished, { figureId: first.id }, world.reader)
    const { state, correctedBy, ...kept } = old.body
    expect({ ...kept, state: 'in-force', correctedBy: null }).toEqual(first)
    expect(state).toBe('corrected')
    expect(correctedBy).toMatchObject({ id: second.body.id, reason: '有一份评价改过', by: { name: '张督' } })
    const again = await server.call(correctFigure, { ...input, id: randomUUID() }, world.publisher)
    expect(again.problem.code).toBe('step-not-allowed')
    const listed = await server.call(listPublished, { areaId: world.north.id }, world.reader)
    expect(listed.body.rows.map(({ id, state }) => [id, state])).toEqual([
      [second.body.id, 'in-force'],
      [first.id, 'corrected'],
    ])
  })

  it('cannot overwrite: the database itself refuses to change what was published', async () => {
    const { sql } = server.platform.database
    await expect(sql`update published_figures set note = ''`).rejects.toThrow()
    await expect(sql`update published_figures set version = version + 1`).rejects.toThrow(/added, never changed/)
    await expect(sql`update published_rows set bytes = ''`).rejects.toThrow(/added, never changed/)
  })

  it('is not a withdrawal, which leaves the figure in the list with its reason', async () => {
    const { answer } = await publish({ ...office, from: '2026-05-20' })
    const input = { id: randomUUID(), figureId: answer.body.id, reason: '时段选错了' }
    const gone = await server.call(withdrawFigure, input, world.publisher)
    expect(gone.body).toMatchObject({ state: 'withdrawn', withdrawn: { reason: '时段选错了', by: { name: '张督' } } })
    const again = await server.call(withdrawFigure, { ...input, id: randomUUID() }, world.publisher)
    expect(again.problem.code).toBe('step-not-allowed')
    const listed = await server.call(listPublished, { indicatorId, limit: 100 }, world.reader)
    expect(listed.body.rows.find(({ id }) => id === answer.body.id)?.state).toBe('withdrawn')
  })
})

describe('for everybody', () => {
  it('only what a closing let out is published, and the open rows give the identical rate', async () => {
    const closed = await server.call(readPublicFigure, { indicatorId })
    const { answer } = await publish({ audience: 'public' })
    const full = answer.body
    expect(full.basis).toBe('closed')
    expect(full.figure.estimate?.n).toBe(closed.body.figure.n)
    const open = await server.call(readOpenFigure, { figureId: full.id })
    expect(open.body.figure.estimate).toEqual(full.figure.estimate)
    expect(open.body.figure.verdict).toBe(full.figure.verdict)
    const rows = await server.call(downloadOpenFigure, { figureId: full.id, part: 'rows' })
    expect(hashOf(rows.text)).toBe(open.body.rows.sha256)
    expect(open.body.rows.sha256).not.toBe(full.rows.sha256)
    const counts = rows.text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)))
    expect(counts.filter((count) => count > 0 && count < 5)).toEqual([])
    expect(rows.text).not.toContain('2026-06')
    const listed = await server.call(listOpenFigures, { indicatorId })
    expect(listed.body.rows.map(({ id }) => id)).toEqual([full.id])
  })

  it('nothing of the office’s figures is told: neither list, certificate nor rows', async () => {
    const { answer } = await publish({ ...office, from: '2026-05-28' })
    const figureId = answer.body.id
    const missing = await server.call(readOpenFigure, { figureId: randomUUID() })
    for (const operation of [readOpenFigure, downloadOpenFigure] as const) {
      const refused = await server.call<typeof readOpenFigure>(asRead(operation), { figureId })
      expect([refused.status, refused.text]).toEqual([404, missing.text])
    }
    expect((await server.call(readPublished, { figureId }, world.ofNorth)).status).toBe(404)
  })
})

describe('a definition', () => {
  it('keeps its versions with who, when and what changed; published figures keep theirs', async () => {
    const before = (await server.call(listOpenFigures, {})).body.rows[0]
    const { indicators } = (await server.call(listIndicators, {})).body
    const card = indicators.find(({ id }) => id === indicatorId)
    if (!card || !before) throw new Error('no indicator')
    const input = {
      id: randomUUID(),
      indicatorId,
      expectedVersion: 1,
      grades: [5, 4] as Grade[],
      channels: ['link', 'counter', 'assisted'] as ('link' | 'counter' | 'assisted')[],
      windowDays: card.windowDays,
      minN: 30,
      target: 0.85,
      level: 0.95 as const,
      method: 'clopper-pearson' as const,
      silence: { order: '某省政务服务评价办法第九条', issuer: '某省政府办公厅' },
      reason: '按新办法',
    }
    const changed = await server.call(defineIndicator, input, world.definer)
    expect(changed.body).toMatchObject({ method: 'clopper-pearson', silence: { issuer: '某省政府办公厅' } })
    const { versions } = (await server.call(listDefinitionVersions, { indicatorId }, world.definer)).body
    expect(versions.map(({ inForce, setBy, reason }) => [inForce, setBy?.name ?? null, reason])).toEqual([
      [true, '王管', '按新办法'],
      [false, null, null],
    ])
    expect(versions[0]?.changes.map(({ field }) => field)).toEqual([
      '算作满意的档',
      '目标',
      '区间方法',
      '另计的默认好评',
    ])
    const told = (await server.call(listDefinitionVersions, { indicatorId })).body.versions
    expect(told[0]?.setBy).toBeNull()
    const kept = (await server.call(readOpenFigure, { figureId: before.id })).body
    expect(kept.definition).toMatchObject({ version: 1, method: 'wilson', silence: null })
    const next = (await publish({ ...office, from: '2026-05-29' })).answer.body
    expect(next.definition.version).toBe(2)
    expect(next.figure.estimate?.method).toBe('clopper-pearson')
    expect(next.figure.ordered).toMatchObject({ silent: 0, issuer: '某省政府办公厅' })
  })
})

/** Guarantee: both answer a figure by its id, so they can be called alike. */
const asRead = (operation: typeof readOpenFigure | typeof downloadOpenFigure) => operation as typeof readOpenFigure
