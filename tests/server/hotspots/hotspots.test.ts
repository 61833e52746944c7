import { randomUUID } from 'node:crypto'
import { topicCounts } from '@minyi/server/features/hotspots/tables.ts'
import { watchTopics } from '@minyi/server/features/hotspots/watch/service.ts'
import * as hotspots from '@minyi/shared/hotspots/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { and, eq, sum } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { layItems, topicIdOf } from '../../support/factories/topics.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const through = '2026-06-10'
const days = 120
/** A steady course with a small wave, and one that rises by half as much again over the last 10 days. */
const quiet = Array.from({ length: days }, (_, i) => 14 + ((i * 7) % 5))
const risen = quiet.map((count, i) => (i >= days - 10 ? Math.round(count * 1.9) : count))

let server: TestServer
let leader: Session
let town: { id: string; name: string }
let village: { id: string }
let unit: { id: string }
let risenTopic: string
const told = new Map<string, Session>()
beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  town = await makeArea(ctx, { level: 'township' })
  village = await makeArea(ctx, { level: 'village', parentId: town.id })
  unit = await makeUnit(ctx, { name: '市城管局' })
  risenTopic = await topicIdOf(ctx, 'environment.fumes')
  await layItems(ctx, through, risen, { topicId: risenTopic, areaId: village.id, unitId: unit.id })
  for (const key of ['city.stalls', 'police.parking', 'housing.property']) {
    await layItems(ctx, through, quiet, { topicId: await topicIdOf(ctx, key), areaId: village.id })
  }
  await layItems(ctx, through, [3, 2], { topicId: risenTopic, kind: 'praise' })
  await layItems(ctx, through, [4], { topicId: risenTopic, endReason: 'duplicate' })
  leader = await server.staff(server.east, { permissions: ['hotspots.read'] })
  const permissions = ['hotspots.read'] as const
  told.set('town', await server.staff(server.east, { permissions, areaId: town.id }))
  told.set('elsewhere', await server.staff(server.east, { permissions, areaId: (await makeArea(ctx)).id }))
  told.set('accused', await server.staff(server.east, { permissions, memberOf: unit.id }))
  await watchTopics(ctx, through)
})
afterAll(() => server.close())

const running = (by: Session) => must(server.call(hotspots.listHotspots, {}, by))

describe('the counts', () => {
  it('add up to the items, without praise and what one person sent twice', async () => {
    const { db } = server.as(server.east)
    const counted = await db
      .select({ items: sum(topicCounts.items).mapWith(Number) })
      .from(topicCounts)
      .where(and(eq(topicCounts.tenantId, server.east.id), eq(topicCounts.topicId, risenTopic)))
    expect(counted[0]?.items).toBe(risen.reduce((total, count) => total + count, 0))
  })
})

