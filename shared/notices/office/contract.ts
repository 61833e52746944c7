import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Purpose, pushChannels, residentKinds } from '../contract.ts'

/** What a field of a WeChat template is filled with: 编号, 标题, 状态 (four characters), 时间, 地区. */
export const slots = ['number', 'title', 'state', 'time', 'place'] as const
export const Slot = z.enum(slots)
export type Slot = z.infer<typeof Slot>

/** A template as WeChat approved it: its id, and for each of its fields (`thing2`) what stands in it. */
export const Template = z.object({
  templateId: z.string().trim().min(1, '请填模板编号').max(100),
  fields: z.record(z.string().regex(/^[a-z_]+\d+$/, '字段名像 thing2 这样'), Slot),
})
export type Template = z.infer<typeof Template>

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间像 21:00 这样')
export const QuietHours = z.object({ from: WallTime, until: WallTime })

/** The tenant's own: one WeChat template a purpose, and the hours in which nobody is disturbed. */
export const Settings = z.object({
  templates: z.partialRecord(Purpose, Template),
  quiet: QuietHours.nullable(),
})
export type Settings = z.infer<typeof Settings>

/** Before the administrator has set anything: no template, and a quiet night. */
export const emptySettings: Settings = { templates: {}, quiet: { from: '21:00', until: '08:00' } }

const SettingsView = Settings.extend({
  version: z.number().int(),
  source: z.string(),
  smsTemplate: z.string(),
})

export const readNoticeSettings = operation({
  name: 'notices.settings',
  summary: '消息模板和免打扰时间',
  method: 'GET',
  path: '/office/notices/settings',
  access: 'integrations.manage',
  input: z.object({}),
  output: SettingsView,
  problems: [],
})

export const setTemplate = operation({
  name: 'notices.set-template',
  summary: '设置或撤下一类消息的微信模板，写明依据',
  method: 'POST',
  path: '/office/notices/templates',
  access: 'integrations.manage',
  input: z.object({
    id: Id,
    version: z.number().int().min(0),
    purpose: Purpose,
    template: Template.nullable(),
    source: z.string().trim().min(2, '请写明依据').max(200),
  }),
  output: SettingsView,
  problems: ['input-invalid', 'version-conflict', 'id-reused'],
})

export const setQuietHours = operation({
  name: 'notices.set-quiet-hours',
  summary: '设置免打扰时间；紧急消息不受限制',
  method: 'POST',
  path: '/office/notices/quiet-hours',
  access: 'integrations.manage',
  input: z.object({
    id: Id,
    version: z.number().int().min(0),
    quiet: QuietHours.nullable(),
    source: z.string().trim().min(2, '请写明依据').max(200),
  }),
  output: SettingsView,
  problems: ['input-invalid', 'version-conflict', 'id-reused'],
})

export const deliveryStates = ['waiting', 'sending', 'sent', 'delivered', 'failed', 'skipped'] as const
export const DeliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof DeliveryState>
export const deliveryChannels = [...pushChannels, 'call'] as const
export const DeliveryChannel = z.enum(deliveryChannels)
export type DeliveryChannel = z.infer<typeof DeliveryChannel>

/** One way of one message. Neither the item nor the person stands here: the log is for who keeps the channels going. */
export const DeliveryLine = z.object({
  noticeId: Id,
  kind: z.string(),
  channel: DeliveryChannel,
  state: DeliveryState,
  tries: z.number().int(),
  fault: z.string().nullable(),
  createdAt: Instant,
  dueAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  readAt: Instant.nullable(),
})
export type DeliveryLine = z.infer<typeof DeliveryLine>

const DeliveryFilter = z.object({
  channel: DeliveryChannel.optional(),
  state: DeliveryState.optional(),
  kind: z.enum(residentKinds).optional(),
  from: Day.optional(),
  until: Day.optional(),
})

export const listDeliveries = operation({
  name: 'notices.deliveries',
  summary: '发送记录：按渠道、结果、类别和日期筛选',
  method: 'GET',
  path: '/office/notices/deliveries',
  access: 'integrations.manage',
  input: DeliveryFilter.extend(Paging),
  output: pageOf(DeliveryLine),
  problems: ['input-invalid'],
})

export const countDeliveries = operation({
  name: 'notices.delivery-counts',
  summary: '近 30 天各渠道的发送结果和已读数',
  method: 'GET',
  path: '/office/notices/delivery-counts',
  access: 'integrations.manage',
  input: z.object({}),
  output: z.object({
    rows: z.array(z.object({ channel: DeliveryChannel, state: DeliveryState, count: z.number().int() })),
    messages: z.number().int(),
    read: z.number().int(),
  }),
  problems: [],
})
