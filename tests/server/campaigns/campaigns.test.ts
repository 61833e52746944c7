import { randomUUID } from 'node:crypto'
import { watchTopics } from '@minyi/server/features/hotspots/watch/service.ts'
import * as campaigns from '@minyi/shared/campaigns/contract.ts'
import * as hotspots from '@minyi/shared/hotspots/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import * as supervision from '@minyi/shared/supervision/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { layItems, topicIdOf } from '../../support/factories/topics.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const through = '2026-06-10'
let server: TestServer
let leader: Session
let town: { id: string }
let unit: { id: string }
let topicId: string
beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  town = await makeArea(ctx, { level: 'township' })
  unit = await makeUnit(ctx, { name: '市城管局' })
  topicId = await topicIdOf(ctx, 'environment.fumes')
  const risen = Array.from({ length: 120 }, (_, i) => (i >= 110 ? 30 : 14 + ((i * 7) % 5)))
  await layItems(ctx, through, risen, { topicId, areaId: town.id })
  const steady = Array.from({ length: 120 }, (_, i) => 20 + ((i * 3) % 4))
  await layItems(ctx, through, steady, { topicId: await topicIdOf(ctx, 'city.stalls'), areaId: town.id })
  leader = await server.staff(server.east, {
    permissions: ['hotspots.read', 'campaigns.write', 'supervision.order', 'supervision.read'],
    name: '分管领导',
  })
  await watchTopics(ctx, through)
})
afterAll(() => server.close())

const draft = (given: object = {}) => ({
  id: randomUUID(),
  name: '餐饮油烟专项整治',
  goal: '一个月内把油烟投诉降到往常水平',
  fromDay: '2026-06-11',
  toDay: '2026-06-24',
  units: [{ unitId: unit.id, task: '逐户检查排烟设施，限期改正' }],
  ...given,
})

describe('a campaign', () => {
  it('opens from a hot spot with goal, units, days and an order, and the hot spot knows it', async () => {
    const { rows } = await must(server.call(hotspots.listHotspots, {}, leader))
    const hotspot = rows.find(({ scope }) => scope === 'all')
    const input = draft({ hotspotId: hotspot?.id, order: true })
    const opened = await must(server.call(campaigns.openCampaign, input, leader))
    expect(opened).toMatchObject({ topicId, state: 'running', openedBy: '分管领导', mayWrite: true })
    expect(opened.units).toEqual([expect.objectContaining({ unitName: '市城管局' })])
    expect(opened.effect).toMatchObject({ during: null, after: null, before: { days: 28, to: through } })
    expect(opened.effect.usualPerDay).toBeGreaterThan(14)
    expect(opened.effect.usualPerDay).toBeLessThan(18)
    const order = await must(server.call(supervision.readOrder, { orderId: opened.orderId ?? '' }, leader))
    expect(order).toMatchObject({ source: 'campaign', sourceId: opened.id })
    const after = await must(server.call(hotspots.readHotspot, { hotspotId: hotspot?.id ?? '' }, leader))
    expect(after.campaignId).toBe(opened.id)
    expect(await must(server.call(campaigns.openCampaign, input, leader))).toEqual(opened)
  })

  it('tells its progress, and its effect against the days before and all other topics', async () => {
    const ctx = server.as(server.east)
    const opened = await must(server.call(campaigns.openCampaign, draft({ topicId, areaId: town.id }), leader))
    const words = '已检查三十户，下发整改通知书八份'
    server.clock.now = new Date('2026-06-12T09:00:00+08:00')
    const told = await must(
      server.call(campaigns.tellCampaign, { id: randomUUID(), campaignId: opened.id, words, unitId: unit.id }, leader),
    )
    expect(told.events.at(-1)).toMatchObject({ action: 'progress', words })
    const end = addDays(through, 28)
    await layItems(
      ctx,
      end,
      Array.from({ length: 28 }, (_, i) => 6 + (i % 3)),
      { topicId, areaId: town.id },
    )
    const others = Array.from({ length: 28 }, (_, i) => 20 + ((i * 3) % 4))
    await layItems(ctx, end, others, { topicId: await topicIdOf(ctx, 'city.stalls'), areaId: town.id })
    server.clock.now = new Date('2026-07-09T09:00:00+08:00')
    await watchTopics(ctx, end)
    const { effect } = await must(server.call(campaigns.readCampaign, { campaignId: opened.id }, leader))
    expect(effect.during).toMatchObject({ days: 14, from: '2026-06-11', to: '2026-06-24' })
    expect(effect.after).toMatchObject({ days: 14 })
    expect(effect.duringChange?.high).toBeLessThan(1)
    expect(effect.othersDuring?.low).toBeLessThan(1)
    expect(effect.othersDuring?.high).toBeGreaterThan(1)
    const total = effect.before.items + (effect.during?.items ?? 0) + (effect.after?.items ?? 0)
    expect(effect.course.reduce((sum, { count }) => sum + count, 0)).toBe(total)

    const close = { id: randomUUID(), campaignId: opened.id, version: 1, words: '油烟投诉降到往常水平以下' }
    const closed = await must(server.call(campaigns.closeCampaign, close, leader))
    expect(closed).toMatchObject({ state: 'closed', closingWords: close.words, mayWrite: false })
    expect(closed.keptEffect?.during).toEqual(effect.during)
    const again = { ...close, id: randomUUID(), version: 2 }
    expect((await server.call(campaigns.closeCampaign, again, leader)).problem.code).toBe('step-not-allowed')
    const list = await must(server.call(campaigns.listCampaigns, { state: 'closed' }, leader))
    expect(list.rows.map(({ id }) => id)).toEqual([opened.id])
  })

  it('is refused with days the wrong way, unknown units, without the right to order, and outside the area', async () => {
    const fault = async (given: object, by = leader) =>
      (await server.call(campaigns.openCampaign, draft(given), by)).problem
    expect((await fault({ topicId, toDay: '2026-06-01' })).fields?.[0]?.path).toBe('toDay')
    expect((await fault({ topicId, units: [{ unitId: randomUUID(), task: '检查各户' }] })).fields?.[0]?.path).toBe(
      'units',
    )
    expect((await fault({})).fields?.[0]?.path).toBe('topicId')
    expect((await fault({ hotspotId: randomUUID() })).code).toBe('not-found')
    const writer = await server.staff(server.east, { permissions: ['hotspots.read', 'campaigns.write'] })
    expect((await fault({ topicId, order: true }, writer)).fields?.[0]?.path).toBe('order')
    const inTown = await server.staff(server.east, {
      permissions: ['hotspots.read', 'campaigns.write'],
      areaId: town.id,
    })
    expect((await fault({ topicId }, inTown)).fields?.[0]?.path).toBe('areaId')
    const own = await must(server.call(campaigns.openCampaign, draft({ topicId, areaId: town.id }), inTown))
    const elsewhere = await server.staff(server.east, {
      permissions: ['hotspots.read', 'campaigns.write'],
      areaId: (await makeArea(server.as(server.east))).id,
    })
    expect((await server.call(campaigns.readCampaign, { campaignId: own.id }, elsewhere)).status).toBe(404)
    const reader = await server.staff(server.east, { permissions: ['hotspots.read'] })
    const words = '一点进展也没有'
    const note = { id: randomUUID(), campaignId: own.id, words }
    expect((await server.call(campaigns.tellCampaign, note, reader)).status).toBe(404)
  })
})
