import { addDays } from '@minyi/shared/platform/time.ts'
import type { SentimentDetail } from '@minyi/shared/sentiment/contract.ts'
import { readTopicsFile } from '../../data/read.ts'
import type { TopicsFile } from '../../data/topics.ts'
import { closeCampaign, openCampaign, tellCampaign } from '../../features/campaigns/service.ts'
import { readTopics, shippedTopicId } from '../../features/cases/topics/service.ts'
import { listHotspots } from '../../features/hotspots/service.ts'
import { watchTopics } from '../../features/hotspots/watch/service.ts'
import { registryId } from '../../features/registry/sheets/queries.ts'
import { collectSentiment, moveSentiment } from '../../features/sentiment/service.ts'
import type { Context } from '../../platform/context.ts'
import { idFromName } from '../../platform/ids.ts'
import { demoTenant } from '../tenant.ts'
import { acting, momentOf, type World } from '../world.ts'
import { writeHotline } from './hotline.ts'

/** The nights that are watched before the campaign begins, and again up to now; each sees what lay before it then. */
const nightsBefore = [56, 54, 53] as const
const nightsNow = [24, 20, 16, 12, 8, 6, 4, 3, 2, 1] as const

/** Topics with their units, what the hotline handed over, the hot spots in it, one campaign to its effect, and public opinion. */
export async function writeTopics(world: World): Promise<number> {
  const file = readTopicsFile(demoTenant.slug)
  await setUnits(world.ctx, file)
  const count = await writeHotline(world, file)
  await classify(world, file)
  for (const daysAgo of nightsBefore) await watch(world, daysAgo)
  await runCampaign(world, file.campaign)
  for (const daysAgo of nightsNow) await watch(world, daysAgo)
  for (const [i, item] of file.sentiment.entries()) await writeSentiment(world, item, i)
  return count
}

/** The unit that a topic usually goes to: its own, or that of its group. */
async function setUnits(ctx: Context, { units }: TopicsFile): Promise<void> {
  await readTopics(ctx)
  const longestLast = Object.entries(units).sort(([a], [b]) => a.length - b.length)
  for (const [key, unit] of longestLast) {
    await ctx.database.sql`
      update topics set unit_id = ${registryId(ctx.tenant.id, 'units', unit)}
      where tenant_id = ${ctx.tenant.id} and (external_id = ${key} or external_id like ${`${key}.%`})`
  }
}

/** The simulated items are about what their texts are about, as staff would have said it. */
async function classify({ ctx, files }: World, { texts }: TopicsFile): Promise<void> {
  for (const [name, key] of Object.entries(texts)) {
    const titles = files.cases.filter(({ topic }) => topic === name).map(({ title }) => title)
    if (titles.length === 0) continue
    await ctx.database.sql`
      update cases set topic_id = ${shippedTopicId(ctx, key)}
      where tenant_id = ${ctx.tenant.id} and title = any(${titles}::text[])`
  }
}

const dayAgo = (world: World, daysAgo: number) => addDays(world.dayOf(world.now), -daysAgo)
const leading = (world: World, daysAgo: number, minutes: number): Context =>
  acting(world, momentOf(world, dayAgo(world, daysAgo), minutes), world.people.staff('lingdao'))

async function watch(world: World, daysAgo: number): Promise<void> {
  const at = momentOf(world, dayAgo(world, daysAgo - 1), 140)
  await watchTopics(acting(world, at, { kind: 'system', id: null }), dayAgo(world, daysAgo))
}

async function runCampaign(world: World, file: TopicsFile['campaign']): Promise<void> {
  const { tenant } = world.ctx
  const idOf = (what: string) => idFromName(`${tenant.id}/campaign/${what}`)
  const unitIdOf = (unit: string) => registryId(tenant.id, 'units', unit)
  const [areaId, topicId] = [registryId(tenant.id, 'areas', file.area), shippedTopicId(world.ctx, file.topic)]
  const begin = leading(world, file.fromDaysAgo, 9 * 60)
  const { rows } = await listHotspots(begin, { state: 'running', limit: 100 })
  const hotspot = rows.find((row) => row.topicId === topicId && row.areaId === areaId)
  await openCampaign(begin, {
    ...{ id: idOf('open'), name: file.name, goal: file.goal, order: false },
    ...(hotspot ? { hotspotId: hotspot.id } : { topicId }),
    ...{ areaId, unitId: null, fromDay: dayAgo(world, file.fromDaysAgo), toDay: dayAgo(world, file.toDaysAgo) },
    units: file.units.map(({ unit, task }) => ({ unitId: unitIdOf(unit), task })),
  })
  const campaignId = idOf('open')
  for (const { daysAgo, unit, words } of file.progress) {
    const input = { id: idOf(`progress/${daysAgo}`), campaignId, unitId: unitIdOf(unit), words }
    await tellCampaign(leading(world, daysAgo, 16 * 60), input)
  }
  await watch(world, file.toDaysAgo)
  const { daysAgo, words } = file.closing
  await closeCampaign(leading(world, daysAgo, 10 * 60), { id: idOf('close'), campaignId, version: 1, words })
}

async function writeSentiment(world: World, file: TopicsFile['sentiment'][number], i: number): Promise<void> {
  const { tenant } = world.ctx
  const id = idFromName(`${tenant.id}/sentiment/${i}`)
  const by = (daysAgo: number, minutes: number) =>
    acting(world, momentOf(world, dayAgo(world, daysAgo), minutes), world.people.staff('jiandu'))
  let kept: SentimentDetail = await collectSentiment(by(file.daysAgo, 9 * 60), {
    ...{ id, title: file.title, summary: file.summary, caseNumbers: [], unitId: null },
    topicId: shippedTopicId(world.ctx, file.topic),
    areaId: file.area && registryId(tenant.id, 'areas', file.area),
    sources: file.sources.map(({ daysAgo, ...source }) => ({ ...source, day: dayAgo(world, daysAgo) })),
  })
  for (const [step, { daysAgo, ...act }] of file.acts.entries()) {
    kept = await moveSentiment(by(daysAgo, 10 * 60 + step * 20), {
      ...{ id: idFromName(`${id}/${step}`), sentimentId: id, version: kept.version },
      ...act,
    })
  }
}
