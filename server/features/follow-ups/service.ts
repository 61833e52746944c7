import type * as contract from '@minyi/shared/follow-ups/contract.ts'
import type { FollowUp, FollowUpAction, FollowUpEvent } from '@minyi/shared/follow-ups/contract.ts'
import { after, closingOutcomes, outcomeOf } from '@minyi/shared/follow-ups/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, today } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { newId } from '../../platform/ids.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { type Subject, unseal } from '../../platform/sealing.ts'
import { listFileViews } from '../files/service.ts'
import { countDueDays, countReRateDay } from './due-days/service.ts'
import { presentFollowUp, presentRow, presentTold, standingOf } from './present.ts'
import * as queries from './queries.ts'

const Cursor = z.tuple([Day, Id])

/** The supervisor's list; whoever belongs to the rated unit finds nothing of it, whatever permissions they hold. */
export async function listFollowUps(
  ctx: Context,
  input: InputOf<typeof contract.listFollowUps>,
): Promise<OutputOf<typeof contract.listFollowUps>> {
  const found = await queries.listFollowUpRows(ctx, input, readCursor(Cursor, input.after))
  return pageFrom(
    found,
    input.limit,
    (row) => [row.followUp.hardDueDay, row.followUp.id],
    (row) => presentRow(ctx, row),
  )
}

export async function readFollowUp(ctx: Context, input: InputOf<typeof contract.readFollowUp>): Promise<FollowUp> {
  return showFollowUp(ctx, await getRow(ctx, 'follow-ups.read', input.followUpId))
}

/** The office records what it did; the table of moves says what may come next. */
export function takeStep(ctx: Context, input: InputOf<typeof contract.takeStep>): Promise<FollowUp> {
  return change(ctx, input.id, async (ctx) => {
    const row = await getRow(ctx, 'follow-ups.handle', input.followUpId)
    if (row.followUp.version !== input.version) throw new Problem('version-conflict')
    if (!(await move(ctx, row.followUp, input.action, input.note))) throw new Problem('step-not-allowed')
    return showFollowUp(ctx, await getRow(ctx, 'follow-ups.handle', input.followUpId))
  })
}

/** The office opens the telephone to call back: the one left with the rating, else the one of the matter. */
export function openContact(
  ctx: Context,
  input: InputOf<typeof contract.openContact>,
): Promise<OutputOf<typeof contract.openContact>> {
  return change(ctx, input.id, async (ctx) => {
    const { followUp } = await getRow(ctx, 'follow-ups.handle', input.followUpId)
    const { subject } = await findContact(ctx, followUp)
    const fields = subject ? await unseal(ctx, subject, ['phone', 'name'], input.reason) : {}
    if (!subject) await audit(ctx, { action: 'unseal', subjectKind: 'follow-up', subjectId: followUp.id })
    return { phone: fields.phone ?? null, name: fields.name ?? null }
  })
}

/** The rated unit reads the poor grades whose residents agreed that it may know the matter. */
export async function listToldFollowUps(
  ctx: Context,
  input: InputOf<typeof contract.listToldFollowUps>,
): Promise<OutputOf<typeof contract.listToldFollowUps>> {
  const found = await queries.listToldRows(ctx, input.limit, readCursor(Cursor, input.after))
  return pageFrom(found, input.limit, (row) => [row.matter.closedDay, row.followUp.id], presentTold)
}

type PoorRating = {
  ratingId: string
  number: string
  matterId: string
  kind: string
  unitId: string
  areaId: string
  grade: number
  mayTellUnit: boolean
}

/** A poor grade opens a follow-up, or the one that a better grade had closed; one still open only learns the new grade. */
export async function followPoorGrade(ctx: Context, rating: PoorRating): Promise<void> {
  const due = await countDueDays(ctx, today(ctx))
  const fresh = { ...rating, ...due, id: newId(), stage: 'call-back', openedAt: ctx.now() }
  if (await queries.insertFollowUpOnce(ctx, fresh)) return
  const earlier = await queries.findFollowUpOfRating(ctx, rating.ratingId)
  if (!earlier) throw new Error('a follow-up that was in the way is gone')
  const set = { grade: rating.grade, gradeRaised: false }
  const reopened = earlier.stage === 'closed' ? { ...set, ...due } : set
  if (earlier.outcome === 'grade-raised' || earlier.gradeRaised) await move(ctx, earlier, 'grade-lowered', '', reopened)
  else if (!(await queries.updateFollowUp(ctx, earlier, set))) throw new Problem('version-conflict')
}

