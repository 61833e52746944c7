import { latePartsOf } from '@minyi/shared/supervision/letters/rules.ts'
import type { Context } from '../../../../platform/context.ts'
import { listHoldersOver } from '../../../identity/holders/service.ts'
import { notify } from '../../../notices/service.ts'
import { listAnswering, listOutside } from '../../persons/queries.ts'
import { timesOf } from '../present.ts'
import type { LetterRecord } from '../queries.ts'
import { tellOfLetter } from '../service.ts'
import * as queries from './queries.ts'

const atOnce = 100

/**
 * Writes into the story of a letter that a date has gone by, once for each date, and tells whoever sent it, those who supervise its
 * unit, and the unit itself where it is the unit's to do. Whether one is late follows from its dates alone; this makes it heard.
 */
export async function tellLateLetters(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const found = await queries.lockLateLetters(inner, atOnce)
    for (const letter of found) {
      const told = await queries.listLateEvents(inner, letter.id)
      const late = latePartsOf(timesOf(letter), ctx.now().getTime())
      for (const part of ['correct', 'report', 'review'] as const) {
        const action = queries.lateActions[part]
        const due = dueOf(letter, part)
        const isTold = told.some((one) => one.action === action && due !== null && one.at >= due)
        if (late[part] && !isTold) await tellPart(inner, letter, part)
      }
    }
    return found.length
  })
}

type Part = keyof typeof queries.lateActions

const dueOf = (letter: LetterRecord, part: Part): Date | null =>
  ({ correct: letter.correctDueAt, report: letter.reportDueAt, review: letter.reviewDueAt })[part]

async function tellPart(ctx: Context, letter: LetterRecord, part: Part): Promise<void> {
  const key = await tellOfLetter(ctx, letter, queries.lateActions[part], null)
  const supervisors = await listHoldersOver(ctx, 'supervision.order', letter, false)
  const to = await listOutside(ctx, [letter.senderId, ...supervisors], letter)
  const unit = part === 'review' ? [] : await listAnswering(ctx, letter.unitId, letter)
  const about = { kind: 'supervision-letter', id: letter.id, number: letter.number }
  await notify(ctx, { to: [...to, ...unit], kind: 'letter.late', about, key })
}
