import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** The stages of 政务舆情: 收集 → 研判 → 处置 → 回应; `dropped` is one that needs nothing, with its reason. */
export const sentimentStages = ['collected', 'judged', 'handled', 'responded', 'dropped'] as const
export const SentimentStage = z.enum(sentimentStages)
export type SentimentStage = z.infer<typeof SentimentStage>

export const sentimentActs = ['judge', 'handle', 'respond', 'drop', 'reopen', 'publish', 'withdraw'] as const
export const SentimentAct = z.enum(sentimentActs)
export type SentimentAct = z.infer<typeof SentimentAct>

/** How weighty it was judged: 一般, 较大, 重大. */
export const sentimentLevels = ['general', 'major', 'grave'] as const
export const SentimentLevel = z.enum(sentimentLevels)
export type SentimentLevel = z.infer<typeof SentimentLevel>

/** Where it was seen: a name and a link that opens. */
export const SentimentSource = z.object({
  name: z.string().trim().min(2, '来源至少 2 个字').max(60, '来源最多 60 字'),
  url: z
    .string()
    .trim()
    .max(500, '网址最多 500 字')
    .regex(/^https?:\/\/[^\s"'<>]+$/, '网址须以 http:// 或 https:// 开头')
    .nullable(),
  day: Day,
})
export type SentimentSource = z.infer<typeof SentimentSource>

export const SentimentRow = z.object({
  id: Id,
  version: z.number().int(),
  stage: SentimentStage,
  title: z.string(),
  summary: z.string(),
  level: SentimentLevel.nullable(),
  topicName: z.string().nullable(),
  areaName: z.string().nullable(),
  unitName: z.string().nullable(),
  sources: z.array(SentimentSource),
  items: z.number().int(),
  collectedAt: Instant,
  respondedAt: Instant.nullable(),
  published: z.boolean(),
})
export type SentimentRow = z.infer<typeof SentimentRow>

export const SentimentEvent = z.object({
  at: Instant,
  action: z.enum(['collect', 'add', ...sentimentActs]),
  staffName: z.string(),
  unitName: z.string().nullable(),
  words: z.string().nullable(),
})
export type SentimentEvent = z.infer<typeof SentimentEvent>

export const SentimentDetail = SentimentRow.extend({
  topicId: Id.nullable(),
  areaId: Id.nullable(),
  unitId: Id.nullable(),
  response: z.object({ title: z.string(), words: z.string(), url: z.string().nullable() }).nullable(),
  cases: z.array(z.object({ id: Id, number: z.string(), title: z.string().nullable() })),
  events: z.array(SentimentEvent),
  acts: z.array(SentimentAct),
})
export type SentimentDetail = z.infer<typeof SentimentDetail>

export const listSentiments = operation({
  name: 'sentiment.list',
  summary: '政务舆情：收集、研判、处置、回应各有哪些',
  method: 'GET',
  path: '/sentiment',
  access: 'hotspots.read',
  input: z.object({ stage: SentimentStage.optional(), ...Paging }),
  output: pageOf(SentimentRow).extend({ counts: z.record(SentimentStage, z.number().int()) }),
  problems: ['input-invalid'],
})

export const readSentiment = operation({
  name: 'sentiment.get',
  summary: '一件舆情：来源、经过、关联的民意件和回应',
  method: 'GET',
  path: '/sentiment/:sentimentId',
  access: 'hotspots.read',
  input: z.object({ sentimentId: Id }),
  output: SentimentDetail,
  problems: ['not-found'],
})

const sources = z.array(SentimentSource).max(20, '来源最多 20 条')
const caseNumbers = z.array(z.string().trim().min(4).max(24)).max(50, '一次最多关联 50 件')
const said = z.string().trim().min(5, '请写明情况，至少 5 个字').max(2000, '最多 2000 字')

export const collectSentiment = operation({
  name: 'sentiment.collect',
  summary: '收集一件舆情：标题、概况、来源链接',
  method: 'POST',
  path: '/sentiment',
  access: 'campaigns.write',
  input: z.object({
    id: Id,
    title: z.string().trim().min(4, '标题至少 4 个字').max(60, '标题最多 60 字'),
    summary: said,
    sources: sources.min(1, '请写至少一个来源'),
    topicId: Id.nullable().default(null),
    areaId: Id.nullable().default(null),
    unitId: Id.nullable().default(null),
    caseNumbers: caseNumbers.default([]),
  }),
  output: SentimentDetail,
  problems: ['input-invalid', 'id-reused'],
})

export const addToSentiment = operation({
  name: 'sentiment.add',
  summary: '补充来源，关联民意件',
  method: 'POST',
  path: '/sentiment/:sentimentId/additions',
  access: 'campaigns.write',
  input: z.object({
    id: Id,
    sentimentId: Id,
    sources: sources.default([]),
    caseNumbers: caseNumbers.default([]),
    words: z.string().trim().max(1000, '最多 1000 字').default(''),
  }),
  output: SentimentDetail,
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

/** One step of the four stages, on the version that was on the screen. `response` and `level` belong to their steps. */
export const moveSentiment = operation({
  name: 'sentiment.move',
  summary: '研判、处置、回应、公开回应、撤下、不予处置或重新收集',
  method: 'POST',
  path: '/sentiment/:sentimentId/steps',
  access: 'campaigns.write',
  input: z.object({
    id: Id,
    sentimentId: Id,
    version: z.number().int().min(1),
    act: SentimentAct,
    words: z.string().trim().max(2000, '最多 2000 字').default(''),
    level: SentimentLevel.optional(),
    unitId: Id.optional(),
    response: z
      .object({
        title: z.string().trim().min(4, '标题至少 4 个字').max(60, '标题最多 60 字'),
        words: said,
        url: SentimentSource.shape.url.default(null),
      })
      .optional(),
  }),
  output: SentimentDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

/** A published response as anybody reads it: nothing of where it was seen, of items, units judged or staff. */
export const PublicResponse = z.object({
  id: Id,
  title: z.string(),
  words: z.string(),
  url: z.string().nullable(),
  topicName: z.string().nullable(),
  respondedAt: Instant,
})
export type PublicResponse = z.infer<typeof PublicResponse>

export const listResponses = operation({
  name: 'sentiment.responses',
  summary: '已公开的舆情回应',
  method: 'GET',
  path: '/public/responses',
  access: 'anyone',
  input: z.object({ ...Paging }),
  output: pageOf(PublicResponse),
  problems: ['input-invalid'],
})
