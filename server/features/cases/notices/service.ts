import { noticeLabels } from '@minyi/shared/cases/labels.ts'
import { type Context, type Platform, systemContext } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { listTenants } from '../../../platform/tenants.ts'
import * as queries from './queries.ts'

const newsLastsMs = 3 * 24 * 3_600_000
const retryAfterMs = 10 * 60_000
const mostTries = 5
const mobile = /^1[3-9]\d{9}$/

/** Tells residents who left a mobile number what became of their item, by SMS, once for each event. */
export async function deliverNotices(platform: Platform): Promise<number> {
  await queries.collectNotices(platform, new Date(platform.now().getTime() - newsLastsMs))
  const taken = await queries.takeNotices(platform, 20, new Date(platform.now().getTime() + retryAfterMs))
  const tenants = taken.length > 0 ? await listTenants(platform) : []
  for (const notice of taken) {
    const tenant = tenants.find(({ id }) => id === notice.tenantId)
    if (tenant) await deliver(systemContext(platform, tenant, 'cases.notices'), notice)
  }
  return taken.length
}

async function deliver(ctx: Context, notice: queries.NoticeRow): Promise<void> {
  const { phone } = await openFields(ctx, { kind: 'case', id: notice.caseId }, ['phone'])
  const step = stepOf(notice.topic)
  if (!phone || !mobile.test(phone) || !step) {
    return queries.settleNotice(ctx, notice.eventId, { state: 'skipped', doneAt: ctx.now() })
  }
  const number = await queries.findNumber(ctx, notice.caseId)
  try {
    const template = { templateCode: ctx.config.sms.noticeTemplateCode, params: { number, step } }
    const { bizId } = await ctx.foreign.sms.sendNotice(phone, template)
    await queries.settleNotice(ctx, notice.eventId, { state: 'sent', receiptId: bizId, fault: null, doneAt: ctx.now() })
  } catch (failure) {
    await giveUpOrWait(ctx, notice, failure)
  }
}

/** A number that the carrier refuses is never tried again; anything else waits longer each time. */
async function giveUpOrWait(ctx: Context, notice: queries.NoticeRow, failure: unknown): Promise<void> {
  const fault = failure instanceof Problem ? failure.code : 'unexpected'
  const isOver = fault === 'input-invalid' || notice.tries >= mostTries
  await queries.settleNotice(ctx, notice.eventId, {
    state: isOver ? 'failed' : 'waiting',
    fault,
    dueAt: new Date(ctx.now().getTime() + retryAfterMs * notice.tries),
    doneAt: isOver ? ctx.now() : null,
  })
}

function stepOf(topic: string): string | undefined {
  return Object.entries(noticeLabels).find(([known]) => known === topic)?.[1]
}
