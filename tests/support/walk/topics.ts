import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

export const topicCalls: Record<string, Call> = {
  'topics.list': { input: () => ({}) },
  'topics.define': {
    input: () => ({
      id: randomUUID(),
      topicId: randomUUID(),
      version: 0,
      name: '新的主题',
      parentId: null,
      keywords: ['新主题'],
      position: 9000,
      active: true,
    }),
  },
}