/** Something that the office did not do moves the follow-up of a rating, where there is one and the table allows it. */
export async function noteEvent(
  ctx: Context,
  ratingId: string,
  event: FollowUpEvent,
  set: Partial<queries.FollowUpRecord> = {},
): Promise<boolean> {
  const followUp = await queries.findFollowUpOfRating(ctx, ratingId)
  return followUp !== undefined && move(ctx, followUp, event, '', set)
}

export const setMayTell = (ctx: Context, ratingId: string, mayTell: boolean): Promise<void> =>
  queries.setMayTell(ctx, ratingId, mayTell)

/** What the author of a rating is shown of its follow-up. */
export async function findProgress(ctx: Context, ratingId: string) {
  const followUp = await queries.findFollowUpOfRating(ctx, ratingId)
  return followUp && { followUp, steps: await queries.listSteps(ctx, followUp.id) }
}

async function move(
  ctx: Context,
  followUp: queries.FollowUpRecord,
  step: FollowUpAction | FollowUpEvent,
  note: string,
  set: Partial<queries.FollowUpRecord> = {},
): Promise<boolean> {
  const standing = standingOf(ctx, followUp)
  const stage = after(standing, step)
  if (stage === null) return false
  const closing = stage === 'closed' && followUp.stage !== 'closed'
  const changed = await queries.updateFollowUp(ctx, followUp, {
    stage,
    ...(closing ? { outcome: closingOutcomes[step] ?? outcomeOf(standing) } : {}),
    ...(stage !== 'closed' && followUp.stage === 'closed' ? { outcome: null } : {}),
    ...(stage === 're-rate' && followUp.stage === 'answer'
      ? { reRateDueDay: await countReRateDay(ctx, today(ctx)) }
      : {}),
    ...(step === 'sent-back' ? { sentBack: true, reGrade: null, reGradedAt: null, reRateDueDay: null } : {}),
    ...set,
  })
  if (!changed) throw new Problem('version-conflict')
  await queries.insertStep(ctx, followUp, step, note)
  await emit(ctx, { topic: 'follow-up.moved', subjectId: followUp.id, payload: { stage } })
  await audit(ctx, { action: step, subjectKind: 'follow-up', subjectId: followUp.id, detail: { note } })
  return true
}

async function getRow(ctx: Context, permission: 'follow-ups.read' | 'follow-ups.handle', id: string) {
  const row = await queries.findFollowUpRow(ctx, permission, id)
  if (!row) throw new Problem('not-found')
  return row
}

async function showFollowUp(ctx: Context, row: queries.FollowUpWithUnit): Promise<FollowUp> {
  const { followUp } = row
  return presentFollowUp(ctx, row, {
    details: await queries.findDetails(ctx, followUp.ratingId),
    steps: await queries.listSteps(ctx, followUp.id),
    photos: await listFileViews(ctx, { kind: 'rating', id: followUp.ratingId }),
    contact: (await findContact(ctx, followUp)).contact,
  })
}

async function findContact(
  ctx: Context,
  followUp: queries.FollowUpRecord,
): Promise<{ contact: FollowUp['contact']; subject: Subject | null }> {
  const own: Subject = { kind: 'rating', id: followUp.ratingId }
  if ((await queries.listSealedFields(ctx, own)).includes('phone')) return { contact: 'left-by-resident', subject: own }
  if (followUp.matterId === null) return { contact: 'none', subject: null }
  const party: Subject = { kind: 'matter', id: followUp.matterId }
  const known = (await queries.listSealedFields(ctx, party)).includes('phone')
  return known ? { contact: 'of-the-matter', subject: party } : { contact: 'none', subject: null }
}
