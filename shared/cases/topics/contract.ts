import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'

/**
 * What items are about (诉求主题): a tree of two levels that the tenant keeps. `keywords` suggest a topic for a text and never
 * decide; `unitId` is the unit that usually handles it, a suggestion too. A topic that is not active is no longer given.
 */
export const Topic = z.object({
  id: Id,
  externalId: z.string(),
  name: z.string(),
  parentId: Id.nullable(),
  keywords: z.array(z.string()),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  position: z.number().int(),
  active: z.boolean(),
  version: z.number().int(),
})
export type Topic = z.infer<typeof Topic>

export const listTopics = operation({
  name: 'topics.list',
  summary: '诉求主题：两级，含关键词和通常的承办单位',
  method: 'GET',
  path: '/topics',
  access: 'staff',
  input: z.object({}),
  output: z.object({ topics: z.array(Topic) }),
  problems: [],
})

/** `version` is the one that was on the screen; 0 makes a new topic under `topicId`. */
export const defineTopic = operation({
  name: 'topics.define',
  summary: '新增或修改一个诉求主题',
  method: 'POST',
  path: '/topics/:topicId',
  access: 'topics.write',
  input: z.object({
    id: Id,
    topicId: Id,
    version: z.number().int().min(0),
    name: z.string().trim().min(2, '主题至少 2 个字').max(20, '主题最多 20 个字'),
    parentId: Id.nullable(),
    keywords: z
      .array(z.string().trim().min(2, '关键词至少 2 个字').max(12, '关键词最多 12 个字'))
      .max(40, '关键词最多 40 个'),
    unitId: Id.nullable().default(null),
    position: z.number().int().min(0).max(9999),
    active: z.boolean(),
  }),
  output: Topic,
  problems: ['not-found', 'version-conflict', 'input-invalid', 'id-reused'],
})
