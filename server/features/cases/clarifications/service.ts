import type * as contract from '@minyi/shared/cases/clarifications/contract.ts'
import type { Clarification } from '@minyi/shared/cases/clarifications/contract.ts'
import { givesAway, isOverForGood, needsHeard } from '@minyi/shared/cases/clarifications/rules.ts'
import { CaseRow } from '@minyi/shared/cases/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { type CaseRecord, lockCase, takeNumber } from '../queries.ts'
import { factsOf, record } from '../service.ts'
import { toClarification, toPaper } from './present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
type Issue = InputOf<typeof contract.issueClarification>

/**
 * The supervision clears a unit or officer that was complained of without ground. The paper names the cleared and the issuer and nobody
 * else; words that would give the complainant or the item away are refused. What the accused was never told of can only be cleared
 * where it is known otherwise.
 */
export async function issueClarification(ctx: Context, input: Issue): Promise<Clarification> {
  return change(ctx, input.id, async (ctx) => {
    const item = await lockCase(ctx, input.caseId, 'cases.supervise')
    if (!item) throw new Problem('not-found')
    const unitId = await checkClearing(ctx, item, input)
    const year = today(ctx).slice(0, 4)
    await queries.insertClarification(ctx, {
      id: input.id,
      number: `澄字〔${year}〕${await takeNumber(ctx, `clarification/${year}`)}号`,
      caseId: item.id,
      unitId,
      officerId: item.accusedOfficerId,
      finding: input.finding,
      words: input.words,
      heard: input.heard ?? null,
      public: input.public,
      issuedBy: staffOf(ctx).id,
      issuedUnitId: staffOf(ctx).unitId,
    })
    await record(ctx, item, { act: 'clarify', internal: true })
    await emit(ctx, { topic: 'clarification.issued', subjectId: input.id })
    return getClarification(ctx, input.id)
  })
}

/** Takes a clarification back; it disappears from the public list, and the cleared reads that it no longer stands. */
export async function withdrawClarification(
  ctx: Context,
  input: InputOf<typeof contract.withdrawClarification>,
): Promise<Clarification> {
  return change(ctx, input.id, async (ctx) => {
    await getClarification(ctx, input.clarificationId)
    if (!(await queries.withdrawOnce(ctx, input.clarificationId, input.words))) throw new Problem('step-not-allowed')
    const subject = { subjectKind: 'clarification', subjectId: input.clarificationId }
    await audit(ctx, { action: 'clarifications.withdraw', ...subject })
    return getClarification(ctx, input.clarificationId)
  })
}

export async function listClarifications(
  ctx: Context,
  input: InputOf<typeof contract.listClarifications>,
): Promise<OutputOf<typeof contract.listClarifications>> {
  const page = { ...pageOf(input), caseId: input.caseId }
  return pageFrom(await queries.listSupervised(ctx, page), input.limit, keysOf, (line) => toClarification(ctx, line))
}

/** What clears the caller's own unit, or the caller. */
export async function listOwnClarifications(
  ctx: Context,
  input: InputOf<typeof contract.listOwnClarifications>,
): Promise<OutputOf<typeof contract.listOwnClarifications>> {
  return pageFrom(await queries.listOwn(ctx, pageOf(input)), input.limit, keysOf, (line) => toPaper(ctx, line))
}

/** What everybody may read. */
export async function listOpenClarifications(
  ctx: Context,
  input: InputOf<typeof contract.listOpenClarifications>,
): Promise<OutputOf<typeof contract.listOpenClarifications>> {
  return pageFrom(await queries.listOpen(ctx, pageOf(input)), input.limit, keysOf, (line) => toPaper(ctx, line))
}

/** Refuses what may not be cleared, or not in these words; answers with the unit that is. */
async function checkClearing(ctx: Context, item: CaseRecord, input: Issue): Promise<string> {
  if (!item.accusedUnitId) throw new Problem('step-not-allowed', { detail: '这件没有被投诉的单位，不用澄清' })
  const { state, kind, legalPath } = factsOf(item)
  if (!isOverForGood({ ...item, state }, today(ctx))) {
    throw new Problem('step-not-allowed', { detail: '要等这件办结，诉求人也不能再申请重办，才能澄清' })
  }
  if (needsHeard(kind, CaseRow.shape.identity.parse(item.identity), legalPath) && !input.heard) {
    throw faultAt('heard', '被投诉人并不知道这件事，请写明此事是怎样为人所知的')
  }
  const known = await openFields(ctx, { kind: 'case', id: item.id }, ['name', 'phone'])
  const secrets = [...Object.values(known), item.number]
  if (givesAway(input.words, { secrets, texts: [item.text, item.title, item.place ?? ''] })) {
    throw faultAt('words', '这里写到了诉求人、件号或诉求的原话，请删去')
  }
  return item.accusedUnitId
}

async function getClarification(ctx: Context, id: string): Promise<Clarification> {
  const line = await queries.findClarification(ctx, id)
  if (!line) throw new Problem('not-found')
  return toClarification(ctx, line)
}

type Asked = { after?: string | undefined; limit: number }
const pageOf = (input: Asked) => ({ after: readCursor(PageKeys, input.after), limit: input.limit + 1 })
const keysOf = ({ paper }: queries.PaperLine) => [paper.issuedAt.toISOString(), paper.id]
const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
