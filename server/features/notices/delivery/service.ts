import { type PushChannel, ResidentKind } from '@minyi/shared/notices/contract.ts'
import { type Nature, natures, nextChannel, type QuietHours, quietUntil } from '@minyi/shared/notices/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type Context, dayOf, instantOf, type Platform, systemContext } from '../../../platform/context.ts'
import { openFields } from '../../../platform/sealing.ts'
import { listTenants } from '../../../platform/tenants.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { type Contact, lost, mayBeOut, type Outcome } from '../present.ts'
import { insertDelivery } from '../queries.ts'
import { readSettings } from '../settings/service.ts'
import * as queries from './queries.ts'
import { askReceipt, sendSms } from './sms/service.ts'
import { sendSubscribe } from './subscribe/service.ts'

const leaseMs = 5 * 60_000
const mobile = /^1[3-9]\d{9}$/

/** Sends what is due and asks for receipts that are due; answers how many were taken. */
export async function deliverNotices(platform: Platform): Promise<number> {
  const taken = await queries.takeDue(platform, 20, new Date(platform.now().getTime() + leaseMs))
  const tenants = taken.length > 0 ? await listTenants(platform) : []
  for (const one of taken) {
    const tenant = tenants.find(({ id }) => id === one.notice.tenantId)
    if (tenant) await deliverOne(systemContext(platform, tenant, 'notices.deliver'), one)
  }
  return taken.length
}

/** What breaks over one message keeps no other from its way; it is taken up again when its lease is over. */
async function deliverOne(ctx: Context, one: queries.Taken): Promise<void> {
  try {
    await deliver(ctx, one)
  } catch (cause) {
    ctx.log.error({ err: cause, notice: one.notice.id }, 'a message was not delivered, it will be tried again')
  }
}

async function deliver(ctx: Context, taken: queries.Taken): Promise<void> {
  const nature = natures[ResidentKind.parse(taken.notice.kind)]
  const channel = taken.delivery.channel === 'sms' ? 'sms' : 'subscribe'
  const contact = await contactOf(ctx, taken.notice)
  const outcome = await tryChannel(ctx, taken, { nature, channel, contact })
  await settle(ctx, taken, outcome)
  if (outcome.is !== 'not' || taken.notice.readAt) return
  const hasPhone = contact.phone !== null && outcome.fault !== 'switched-off'
  const next = nextChannel(channel, { call: nature.call, hasPhone })
  const dueAt = next === 'call' ? null : ctx.now()
  if (next) await insertDelivery(ctx, { noticeId: taken.notice.id, channel: next, dueAt })
}

async function tryChannel(
  ctx: Context,
  taken: queries.Taken,
  { nature, channel, contact }: { nature: Nature; channel: PushChannel; contact: Contact },
): Promise<Outcome> {
  if (taken.was === 'sent') return askReceipt(ctx, taken, contact)
  if (taken.notice.readAt) return { is: 'not', state: 'skipped', fault: 'read' }
  const { value: settings } = await readSettings(ctx)
  const until = nature.urgent ? null : endOfQuiet(ctx, settings.quiet)
  if (until) return { is: 'later', at: until, fault: mayBeOut(taken) ? lost : 'quiet-hours', counts: false }
  const { residentId } = contact
  if (residentId && (await queries.isRefused(ctx, residentId, nature.purpose, channel))) {
    return { is: 'not', state: 'skipped', fault: 'switched-off' }
  }
  if (channel === 'sms') return sendSms(ctx, taken, contact)
  return sendSubscribe(ctx, taken, { contact, template: settings.templates[nature.purpose] })
}

async function settle(ctx: Context, { delivery }: queries.Taken, outcome: Outcome): Promise<void> {
  const now = ctx.now()
  if (outcome.is === 'sent') {
    const { receiptId, askAt } = outcome
    const first = delivery.sentAt === null ? { sentAt: now, receiptId } : {}
    await queries.settleDelivery(ctx, delivery, { state: 'sent', fault: null, dueAt: askAt, doneAt: null, ...first })
  } else if (outcome.is === 'delivered') {
    await queries.settleDelivery(ctx, delivery, { state: 'delivered', fault: null, dueAt: null, doneAt: now })
  } else if (outcome.is === 'not') {
    const { state, fault } = outcome
    await queries.settleDelivery(ctx, delivery, { state, fault, dueAt: null, doneAt: now })
  } else {
    const tries = outcome.counts ? delivery.tries : delivery.tries - 1
    await queries.settleDelivery(ctx, delivery, { state: 'waiting', fault: outcome.fault, dueAt: outcome.at, tries })
  }
}

/**
 * How the person can be reached, opened for this moment. The telephone is the one that was left with the thing itself; only a message
 * to a resident by name goes to the number that the resident signs in with.
 */
async function contactOf(ctx: Context, notice: queries.Taken['notice']): Promise<Contact> {
  const about = await openFields(ctx, { kind: notice.aboutKind, id: notice.aboutId }, ['resident', 'phone'])
  const { resident: named } = await openFields(ctx, { kind: 'notice', id: notice.id }, ['resident'])
  const residentId = named ?? about.resident ?? null
  const own = residentId ? await openFields(ctx, { kind: 'resident', id: residentId }, ['openid', 'phone']) : {}
  const phone = about.phone ?? (named ? own.phone : undefined) ?? null
  return { residentId, openid: own.openid ?? null, phone, mobile: phone !== null && mobile.test(phone) ? phone : null }
}

/** When nobody is disturbed any more, in the tenant's own day; null outside the quiet hours. */
function endOfQuiet(ctx: Context, quiet: QuietHours | null): Date | null {
  const end = quietUntil(instantOf(ctx, ctx.now()), quiet)
  if (!end) return null
  const day = dayOf(ctx, ctx.now())
  const [hours = 0, minutes = 0] = end.time.split(':').map(Number)
  const start = startOfDay(ctx.tenant.zone, end.tomorrow ? addDays(day, 1) : day)
  return new Date(start.getTime() + (hours * 60 + minutes) * 60_000)
}