describe('a topic that rises', () => {
  it('is called out as a whole, in its area and at its unit, and the quiet ones are not', async () => {
    const { rows } = await running(leader)
    expect(rows.map(({ scope, topicName }) => `${topicName} ${scope}`).sort()).toEqual([
      '餐饮油烟 all',
      '餐饮油烟 area',
      '餐饮油烟 unit',
    ])
    const whole = rows.find(({ scope }) => scope === 'all')
    expect(whole).toMatchObject({ groupName: '生态环境', foundDay: through, campaignId: null })
    expect(whole?.findings.ratio).toBeGreaterThan(1.5)
    expect(whole?.findings.probability).toBeLessThan(whole?.findings.alpha ?? 0)
    expect(whole?.course).toHaveLength(56)
    expect(rows.find(({ scope }) => scope === 'area')).toMatchObject({ areaName: town.name })
  })

  it('is told to whoever reads it: of the whole place, of its area, and never of its own unit', async () => {
    const scopes = async (by: Session | undefined) => {
      const { rows } = await must(server.call(listMessages, { limit: 100 }, by))
      const ids = rows.filter(({ kind }) => kind === 'hotspot').map(({ about }) => about.id)
      return (await running(leader)).rows.filter(({ id }) => ids.includes(id)).map(({ scope }) => scope)
    }
    expect((await scopes(leader)).sort()).toEqual(['all', 'area', 'unit'])
    expect(await scopes(told.get('town'))).toEqual(['area'])
    expect(await scopes(told.get('elsewhere'))).toEqual([])
    expect(await scopes(told.get('accused'))).not.toContain('unit')
  })

  it('is the same hot spot the night after, and over when it has been quiet for two weeks', async () => {
    const ctx = server.as(server.east)
    const [before] = (await running(leader)).rows
    await watchTopics(ctx, through)
    expect((await running(leader)).rows.map(({ id }) => id)).toContain(before?.id)
    const later = '2026-07-10'
    const calm = quiet.slice(0, 30)
    await layItems(ctx, later, calm, { topicId: risenTopic, areaId: village.id, unitId: unit.id })
    for (let day = 11; day <= 30; day += 1) await watchTopics(ctx, `2026-06-${day}`)
    await watchTopics(ctx, later)
    expect((await running(leader)).rows).toEqual([])
    const over = await must(server.call(hotspots.listHotspots, { state: 'over' }, leader))
    expect(over.rows).toHaveLength(3)
    await watchTopics(ctx, through)
  })

  it('opens its items, with titles only for who may read them', async () => {
    const { rows } = await must(server.call(hotspots.listHotspots, { state: 'over' }, leader))
    const whole = rows.find(({ scope }) => scope === 'all')
    const ask = { hotspotId: whole?.id ?? '', limit: 5 }
    const first = await must(server.call(hotspots.listHotspotItems, ask, leader))
    expect(first.rows).toHaveLength(5)
    expect(first.rows.every(({ title }) => title === null)).toBe(true)
    const second = await must(server.call(hotspots.listHotspotItems, { ...ask, after: first.next ?? '' }, leader))
    expect(second.rows.map(({ id }) => id)).not.toContain(first.rows[0]?.id)
    const reader = await server.staff(server.east, { permissions: ['hotspots.read', 'cases.read'] })
    const read = await must(server.call(hotspots.listHotspotItems, ask, reader))
    expect(read.rows.every(({ title }) => title === '一件诉求')).toBe(true)
    const detail = await must(server.call(hotspots.readHotspot, { hotspotId: ask.hotspotId }, leader))
    expect(detail.areas[0]).toMatchObject({ name: town.name })
  })
})

describe('who sees hot spots', () => {
  it('is bounded by area and unit, and a unit never sees what is about itself', async () => {
    const state = 'over'
    const inTown = await server.staff(server.east, { permissions: ['hotspots.read'], areaId: town.id })
    const seen = await must(server.call(hotspots.listHotspots, { state }, inTown))
    expect(seen.rows.map(({ scope }) => scope)).toEqual(['area'])
    const elsewhere = await server.staff(server.east, {
      permissions: ['hotspots.read'],
      areaId: (await makeArea(server.as(server.east))).id,
    })
    expect((await must(server.call(hotspots.listHotspots, { state }, elsewhere))).rows).toEqual([])
    const own = await server.staff(server.east, { permissions: ['hotspots.read'], memberOf: unit.id })
    const told = await must(server.call(hotspots.listHotspots, { state }, own))
    expect(told.rows.map(({ scope }) => scope).sort()).toEqual(['all', 'area'])
    const hidden = seen.rows[0]?.id ?? ''
    expect((await server.call(hotspots.readHotspot, { hotspotId: hidden }, elsewhere)).status).toBe(404)
    expect((await server.call(hotspots.readHotspot, { hotspotId: randomUUID() }, leader)).status).toBe(404)
  })

  it('all read how the watch stands', async () => {
    const watch = await must(server.call(hotspots.readWatch, {}, leader))
    expect(watch.series.all).toBe(4)
    const fumes = watch.topics.find(({ topicName }) => topicName === '餐饮油烟')
    expect(fumes?.findings?.detectable).toBeGreaterThan(1)
    const west = await server.staff(server.west, { permissions: ['hotspots.read'] })
    expect(await must(server.call(hotspots.readWatch, {}, west))).toMatchObject({ through: null, topics: [] })
  })
})
