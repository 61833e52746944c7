import type { OrderStep } from '@minyi/shared/supervision/contract.ts'
import { type LetterAct, LetterDetail, LetterRow, LetterState } from '@minyi/shared/supervision/letters/contract.ts'
import { type LateParts, latePartsOf } from '@minyi/shared/supervision/letters/rules.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { LetterLine, LetterRecord } from './queries.ts'

/** The days and instants of a letter as its rules take them. */
export function timesOf(letter: LetterRecord) {
  return {
    state: LetterState.parse(letter.state),
    correctDueAtMs: letter.correctDueAt.getTime(),
    correctedAtMs: letter.correctedAt?.getTime() ?? null,
    reportDueAtMs: letter.reportDueAt.getTime(),
    reportedAtMs: letter.reportedAt?.getTime() ?? null,
    reviewDueAtMs: letter.reviewDueAt?.getTime() ?? null,
    reviewedAtMs: letter.reviewedAt?.getTime() ?? null,
    objectedAtMs: letter.objectedAt?.getTime() ?? null,
    objectDueAtMs: letter.objectDueAt.getTime(),
    senderId: letter.senderId,
  }
}

export function toLetterRow(ctx: Context, { letter, unitName, senderName }: LetterLine): LetterRow {
  const late = latePartsOf(timesOf(letter), ctx.now().getTime())
  return LetterRow.parse({
    ...letter,
    unitName,
    senderName,
    sentAt: instantOf(ctx, letter.sentAt),
    correct: dateOf(ctx, letter.correctDueDay, letter.correctDueAt, letter.correctedAt, late.correct),
    report: dateOf(ctx, letter.reportDueDay, letter.reportDueAt, letter.reportedAt, late.report),
    late: late.correct || late.report,
    objected: letter.objectedAt !== null && letter.reviewedAt === null,
  })
}

export function toLetter(
  ctx: Context,
  line: LetterLine,
  parts: { steps: OrderStep[]; acts: readonly LetterAct[] },
): LetterDetail {
  const { letter } = line
  const at = (when: Date | null) => when && instantOf(ctx, when)
  return LetterDetail.parse({
    ...letter,
    ...toLetterRow(ctx, line),
    tenantName: ctx.tenant.name,
    senderUnitName: line.senderUnitName,
    acknowledgedAt: at(letter.acknowledgedAt),
    objection: letter.objectedAt && {
      at: at(letter.objectedAt),
      reviewDueDay: letter.reviewDueDay,
      reviewedAt: at(letter.reviewedAt),
      upheld: letter.upheld,
      late: lateOf(ctx, letter).review,
    },
    ...parts,
  })
}

const lateOf = (ctx: Context, letter: LetterRecord): LateParts => latePartsOf(timesOf(letter), ctx.now().getTime())

function dateOf(ctx: Context, dueDay: string, dueAt: Date, doneAt: Date | null, late: boolean) {
  return {
    dueDay,
    dueAt: instantOf(ctx, dueAt),
    doneAt: doneAt && instantOf(ctx, doneAt),
    late: late || isAfter(doneAt, dueAt),
  }
}

const isAfter = (doneAt: Date | null, dueAt: Date) => doneAt !== null && doneAt > dueAt
