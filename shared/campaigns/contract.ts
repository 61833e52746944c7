import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** A share of those asked: x of n, with its 95% Wilson interval; null where nobody said anything. */
export const Share = z.object({
  x: z.number().int(),
  n: z.number().int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Share = z.infer<typeof Share>

/** One stretch of days: what came in, and what residents said of its answers (satisfied 3–5 of graded, solved of told). */
export const Stretch = z.object({
  from: Day,
  to: Day,
  days: z.number().int(),
  items: z.number().int(),
  satisfied: Share,
  solved: Share,
})
export type Stretch = z.infer<typeof Stretch>

/** How much the daily number changed: a rate ratio with its 95% interval; under 1 is fewer than before. */
export const RateChange = z.object({ ratio: z.number(), low: z.number(), high: z.number() })
export type RateChange = z.infer<typeof RateChange>

/** What became of it: `during` and `after` against the 28 days before; `others` is what all other topics did meanwhile. */
export const CampaignEffect = z.object({
  through: Day,
  before: Stretch,
  during: Stretch.nullable(),
  after: Stretch.nullable(),
  duringChange: RateChange.nullable(),
  afterChange: RateChange.nullable(),
  othersDuring: RateChange.nullable(),
  othersAfter: RateChange.nullable(),
  usualPerDay: z.number().nullable(),
  course: z.array(z.object({ day: Day, count: z.number().int() })),
})
export type CampaignEffect = z.infer<typeof CampaignEffect>

export const CampaignUnit = z.object({ unitId: Id, unitName: z.string(), task: z.string() })
export type CampaignUnit = z.infer<typeof CampaignUnit>

/** A campaign against one problem (专项整治). */
export const CampaignRow = z.object({
  id: Id,
  version: z.number().int(),
  name: z.string(),
  goal: z.string(),
  topicId: Id,
  topicName: z.string(),
  areaId: Id.nullable(),
  areaName: z.string().nullable(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  hotspotId: Id.nullable(),
  fromDay: Day,
  toDay: Day,
  state: z.enum(['running', 'closed']),
  openedAt: Instant,
  openedBy: z.string(),
  closedAt: Instant.nullable(),
  units: z.array(CampaignUnit),
  orderId: Id.nullable(),
})
export type CampaignRow = z.infer<typeof CampaignRow>

export const CampaignEvent = z.object({
  at: Instant,
  action: z.enum(['open', 'progress', 'close']),
  staffName: z.string(),
  unitName: z.string().nullable(),
  words: z.string().nullable(),
})
export type CampaignEvent = z.infer<typeof CampaignEvent>

export const CampaignDetail = CampaignRow.extend({
  closingWords: z.string().nullable(),
  effect: CampaignEffect,
  /** The effect as it stood when the campaign was closed. */
  keptEffect: CampaignEffect.nullable(),
  events: z.array(CampaignEvent),
  mayWrite: z.boolean(),
})
export type CampaignDetail = z.infer<typeof CampaignDetail>

export const listCampaigns = operation({
  name: 'campaigns.list',
  summary: '专项整治：进行中的和已结束的',
  method: 'GET',
  path: '/campaigns',
  access: 'hotspots.read',
  input: z.object({ state: z.enum(['running', 'closed']).optional(), ...Paging }),
  output: pageOf(CampaignRow),
  problems: ['input-invalid'],
})

export const readCampaign = operation({
  name: 'campaigns.get',
  summary: '一次专项整治：目标、单位、进展，整治前、整治中、整治后的件数和满意情况',
  method: 'GET',
  path: '/campaigns/:campaignId',
  access: 'hotspots.read',
  input: z.object({ campaignId: Id }),
  output: CampaignDetail,
  problems: ['not-found'],
})

const words = (least: number, what: string) =>
  z.string().trim().min(least, `${what}至少 ${least} 个字`).max(1000, `${what}最多 1000 字`)

export const openCampaign = operation({
  name: 'campaigns.open',
  summary: '开展专项整治：目标、单位、起止日期；可同时开督办件',
  method: 'POST',
  path: '/campaigns',
  access: 'campaigns.write',
  input: z.object({
    id: Id,
    name: z.string().trim().min(4, '名称至少 4 个字').max(40, '名称最多 40 字'),
    goal: words(10, '目标'),
    hotspotId: Id.optional(),
    topicId: Id.optional(),
    areaId: Id.nullable().default(null),
    unitId: Id.nullable().default(null),
    fromDay: Day,
    toDay: Day,
    units: z
      .array(z.object({ unitId: Id, task: words(4, '任务') }))
      .min(1, '请选责任单位')
      .max(20, '责任单位最多 20 个'),
    order: z.boolean().default(false),
  }),
  output: CampaignDetail,
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

export const tellCampaign = operation({
  name: 'campaigns.tell',
  summary: '记录专项整治的进展',
  method: 'POST',
  path: '/campaigns/:campaignId/progress',
  access: 'campaigns.write',
  input: z.object({ id: Id, campaignId: Id, words: words(4, '进展'), unitId: Id.optional() }),
  output: CampaignDetail,
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const closeCampaign = operation({
  name: 'campaigns.close',
  summary: '结束专项整治：写明成效，前后对比随之定下来',
  method: 'POST',
  path: '/campaigns/:campaignId/closing',
  access: 'campaigns.write',
  input: z.object({ id: Id, campaignId: Id, version: z.number().int().min(1), words: words(10, '成效') }),
  output: CampaignDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})
