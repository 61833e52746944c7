import { firstTier } from '@minyi/shared/cases/tiers/rules.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { districtId } from '../../data/read.ts'
import type { TopicsFile } from '../../data/topics.ts'
import { indexItems } from '../../features/cases/search/service.ts'
import { caseRounds, cases } from '../../features/cases/tables.ts'
import { shippedTopicId } from '../../features/cases/topics/service.ts'
import { registryId } from '../../features/registry/sheets/queries.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { momentOf, type World } from '../world.ts'

type Hotline = TopicsFile['hotline']
type HotlineTopic = Hotline['topics'][number]
type Item = { item: typeof cases.$inferInsert; round: typeof caseRounds.$inferInsert }

const mostInStatement = 500

/**
 * What the hotline's own platform has settled and handed over: so many items a day and topic, as if imported, all of them closed. They
 * are what hot spots are seen in; the size stays the same at every scale, because a rise in less could not be told from chance.
 */
export async function writeHotline(world: World, { hotline }: TopicsFile): Promise<number> {
  const chance = chanceOf(world.files.simulation.seed, 'hotline')
  const items = hotline.topics.flatMap((topic) => itemsOf(world, chance, hotline, topic))
  for (let start = 0; start < items.length; start += mostInStatement) {
    const piece = items.slice(start, start + mostInStatement)
    await world.ctx.db.transaction(async (db) => {
      const kept = await db
        .insert(cases)
        .values(piece.map(({ item }) => item))
        .returning()
      await db.insert(caseRounds).values(piece.map(({ round }) => round))
      await indexItems({ ...world.ctx, db }, kept)
    })
  }
  return items.length
}

function itemsOf(world: World, chance: Chance, hotline: Hotline, topic: HotlineTopic): Item[] {
  const today = world.dayOf(world.now)
  return Array.from({ length: hotline.days }, (_, i) => addDays(today, i - hotline.days)).flatMap((day, d) =>
    hotline.areas.flatMap((area) => {
      const mean = (topic.perDay / hotline.areas.length) * factorOf(hotline, topic.topic, area, today, day)
      const count = chance.count(mean * (isWeekend(day) ? 0.75 : 1.08))
      return Array.from({ length: count }, (_, k) =>
        makeItem(world, chance, hotline, topic, { area, day, name: `${topic.topic}/${area}/${d}/${k}` }),
      )
    }),
  )
}

function makeItem(
  world: World,
  chance: Chance,
  { satisfied }: Hotline,
  topic: HotlineTopic,
  at: { area: string; day: Day; name: string },
): Item {
  const { tenant } = world.ctx
  const { title, text } = chance.pick(topic.texts)
  const receivedAt = momentOf(world, at.day, chance.between(8 * 60, 20 * 60))
  const endedAt = new Date(Math.min(receivedAt.getTime() + chance.between(6, 60) * 3_600_000, world.now.getTime()))
  const unitId = registryId(tenant.id, 'units', topic.unit)
  const answered = chance.of(0.55)
  const isSatisfied = chance.of(satisfied)
  const verdict = !answered ? 'no-answer' : isSatisfied ? (chance.of(0.75) ? 'solved' : 'partly') : 'not-solved'
  const grade = answered ? (isSatisfied ? chance.between(3, 5) : chance.between(1, 2)) : null
  const id = districtId(tenant.id, 'case', `hotline/${at.name}`)
  const item = {
    ...{ tenantId: tenant.id, id, number: `RX${id.slice(0, 8).toUpperCase()}`, kind: 'help', entry: 'general' },
    ...{
      channel: 'hotline',
      assisted: true,
      identity: 'supervisor',
      tier: firstTier({ kind: 'help', channel: 'hotline', level: 'township' }),
      title,
      text,
      state: 'closed',
      round: 1,
      version: 1,
    },
    ...{ topicId: shippedTopicId(world.ctx, topic.topic), areaId: registryId(tenant.id, 'areas', at.area), unitId },
    ...{ receivedAt, acceptedAt: receivedAt, endedAt, endReason: 'done', unitOutcome: 'done', verdict },
  }
  const replied = { startedAt: receivedAt, repliedAt: endedAt, repliedUnitId: unitId, unitOutcome: 'done' }
  const words = { replyWords: '已由热线平台转承办单位办理并答复。', verdictAt: endedAt, verdict, grade }
  return { item, round: { tenantId: tenant.id, caseId: id, round: 1, ...replied, ...words } }
}

function factorOf({ rises }: Hotline, topic: string, area: string, today: Day, day: Day): number {
  const planted = rises.find(
    (rise) =>
      rise.topic === topic &&
      rise.area === area &&
      day >= addDays(today, -rise.fromDaysAgo) &&
      day <= addDays(today, -rise.toDaysAgo),
  )
  return planted?.factor ?? 1
}

const isWeekend = (day: Day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
