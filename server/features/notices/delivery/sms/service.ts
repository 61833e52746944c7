import { residentNotices } from '@minyi/shared/notices/labels.ts'
import { receiptWaitsMinutes, waitAfter } from '@minyi/shared/notices/rules.ts'
import type { Context } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { type Contact, lost, mayBeOut, type Outcome } from '../../present.ts'
import type { Taken } from '../queries.ts'

const minuteMs = 60_000

/** Sends by SMS, once: after a try without an answer the service is asked first whether the message is there. */
export async function sendSms(ctx: Context, taken: Taken, { mobile, phone }: Contact): Promise<Outcome> {
  if (!mobile) return { is: 'not', state: 'skipped', fault: phone ? 'no-mobile' : 'no-phone' }
  try {
    const found = mayBeOut(taken) ? await ctx.foreign.sms.findReceipt(mobile, sentOf(ctx, taken)) : null
    if (found) return { is: 'sent', receiptId: null, askAt: after(ctx, 1) }
    const { bizId } = await ctx.foreign.sms.sendNotice(mobile, {
      templateCode: ctx.config.sms.noticeTemplateCode,
      params: { number: taken.notice.number ?? ctx.tenant.name, step: stepOf(taken.notice.kind) },
      outId: taken.notice.id,
    })
    return { is: 'sent', receiptId: bizId, askAt: after(ctx, 1) }
  } catch (failure) {
    return again(ctx, taken, failure)
  }
}

/** Asks what became of a message; a carrier that never says leaves it as sent. */
export async function askReceipt(ctx: Context, taken: Taken, { mobile }: Contact): Promise<Outcome> {
  const asked = taken.delivery.sentAt ? ctx.now().getTime() - taken.delivery.sentAt.getTime() : 0
  const next = receiptWaitsMinutes.find((minutes) => minutes * minuteMs > asked)
  const later: Outcome = { is: 'sent', receiptId: null, askAt: next === undefined ? null : after(ctx, next) }
  if (!mobile) return { ...later, askAt: null }
  try {
    const fate = await ctx.foreign.sms.findReceipt(mobile, sentOf(ctx, taken))
    if (fate?.state === 'delivered') return { is: 'delivered' }
    if (fate?.state === 'failed') return { is: 'not', state: 'failed', fault: fate.code }
    return later
  } catch (failure) {
    ctx.log.warn({ err: failure, notice: taken.notice.id }, 'receipt not read, it will be asked again')
    return later
  }
}

function again(ctx: Context, { delivery, notice }: Taken, failure: unknown): Outcome {
  const fault = faultOf(failure)
  const wait = waitAfter(delivery.tries)
  if (fault === 'input-invalid' || wait === null) return { is: 'not', state: 'failed', fault }
  ctx.log.warn({ err: failure, notice: notice.id }, 'message not sent, it will be tried again')
  return { is: 'later', at: after(ctx, wait), fault, counts: true }
}

/** A timeout or a broken connection leaves open whether the message went out; every other failure says that it did not. */
function faultOf(failure: unknown): string {
  if (!(failure instanceof Problem)) return 'unexpected'
  const cause = failure.cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return ['timeout', 'network', 'malformed'].includes(code) || code.startsWith('http-') ? lost : failure.code
}

const stepOf = (kind: string) =>
  Object.entries(residentNotices).find(([known]) => known === kind)?.[1].step ?? '有新进展'
const after = (ctx: Context, minutes: number) => new Date(ctx.now().getTime() + minutes * minuteMs)
const sentOf = (ctx: Context, { notice, delivery }: Taken) => ({
  around: delivery.sentAt ?? ctx.now(),
  outId: notice.id,
})
