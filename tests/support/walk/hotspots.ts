import { randomUUID } from 'node:crypto'
import { shippedTopicId } from '@minyi/server/features/cases/topics/service.ts'
import type { Call } from './call.ts'

const id = () => randomUUID()
const nobody = randomUUID()

/** Hot spots, campaigns and public opinion. */
export const hotspotCalls: Record<string, Call> = {
  'hotspots.list': { input: () => ({ limit: 100 }) },
  'hotspots.watch': { input: () => ({}) },
  'hotspots.get': { input: () => ({ hotspotId: nobody }), passed: 404 },
  'hotspots.items': { input: () => ({ hotspotId: nobody, limit: 100 }), passed: 404 },

  'campaigns.list': { input: () => ({ limit: 100 }) },
  'campaigns.get': { input: () => ({ campaignId: nobody }), passed: 404 },
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
  'campaigns.tell': { input: () => ({ id: id(), campaignId: nobody, words: '已检查三十户' }), passed: 404 },
  'campaigns.close': {
    input: () => ({ id: id(), campaignId: nobody, version: 1, words: '油烟投诉已经降到往常水平' }),
    passed: 404,
  },

  'sentiment.list': { input: () => ({ limit: 100 }) },
  'sentiment.get': { input: () => ({ sentimentId: nobody }), passed: 404 },
  'sentiment.collect': {
    input: () => ({
      id: id(),
      title: '网传河水发黑',
      summary: '论坛上有人贴出河水发黑的照片',
      sources: [{ name: '本地论坛', url: null, day: '2026-06-10' }],
    }),
  },
  'sentiment.add': { input: () => ({ id: id(), sentimentId: nobody }), passed: 404 },
  'sentiment.move': {
    input: () => ({ id: id(), sentimentId: nobody, version: 1, act: 'drop', words: '内容不实，不予处置' }),
    passed: 404,
  },
  'sentiment.responses': { input: () => ({ limit: 100 }) },
}
