import type * as contract from '@minyi/shared/hotspots/contract.ts'
import { HotspotItem } from '@minyi/shared/hotspots/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { Problem } from '../../platform/problem.ts'
import { reachCases, reachRows } from '../cases/reach/service.ts'
import { listItems } from './items/queries.ts'
import { toHotspot } from './present.ts'
import * as queries from './queries.ts'
import { readBudget } from './watch/service.ts'

const Certain = z.tuple([z.string().regex(/^[\d.e-]{1,40}$/), Id])
const Found = z.tuple([z.iso.date(), Id])
const Received = z.tuple([z.iso.datetime(), Id])

export async function listHotspots(
  ctx: Context,
  input: InputOf<typeof contract.listHotspots>,
): Promise<OutputOf<typeof contract.listHotspots>> {
  const running = input.state === 'running'
  const after = readCursor<typeof Certain | typeof Found>(running ? Certain : Found, input.after)
  const lines = await queries.listLines(ctx, seenBy(ctx), input.state, after, input.limit + 1)
  const keyOf = ({ hotspot }: queries.HotspotLine) => (running ? String(hotspot.probability) : hotspot.foundDay)
  return pageFrom(lines, input.limit, (line) => [keyOf(line), line.hotspot.id], toHotspot)
}

export async function readHotspot(
  ctx: Context,
  input: InputOf<typeof contract.readHotspot>,
): Promise<OutputOf<typeof contract.readHotspot>> {
  const line = await getLine(ctx, input.hotspotId)
  const { topicId, areaId, unitId, lastDay } = line.hotspot
  const cut = { topicId, areaId, unitId, through: lastDay, days: 14 }
  return {
    ...toHotspot(line),
    areas: await queries.countPlaces(ctx, countedFor(ctx), 'area', cut),
    units: await queries.countPlaces(ctx, countedFor(ctx), 'unit', cut),
  }
}

export async function listHotspotItems(
  ctx: Context,
  input: InputOf<typeof contract.listHotspotItems>,
): Promise<OutputOf<typeof contract.listHotspotItems>> {
  const { hotspot } = await getLine(ctx, input.hotspotId)
  const page = { after: readCursor(Received, input.after), limit: input.limit + 1 }
  const reach = { listed: reachCases(ctx, 'hotspots.read'), readable: reachCases(ctx, 'cases.read') }
  const items = await listItems(ctx, hotspot, reach, page)
  return pageFrom(
    items,
    input.limit,
    ({ receivedAt, id }) => [receivedAt.toISOString(), id],
    (item) => HotspotItem.parse({ ...item, receivedAt: instantOf(ctx, item.receivedAt) }),
  )
}

/** All topics beside what was usual, and the areas; what the last night could tell apart stands with each. */
export async function readWatch(ctx: Context): Promise<OutputOf<typeof contract.readWatch>> {
  const night = await queries.findNight(ctx)
  const falseAlarmsPerMonth = await readBudget(ctx)
  if (!night) return { through: null, topics: [], areas: [], series: { all: 0, area: 0, unit: 0 }, falseAlarmsPerMonth }
  const topics = await queries.listTopicCounts(ctx, countedFor(ctx), night.day)
  return {
    through: night.day,
    topics: topics.map((topic) => ({
      ...topic,
      findings: topic.findings ? queries.readFindings(topic.findings) : null,
    })),
    areas: await queries.countPlaces(ctx, countedFor(ctx), 'area', { through: night.day, days: 14 }),
    series: night.series,
    falseAlarmsPerMonth,
  }
}

const seenBy = (ctx: Context) => reachRows(ctx, ['hotspots.read'], queries.hotspotColumns)
const countedFor = (ctx: Context) => reachRows(ctx, ['hotspots.read'], queries.countColumns)

/** A hot spot within the caller's reach. */
export async function getLine(ctx: Context, id: string): Promise<queries.HotspotLine> {
  const line = await queries.findLine(ctx, seenBy(ctx), id)
  if (!line) throw new Problem('not-found')
  return line
}

/** What was to be expected a day where a hot spot rose, before it did. */
export function usualPerDayOf(hotspot: queries.StoredHotspot): number {
  const { expected, days } = queries.readFindings(hotspot.findings)
  return expected / days
}
