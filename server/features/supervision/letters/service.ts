import type { FileProof } from '@minyi/shared/files/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/supervision/letters/contract.ts'
import {
  type LetterAct,
  type LetterDetail,
  type LetterRow,
  LetterState,
  letterActs,
  letterViews,
} from '@minyi/shared/supervision/letters/contract.ts'
import {
  isLetterEnd,
  letterSteps,
  mayObject,
  mayReview,
  nextLetterState,
} from '@minyi/shared/supervision/letters/rules.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, holds, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { armClock, openClockBook } from '../../clocks/service.ts'
import { attachFiles } from '../../files/service.ts'
import { stepsOf } from '../orders/service.ts'
import { personOf } from '../persons/service.ts'
import { insertEvent, listEvents } from '../queries.ts'
import { timesOf, toLetter, toLetterRow } from './present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

export async function listLetters(
  ctx: Context,
  input: InputOf<typeof contract.listLetters>,
): Promise<OutputOf<typeof contract.listLetters>> {
  return pageWithin(ctx, queries.seenLetters(ctx, 'supervision.read'), input)
}

/** The letters of one item that the caller sees; for whoever shows that item. */
export async function listLettersOf(ctx: Context, caseId: string): Promise<LetterRow[]> {
  const page = { after: undefined, limit: 100 }
  const reach = queries.seenLetters(ctx, 'supervision.read')
  return (await queries.listLetters(ctx, reach, { view: 'all', caseId }, page)).map((line) => toLetterRow(ctx, line))
}

export async function readLetter(ctx: Context, input: InputOf<typeof contract.readLetter>): Promise<LetterDetail> {
  return detailWithin(ctx, 'supervisor', input.letterId)
}

export async function listUnitLetters(
  ctx: Context,
  input: InputOf<typeof contract.listUnitLetters>,
): Promise<OutputOf<typeof contract.listUnitLetters>> {
  return pageWithin(ctx, queries.receivedLetters(ctx), input)
}

export async function readUnitLetter(
  ctx: Context,
  input: InputOf<typeof contract.readUnitLetter>,
): Promise<LetterDetail> {
  return detailWithin(ctx, 'unit', input.letterId)
}

/** The unit has it in hands. */
export async function acknowledgeLetter(
  ctx: Context,
  input: InputOf<typeof contract.acknowledgeLetter>,
): Promise<LetterDetail> {
  return onLetter(ctx, 'unit', input, () => ({ act: 'acknowledge', patch: { acknowledgedAt: ctx.now() } }))
}

/** The unit has put right what was found. The date counts from the first time. */
export async function correctLetter(
  ctx: Context,
  input: InputOf<typeof contract.correctLetter>,
): Promise<LetterDetail> {
  return onLetter(ctx, 'unit', input, (letter) => ({
    act: 'correct',
    words: input.words,
    photos: input.photos,
    patch: { correctedAt: letter.correctedAt ?? ctx.now() },
  }))
}

/** The unit reports in writing what it has put right. */
export async function reportLetter(ctx: Context, input: InputOf<typeof contract.reportLetter>): Promise<LetterDetail> {
  return onLetter(ctx, 'unit', input, (letter) => ({
    act: 'report',
    words: input.words,
    photos: input.photos,
    patch: { reportedAt: letter.reportedAt ?? ctx.now() },
  }))
}

/** The unit objects, once and in time; the review has its own days from then. Correction goes on meanwhile. */
export async function objectLetter(ctx: Context, input: InputOf<typeof contract.objectLetter>): Promise<LetterDetail> {
  const armed = armClock(ctx, await openClockBook(ctx), 'inspection-review', ctx.now())
  const review = { reviewDueAt: armed.dueAt, reviewDueDay: armed.dueDay, reviewVersion: armed.definitionVersion }
  return onLetter(ctx, 'unit', input, (letter) => {
    if (!mayObject(timesOf(letter), ctx.now().getTime())) throw new Problem('objection-over')
    return { act: 'object', words: input.words, patch: { objectedAt: ctx.now(), ...review } }
  })
}

/** A supervisor accepts the correction, or sends it back to be corrected anew. */
export async function acceptLetter(ctx: Context, input: InputOf<typeof contract.acceptLetter>): Promise<LetterDetail> {
  return onLetter(ctx, 'supervisor', input, () => ({ act: input.accept ? 'accept' : 'send-back', words: input.words }))
}

/** Somebody else than the sender reviews the objection: the letter stands, or it is withdrawn. */
export async function reviewObjection(
  ctx: Context,
  input: InputOf<typeof contract.reviewObjection>,
): Promise<LetterDetail> {
  return onLetter(ctx, 'supervisor', input, (letter) => {
    if (letter.senderId === ctx.actor.id) throw new Problem('second-person-needed')
    if (!mayReview(timesOf(letter), staffOf(ctx).id)) throw new Problem('step-not-allowed')
    const decided = { reviewedAt: ctx.now(), reviewedBy: staffOf(ctx).id, upheld: input.uphold }
    return { act: input.uphold ? 'review-upheld' : 'review-withdrawn', words: input.words, patch: decided }
  })
}

