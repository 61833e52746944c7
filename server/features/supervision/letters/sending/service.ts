import type { InputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/supervision/letters/contract.ts'
import type { LetterDetail, LetterKind } from '@minyi/shared/supervision/letters/contract.ts'
import { letterKindLabels } from '@minyi/shared/supervision/letters/labels.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, staffOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { armClock, openClockBook } from '../../../clocks/service.ts'
import { notify } from '../../../notices/service.ts'
import { nextNumber } from '../../opening/service.ts'
import { listAnswering } from '../../persons/queries.ts'
import { checkReach } from '../../persons/service.ts'
import { listActiveUnits, lockOrder } from '../../queries.ts'
import { findLetter, insertLetter, seenLetters } from '../queries.ts'
import { detailOf, tellOfLetter } from '../service.ts'

/** What is put into a letter, and what it came of. */
export type NewLetter = {
  id: string
  kind: LetterKind
  unitId: string
  title: string
  facts: string
  requirements: string
  legalBasis: string
  orderId: string | null
  caseId: string | null
  areaId: string | null
  hiddenFromUnits: readonly string[]
  hiddenFromStaff: readonly string[]
}

/** A supervisor sends a letter, by itself or out of an order, whose veil it then shares; about an item it is sent out of the item. */
export async function sendLetter(ctx: Context, input: InputOf<typeof contract.sendLetter>): Promise<LetterDetail> {
  return change(ctx, input.id, async (ctx) => {
    const order = input.orderId ? await lockOrder(ctx, input.orderId, 'supervision.order') : null
    if (order === undefined) throw new Problem('not-found')
    if (order?.source === 'case') throw new Problem('step-not-allowed')
    const { areaId = null, hiddenFromUnits = [], hiddenFromStaff = [] } = order ?? {}
    return send(ctx, { ...input, orderId: order?.id ?? null, caseId: null, areaId, hiddenFromUnits, hiddenFromStaff })
  })
}

/** Numbers a letter, delivers it to the unit, and sets its dates from that day; in the caller's transaction. */
export async function send(ctx: Context, letter: NewLetter): Promise<LetterDetail> {
  const staff = staffOf(ctx)
  checkReach(ctx, letter.areaId, [letter.unitId])
  const [unit] = await listActiveUnits(ctx, [letter.unitId])
  if (!unit || letter.hiddenFromUnits.includes(letter.unitId)) {
    const message = unit ? '这个单位须回避，不能发给它' : '没有这个单位'
    throw new Problem('input-invalid', { fields: [{ path: 'unitId', message }] })
  }
  const book = await openClockBook(ctx)
  const arm = (clock: Parameters<typeof armClock>[2]) => armClock(ctx, book, clock, ctx.now())
  const [correct, report, object] = [arm('letter-correct'), arm('letter-report'), arm('inspection-objection')]
  const kept = await insertLetter(ctx, {
    ...letter,
    number: await nextNumber(ctx, letterKindLabels[letter.kind].series),
    senderId: staff.id,
    senderUnitId: staff.unitId,
    sentAt: ctx.now(),
    state: 'sent',
    version: 1,
    correctDueAt: correct.dueAt,
    correctDueDay: correct.dueDay,
    correctVersion: correct.definitionVersion,
    reportDueAt: report.dueAt,
    reportDueDay: report.dueDay,
    reportVersion: report.definitionVersion,
    objectDueAt: object.dueAt,
    objectDueDay: object.dueDay,
    objectVersion: object.definitionVersion,
    hiddenFromUnits: [...letter.hiddenFromUnits],
    hiddenFromStaff: [...letter.hiddenFromStaff],
  })
  const key = await tellOfLetter(ctx, kept, 'send', null)
  const about = { kind: 'supervision-letter', id: kept.id, number: kept.number }
  await notify(ctx, { to: await listAnswering(ctx, kept.unitId, kept), kind: 'letter', about, key })
  const line = await findLetter(ctx, seenLetters(ctx, 'supervision.order'), kept.id)
  if (!line) throw new Problem('not-found')
  return detailOf(ctx, line, 'supervisor')
}
