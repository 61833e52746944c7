import type * as contract from '@minyi/shared/notices/office/contract.ts'
import { DeliveryLine, type Settings } from '@minyi/shared/notices/office/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { readSettings, writeSettings } from '../settings/service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id, z.string()])
const countedMs = 30 * 86_400_000

type SettingsView = OutputOf<typeof contract.readNoticeSettings>

/** The administrator's view of templates and quiet hours. */
export async function readNoticeSettings(ctx: Context): Promise<SettingsView> {
  const { value, version, source } = await readSettings(ctx)
  return { ...value, version, source, smsTemplate: ctx.config.sms.noticeTemplateCode }
}

/** Sets or takes away the WeChat template of one purpose. */
export async function setTemplate(ctx: Context, input: InputOf<typeof contract.setTemplate>): Promise<SettingsView> {
  const { purpose, template } = input
  return setSettings(ctx, input, (settings) => {
    const { [purpose]: _, ...others } = settings.templates
    return { ...settings, templates: template ? { ...others, [purpose]: template } : others }
  })
}

/** Sets the hours in which nobody is disturbed, in the tenant's own time; urgent messages ignore them. */
export async function setQuietHours(
  ctx: Context,
  input: InputOf<typeof contract.setQuietHours>,
): Promise<SettingsView> {
  return setSettings(ctx, input, (settings) => ({ ...settings, quiet: input.quiet }))
}

/** What became of the messages, way by way. */
export async function listDeliveries(
  ctx: Context,
  input: InputOf<typeof contract.listDeliveries>,
): Promise<OutputOf<typeof contract.listDeliveries>> {
  const { from, until, after, limit, ...filter } = input
  const days = {
    from: from ? startOfDay(ctx.tenant.zone, from) : undefined,
    until: until ? startOfDay(ctx.tenant.zone, addDays(until, 1)) : undefined,
  }
  const page = { after: readCursor(PageKeys, after), limit: limit + 1 }
  const rows = await queries.listLog(ctx, { ...filter, ...days }, page)
  const keysOf = ({ delivery }: queries.LogRow) => [
    delivery.createdAt.toISOString(),
    delivery.noticeId,
    delivery.channel,
  ]
  return pageFrom(rows, limit, keysOf, (row) => toLine(ctx, row))
}

export async function countDeliveries(ctx: Context): Promise<OutputOf<typeof contract.countDeliveries>> {
  const since = new Date(ctx.now().getTime() - countedMs)
  const rows = await queries.countByOutcome(ctx, since)
  const Counted = DeliveryLine.pick({ channel: true, state: true }).extend({ count: z.number() })
  return { rows: Counted.array().parse(rows), ...(await queries.countRead(ctx, since)) }
}

async function setSettings(
  ctx: Context,
  input: { id: string; version: number; source: string },
  edit: (settings: Settings) => Settings,
): Promise<SettingsView> {
  return change(ctx, input.id, async (ctx) => {
    const { value, version } = await readSettings(ctx)
    const next = edit(value)
    if (version !== input.version || !(await writeSettings(ctx, version, next, input.source))) {
      throw new Problem('version-conflict')
    }
    await audit(ctx, { action: 'notices.settings', subjectKind: 'tenant', subjectId: ctx.tenant.id, detail: next })
    return readNoticeSettings(ctx)
  })
}

function toLine(ctx: Context, { delivery, kind, readAt }: queries.LogRow): DeliveryLine {
  const at = (instant: Date | null) => instant && instantOf(ctx, instant)
  return DeliveryLine.parse({
    ...delivery,
    kind,
    createdAt: at(delivery.createdAt),
    dueAt: at(delivery.dueAt),
    sentAt: at(delivery.sentAt),
    doneAt: at(delivery.doneAt),
    readAt: at(readAt),
  })
}
