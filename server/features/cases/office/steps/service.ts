import type * as contract from '@minyi/shared/cases/office/contract.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { mayCloseAfterCallBack } from '@minyi/shared/cases/rules.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, staffOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { pathMissing } from '../../closings/service.ts'
import { isKinOf } from '../../conflicts/queries.ts'
import { type CaseRecord, findUnit, listRounds, updateRound } from '../../queries.ts'
import { endReasonOf } from '../../resident/service.ts'
import { type Move, takeStep } from '../../service.ts'
import { givenTopic } from '../../topics/service.ts'
import { officeChange } from '../change/service.ts'
import { lockLapsed } from '../queries.ts'
import { detailOf } from '../service.ts'

/** The dispatcher takes an item on; a complaint's clock for the decision starts here. */
export async function acceptCase(ctx: Context, input: InputOf<typeof contract.acceptCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch'], async () => ({
    act: 'accept',
    words: input.words,
    internal: true,
    patch: { acceptedAt: ctx.now(), acceptedByUnitId: staffOf(ctx).unitId },
  }))
}

/** The dispatcher does not take it on, and says why and where to go instead. */
export async function refuseCase(ctx: Context, input: InputOf<typeof contract.refuseCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch'], async () => ({
    act: 'refuse',
    words: input.words,
    endReason: 'refused',
    patch: { otherPath: input.otherPath, endWords: input.words },
  }))
}

/** The dispatcher gives it to a unit; never to the accused one. */
export async function assignCase(ctx: Context, input: InputOf<typeof contract.assignCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch'], async (ctx, item) => ({
    act: 'assign',
    words: input.words,
    internal: true,
    patch: { unitId: await handlingUnit(ctx, item, input.unitId) },
  }))
}

/** The dispatcher gives it to another unit; the clock runs on. */
export async function transferCase(ctx: Context, input: InputOf<typeof contract.transferCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch'], async (ctx, item) => ({
    act: 'transfer',
    words: input.words,
    internal: true,
    patch: { unitId: await handlingUnit(ctx, item, input.unitId) },
  }))
}

/** The handling unit hands it back with its reason; from then on it no longer sees it. */
export async function returnCase(ctx: Context, input: InputOf<typeof contract.returnCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.handle'], async () => ({
    act: 'return',
    words: input.words,
    internal: true,
    patch: { unitId: null },
  }))
}

/** The handling unit answers; what the resident says to it is asked next and kept apart. */
export async function replyCase(ctx: Context, input: InputOf<typeof contract.replyCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.handle'], async (ctx, item) => {
    await updateRound(ctx, item.id, item.round, {
      repliedAt: ctx.now(),
      repliedBy: staffOf(ctx).id,
      repliedUnitId: item.unitId,
      unitOutcome: input.outcome,
      replyWords: input.words,
    })
    return { act: 'reply', words: input.words, patch: { unitOutcome: input.outcome } }
  })
}

/** The dispatcher ends an item that no unit has to answer, with its reason told to the resident. */
export async function closeCase(ctx: Context, input: InputOf<typeof contract.closeCase>): Promise<CaseDetail> {
  const elsewhere = input.endReason === 'not-responsible' || input.endReason === 'other-path'
  if (elsewhere && !input.otherPath) throw pathMissing()
  return officeStep(ctx, input, ['cases.dispatch'], async () => ({
    act: 'close',
    words: input.words,
    endReason: input.endReason,
    patch: { otherPath: input.otherPath ?? null, endWords: input.words },
  }))
}

/**
 * Where unit and resident disagree, somebody else than who answered calls back. After the first answer only a resident who is
 * settled lets it close; otherwise it is done once more.
 */
export async function callBackCase(ctx: Context, input: InputOf<typeof contract.callBackCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch', 'cases.supervise'], async (ctx, item) => {
    const rounds = await listRounds(ctx, item.id)
    if (rounds.some(({ round }) => round.round === item.round && round.repliedBy === ctx.actor.id)) {
      throw new Problem('second-person-needed')
    }
    const closes = input.next === 'close'
    if (closes && !mayCloseAfterCallBack(input.result, item.round)) {
      throw new Problem('step-not-allowed', { detail: '诉求人仍不认可，应退回重办一次，不能直接结案' })
    }
    await updateRound(ctx, item.id, item.round, { calledBackAt: ctx.now(), callBackResult: input.result })
    const act = closes ? 'call-back-settled' : 'call-back-redo'
    return { act, words: input.words, internal: true, endReason: endReasonOf(item) }
  })
}

/** The dispatcher rewords the title, assigns the finer class (S19) or the topic; the resident's own text stays untouched. */
export async function classifyCase(ctx: Context, input: InputOf<typeof contract.classifyCase>): Promise<CaseDetail> {
  return officeStep(ctx, input, ['cases.dispatch'], async (ctx, item) => ({
    act: 'classify',
    words: input.title ?? null,
    internal: true,
    patch: {
      title: input.title ?? item.title,
      fineConduct: input.fineConduct ?? item.fineConduct,
      topicId: input.topicId ? await givenTopic(ctx, input.topicId) : item.topicId,
    },
  }))
}

/** A step on an item within reach, and only on the version that was on the screen. */
async function officeStep(
  ctx: Context,
  input: { id: string; caseId: string; version: number },
  permissions: Permission[],
  decide: (ctx: Context, item: CaseRecord) => Promise<Move>,
): Promise<CaseDetail> {
  return officeChange(ctx, input, permissions, async (ctx, item) =>
    detailOf(ctx, await takeStep(ctx, item, await decide(ctx, item))),
  )
}

async function handlingUnit(ctx: Context, item: CaseRecord, unitId: string): Promise<string> {
  if (!(await findUnit(ctx, unitId))) {
    throw new Problem('input-invalid', { fields: [{ path: 'unitId', message: '没有这个单位' }] })
  }
  if (item.accusedUnitId && (await isKinOf(ctx, unitId, item.accusedUnitId))) throw new Problem('unit-barred')
  return unitId
}

/** Windows for a verdict that went by unanswered end as 未表态, which is never counted as solved. */
export async function endVerdictWindows(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const lapsed = await lockLapsed(inner, 100)
    for (const item of lapsed) {
      await updateRound(inner, item.id, item.round, { verdict: 'no-answer', verdictAt: ctx.now() })
      await takeStep(inner, item, {
        act: 'verdict-lapsed',
        patch: { verdict: 'no-answer' },
        endReason: endReasonOf(item),
      })
    }
    return lapsed.length
  })
}
