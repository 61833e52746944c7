import { messageOf } from '@minyi/shared/notices/labels.ts'
import type { Slot, Template } from '@minyi/shared/notices/office/contract.ts'
import { pageOfMessage, shortThing, timeInWords, waitAfter } from '@minyi/shared/notices/rules.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { type Contact, lost, mayBeOut, type Outcome } from '../../present.ts'
import { correctGrant, spendGrant, type Taken } from '../queries.ts'

const not = (state: 'failed' | 'skipped', fault: string): Outcome => ({ is: 'not', state, fault })

/**
 * Sends by WeChat's subscribe message, at most once for each tap: the tap is used up before the call and given back where WeChat says
 * that nothing went out. A call without an answer is not repeated, since WeChat cannot recognise a repetition: SMS follows.
 */
export async function sendSubscribe(
  ctx: Context,
  taken: Taken,
  { contact, template }: { contact: Contact; template: Template | undefined },
): Promise<Outcome> {
  const { residentId, openid } = contact
  if (mayBeOut(taken)) return not('failed', lost)
  if (!residentId || !openid) return not('skipped', 'no-openid')
  if (!template) return not('skipped', 'no-template')
  if (!(await spendGrant(ctx, residentId, template.templateId))) return not('skipped', 'no-grant')
  try {
    const outcome = await ctx.foreign.wechat.sendSubscribeMessage({
      openid,
      templateId: template.templateId,
      page: pageOfMessage({ kind: taken.notice.aboutKind, id: taken.notice.aboutId }),
      data: dataOf(ctx, taken, template),
    })
    if (outcome === 'sent') return { is: 'sent', receiptId: null, askAt: null }
    await correctGrant(ctx, residentId, template.templateId, 'none')
    return not('failed', outcome)
  } catch (failure) {
    const code = codeOf(failure)
    if (!/^-?\d+$/.test(code)) return not('failed', lost)
    await correctGrant(ctx, residentId, template.templateId, 'back')
    const wait = failure instanceof Problem ? waitAfter(taken.delivery.tries) : null
    if (wait !== null)
      return { is: 'later', at: new Date(ctx.now().getTime() + wait * 60_000), fault: code, counts: true }
    ctx.log.error({ err: failure, notice: taken.notice.id }, 'a subscribe message was refused as wrong')
    return not('failed', code)
  }
}

/** WeChat's own code of a failure, or how the call broke: the fault itself, or the cause of what a person would be told. */
function codeOf(failure: unknown): string {
  const fault = failure instanceof Problem ? failure.cause : failure
  return fault instanceof Error && 'code' in fault ? String(fault.code) : ''
}

function dataOf(ctx: Context, { notice }: Taken, { fields }: Template): Record<string, string> {
  const texts: Record<Slot, string> = {
    number: notice.number ?? '--',
    title: shortThing(messageOf(notice.kind, { number: null, count: null }).title),
    state: '有新进展',
    time: timeInWords(instantOf(ctx, notice.at)),
    place: shortThing(ctx.tenant.name),
  }
  return Object.fromEntries(Object.entries(fields).map(([field, slot]) => [field, texts[slot]]))
}
