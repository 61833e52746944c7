import { randomUUID } from 'node:crypto'
import { shippedTopicId } from '@minyi/server/features/cases/topics/service.ts'
import { watchTopics } from '@minyi/server/features/hotspots/watch/service.ts'
import { openCampaign } from '@minyi/shared/campaigns/contract.ts'
import { listHotspots } from '@minyi/shared/hotspots/contract.ts'
import { collectSentiment } from '@minyi/shared/sentiment/contract.ts'
import { must } from '../factories/cases.ts'
import { layItems, topicIdOf } from '../factories/topics.ts'
import type { Call } from './call.ts'
import type { Base } from './world.ts'

const through = '2026-06-10'

/** A topic that rose, with an item whose words only its readers may see, a campaign against it and a piece of public opinion. */
export async function makeHotspots(w: Base) {
  const { supervisor } = w.people
  const topicId = await topicIdOf(w.ctx, 'environment.fumes')
  const risen = Array.from({ length: 120 }, (_, i) => (i >= 110 ? 30 : 14 + ((i * 7) % 5)))
  await layItems(w.ctx, through, risen, { topicId, areaId: w.town.id })
  await layItems(w.ctx, through, [1], { topicId, areaId: w.town.id, title: w.marks.hotItem, text: w.marks.hotItem })
  await watchTopics(w.ctx, through)
  const { rows } = await must(w.server.call(listHotspots, {}, supervisor))
  const hotspotId = rows.find(({ scope }) => scope === 'all')?.id
  if (!hotspotId) throw new Error('a rise of this size is found')
  const campaign = {
    id: randomUUID(),
    name: w.marks.campaign,
    goal: '一个月内把油烟投诉降到往常水平',
    hotspotId,
    fromDay: '2026-06-11',
    toDay: '2026-07-10',
    units: [{ unitId: w.unitA.id, task: '逐户检查' }],
  }
  await must(w.server.call(openCampaign, campaign, supervisor))
  const source = { name: '本地论坛', url: null, day: '2026-06-10' }
  const sentiment = { id: randomUUID(), title: w.marks.sentiment, summary: '论坛上有人反映油烟扰民', sources: [source] }
  await must(w.server.call(collectSentiment, sentiment, supervisor))
  return { hotspotId, campaignId: campaign.id, sentimentId: sentiment.id }
}

const id = () => randomUUID()

/** Hot spots, campaigns and public opinion. */
export const hotspotCalls: Record<string, Call> = {
  'hotspots.list': { input: () => ({ limit: 100 }) },
  'hotspots.watch': { input: () => ({}) },
  'hotspots.get': { input: (w) => ({ hotspotId: w.hotspotId }) },
  'hotspots.items': { input: (w) => ({ hotspotId: w.hotspotId, limit: 100 }) },

  'campaigns.list': { input: () => ({ limit: 100 }) },
  'campaigns.get': { input: (w) => ({ campaignId: w.campaignId }) },
  'campaigns.open': {
    input: (w) => ({
      id: id(),
      name: '油烟专项整治',
      goal: '一个月内把油烟投诉降到往常水平',
      topicId: shippedTopicId({ tenant: w.tenant }, 'environment.fumes'),
      fromDay: '2026-06-01',
      toDay: '2026-06-30',
      units: [{ unitId: w.unitA.id, task: '逐户检查' }],
    }),
  },
  'campaigns.tell': { input: (w) => ({ id: id(), campaignId: w.campaignId, words: '已检查三十户' }) },
  'campaigns.close': {
    input: (w) => ({ id: id(), campaignId: w.campaignId, version: 99, words: '油烟投诉已经降到往常水平' }),
    passed: 409,
  },

  'sentiment.list': { input: () => ({ limit: 100 }) },
  'sentiment.get': { input: (w) => ({ sentimentId: w.sentimentId }) },
  'sentiment.collect': {
    input: () => ({
      id: id(),
      title: '网传河水发黑',
      summary: '论坛上有人贴出河水发黑的照片',
      sources: [{ name: '本地论坛', url: null, day: '2026-06-10' }],
    }),
  },
  'sentiment.add': { input: (w) => ({ id: id(), sentimentId: w.sentimentId, words: '又有一处转载' }) },
  'sentiment.move': {
    input: (w) => ({ id: id(), sentimentId: w.sentimentId, version: 99, act: 'drop', words: '内容不实，不予处置' }),
    passed: 409,
  },
  'sentiment.responses': { input: () => ({ limit: 100 }) },
}
