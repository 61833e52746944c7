import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Instant } from '../platform/time.ts'

/**
 * What a subscriber can hear of: the steps of items, edits (classification, tier, path, additions, imports by their run, undone steps),
 * reviews (objections, extensions, pauses, closings, exclusions of ratings) and follow-ups, published figures and bulletins.
 */
export const webhookTopicsByKind = {
  steps: [
    'case.received',
    'case.accepted',
    'case.refused',
    'case.assigned',
    'case.transferred',
    'case.returned',
    'case.replied',
    'case.verdict',
    'case.disputed',
    'case.no-answer',
    'case.closed',
    'case.reopened',
    'case.withdrawn',
    'case.extended',
    'case.paused',
    'case.resumed',
    'case.risen',
  ],
  edits: [
    'case.classify',
    'case.set-tier',
    'case.set-path',
    'case.added',
    'case.merged',
    'case.unmerged',
    'case.undone',
    'case.imported',
  ],
  reviews: [
    'case.object',
    'case.objection-refused',
    'case.ask-extension',
    'case.extension-refused',
    'case.pause-refused',
    'case.propose-closing',
    'case.closing-refused',
    'case.review-asked',
    'case.review-answered',
    'rating.excluded',
    'rating.restored',
    'rating.exclusion-appealed',
    'follow-up.moved',
  ],
  publications: ['figure.published', 'figure.withdrawn', 'bulletin.published'],
} as const
export const webhookTopics = [
  ...webhookTopicsByKind.steps,
  ...webhookTopicsByKind.edits,
  ...webhookTopicsByKind.reviews,
  ...webhookTopicsByKind.publications,
] as const
export const WebhookTopic = z.enum(webhookTopics)
export type WebhookTopic = z.infer<typeof WebhookTopic>

/** `disabled` by the product after days of failure; `paused` and `ended` by a person. Paused and disabled ones lose nothing. */
export const WebhookState = z.enum(['active', 'paused', 'disabled', 'ended'])
export type WebhookState = z.infer<typeof WebhookState>

export const Webhook = z.object({
  id: Id,
  name: z.string(),
  url: z.string(),
  topics: z.array(WebhookTopic),
  unit: z.object({ id: Id, name: z.string() }).nullable(),
  area: z.object({ id: Id, name: z.string() }).nullable(),
  state: WebhookState,
  version: z.number().int(),
  createdAt: Instant,
  failingSince: Instant.nullable(),
  /** Until when the secret before the present one signs along. */
  oldSecretUntil: Instant.nullable(),
  waiting: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
})
export type Webhook = z.infer<typeof Webhook>

const WithSecret = z.object({ webhook: Webhook, secret: z.string() })

const settings = {
  name: z.string().trim().min(2, '请写名称，至少 2 个字').max(60),
  url: z.string().trim().max(500),
  topics: z.array(WebhookTopic).min(1, '至少选一类事件'),
  unitId: Id.nullable(),
  areaId: Id.nullable(),
}

export const listWebhooks = operation({
  name: 'webhooks.list',
  summary: '事件推送的订阅方',
  method: 'GET',
  path: '/office/webhooks',
  access: 'integrations.manage',
  input: z.object({}),
  output: z.object({ rows: z.array(Webhook) }),
  problems: [],
})

export const addWebhook = operation({
  name: 'webhooks.add',
  summary: '添加订阅方；签名密钥只在这时给出一次',
  method: 'POST',
  path: '/office/webhooks',
  access: 'integrations.manage',
  input: z.object({ id: Id, ...settings }),
  output: WithSecret,
  problems: ['input-invalid', 'id-reused'],
})

export const changeWebhook = operation({
  name: 'webhooks.change',
  summary: '修改订阅方的名称、地址、事件和范围',
  method: 'POST',
  path: '/office/webhooks/:webhookId',
  access: 'integrations.manage',
  input: z.object({ id: Id, webhookId: Id, version: z.number().int(), ...settings }),
  output: Webhook,
  problems: ['not-found', 'version-conflict', 'input-invalid', 'id-reused'],
})