/** A letter as whoever may see it reads it; the use case has checked the reach of a letter that was just sent. */
export async function detailOf(ctx: Context, line: queries.LetterLine, as: Side): Promise<LetterDetail> {
  return toLetter(ctx, line, {
    steps: await stepsOf(ctx, await listEvents(ctx, line.letter.id)),
    acts: actsOf(ctx, line.letter, as),
  })
}

/** Writes the story, the audit row and the event of something done to a letter; answers with the line's id for its photos. */
export async function tellOfLetter(ctx: Context, letter: queries.LetterRecord, action: string, words: string | null) {
  const eventId = await insertEvent(ctx, { subjectId: letter.id, taskId: null, action, words })
  await audit(ctx, { action: `letters.${action}`, subjectKind: 'supervision-letter', subjectId: letter.id })
  const payload = { unitId: letter.unitId, senderId: letter.senderId }
  await emit(ctx, { topic: `letter.${action}`, subjectId: letter.id, payload })
  return eventId
}

type Side = 'unit' | 'supervisor'
type Move = {
  act: LetterAct
  words?: string
  photos?: readonly FileProof[]
  patch?: Partial<Omit<queries.LetterRecord, 'tenantId' | 'id'>>
}

const reachOf = (ctx: Context, side: Side, writes = false) =>
  side === 'unit'
    ? queries.receivedLetters(ctx)
    : queries.seenLetters(ctx, writes ? 'supervision.order' : 'supervision.read')

async function pageWithin(
  ctx: Context,
  reach: ReturnType<typeof reachOf>,
  input: queries.LetterFilter & { after?: string | undefined; limit: number },
): Promise<OutputOf<typeof contract.listLetters>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listLetters(ctx, reach, input, page)
  const counts = z.record(z.enum(letterViews), z.number()).parse(await queries.countLetters(ctx, reach, letterViews))
  const paged = pageFrom(
    lines,
    input.limit,
    ({ letter }) => [letter.sentAt.toISOString(), letter.id],
    (line) => toLetterRow(ctx, line),
  )
  return { ...paged, counts }
}

async function detailWithin(ctx: Context, as: Side, letterId: string): Promise<LetterDetail> {
  const line = await queries.findLetter(ctx, reachOf(ctx, as), letterId)
  if (!line) throw new Problem('not-found')
  return detailOf(ctx, line, as)
}

/** A step on a letter, on the version that was on the screen. Nobody of the unit decides on its own letter. */
async function onLetter(
  ctx: Context,
  as: Side,
  input: { id: string; letterId: string; version: number },
  decide: (letter: queries.LetterRecord) => Move,
): Promise<LetterDetail> {
  return change(ctx, input.id, async (ctx) => {
    const letter = await queries.lockLetter(ctx, reachOf(ctx, as, true), input.letterId)
    if (!letter) throw new Problem('not-found')
    if (as === 'supervisor' && isOwnUnit(ctx, letter)) throw new Problem('order-own-unit')
    if (letter.version !== input.version) throw new Problem('version-conflict')
    const { act, words, photos, patch } = decide(letter)
    const state = nextLetterState(act, LetterState.parse(letter.state))
    if (state === null) throw new Problem('step-not-allowed')
    const endedAt = isLetterEnd(state) ? ctx.now() : null
    await queries.updateLetter(ctx, letter.id, { ...patch, state, endedAt, version: letter.version + 1 })
    const eventId = await tellOfLetter(ctx, letter, act, words ?? null)
    await attachFiles(ctx, photos ?? [], 'supervision-photo', { kind: 'supervision-event', id: eventId })
    return detailWithin(ctx, as, letter.id)
  })
}

const isOwnUnit = (ctx: Context, letter: queries.LetterRecord) => personOf(ctx).answersFor(letter.unitId)

function actsOf(ctx: Context, letter: queries.LetterRecord, as: Side): LetterAct[] {
  if (as === 'supervisor' && (isOwnUnit(ctx, letter) || !holds(ctx.actor, 'supervision.order'))) return []
  const now = ctx.now().getTime()
  return letterActs.filter((act) => {
    if (letterSteps[act].by !== as || nextLetterState(act, LetterState.parse(letter.state)) === null) return false
    if (act === 'object') return mayObject(timesOf(letter), now)
    if (act === 'review-upheld' || act === 'review-withdrawn') return mayReview(timesOf(letter), staffOf(ctx).id)
    return true
  })
}