export const setWebhookState = operation({
  name: 'webhooks.set-state',
  summary: '暂停、恢复或结束一个订阅方；恢复后补发期间的事件',
  method: 'POST',
  path: '/office/webhooks/:webhookId/state',
  access: 'integrations.manage',
  input: z.object({ id: Id, webhookId: Id, state: z.enum(['active', 'paused', 'ended']) }),
  output: Webhook,
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const rotateSecret = operation({
  name: 'webhooks.rotate-secret',
  summary: '换签名密钥；旧密钥在重叠期内一并签名',
  method: 'POST',
  path: '/office/webhooks/:webhookId/secret',
  access: 'integrations.manage',
  input: z.object({ id: Id, webhookId: Id, overlapHours: z.number().int().min(0).max(168).default(24) }),
  output: WithSecret,
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

export const pingWebhook = operation({
  name: 'webhooks.ping',
  summary: '发一条测试事件',
  method: 'POST',
  path: '/office/webhooks/:webhookId/ping',
  access: 'integrations.manage',
  input: z.object({ id: Id, webhookId: Id }),
  output: z.object({ deliveryId: Id }),
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const deliveryStates = ['waiting', 'sending', 'delivered', 'failed'] as const
export const WebhookDeliveryState = z.enum(deliveryStates)
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>

/** One event on its way. `code` and `ms` are those of the last try. */
export const WebhookDelivery = z.object({
  id: Id,
  eventId: Id,
  topic: z.string(),
  subjectId: Id,
  state: WebhookDeliveryState,
  tries: z.number().int(),
  replay: z.boolean(),
  occurredAt: Instant,
  dueAt: Instant,
  doneAt: Instant.nullable(),
  code: z.number().int().nullable(),
  ms: z.number().int().nullable(),
  fault: z.string().nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

export const listWebhookDeliveries = operation({
  name: 'webhooks.deliveries',
  summary: '推送记录：按结果、事件和时间筛选',
  method: 'GET',
  path: '/office/webhooks/:webhookId/deliveries',
  access: 'integrations.manage',
  input: z.object({
    webhookId: Id,
    state: WebhookDeliveryState.optional(),
    topic: z.string().max(60).optional(),
    from: Instant.optional(),
    until: Instant.optional(),
    ...Paging,
  }),
  output: pageOf(WebhookDelivery),
  problems: ['not-found', 'input-invalid'],
})

export const readWebhookDelivery = operation({
  name: 'webhooks.delivery',
  summary: '一次推送：内容和每次尝试的响应码与用时',
  method: 'GET',
  path: '/office/webhooks/:webhookId/deliveries/:deliveryId',
  access: 'integrations.manage',
  input: z.object({ webhookId: Id, deliveryId: Id }),
  output: z.object({
    delivery: WebhookDelivery,
    body: z.string(),
    attempts: z.array(
      z.object({
        number: z.number().int(),
        at: Instant,
        code: z.number().int().nullable(),
        ms: z.number().int(),
        fault: z.string().nullable(),
      }),
    ),
  }),
  problems: ['not-found'],
})

export const replayDelivery = operation({
  name: 'webhooks.replay',
  summary: '重发一次推送',
  method: 'POST',
  path: '/office/webhooks/:webhookId/deliveries/:deliveryId/replay',
  access: 'integrations.manage',
  input: z.object({ id: Id, webhookId: Id, deliveryId: Id }),
  output: z.object({ deliveryId: Id }),
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const replayRange = operation({
  name: 'webhooks.replay-range',
  summary: '重发一段时间里的推送，全部或只是没送到的',
  method: 'POST',
  path: '/office/webhooks/:webhookId/replays',
  access: 'integrations.manage',
  input: z.object({
    id: Id,
    webhookId: Id,
    from: Instant,
    until: Instant,
    which: z.enum(['failed', 'all']).default('failed'),
  }),
  output: z.object({ replayed: z.number().int() }),
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})
