import { offersCheckIns } from '@minyi/shared/cases/check-ins/rules.ts'
import type { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { CaseRow, photoLimit } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/resident/contract.ts'
import { type CaseProgress, Opening, type ProgressAct } from '@minyi/shared/cases/resident/contract.ts'
import { isStricter, nextState, plainSecret } from '@minyi/shared/cases/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, residentIdOf, today, unnamed } from '../../../platform/context.ts'
import { sameSecret } from '../../../platform/encryption.ts'
import { Problem } from '../../../platform/problem.ts'
import { findSealed, openFields } from '../../../platform/sealing.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import { attachFiles, listFileViews } from '../../files/service.ts'
import { hasConsent, setConsent } from '../check-ins/queries.ts'
import { receiptSecretOf } from '../intake/service.ts'
import { findOpinion } from '../legislation/service.ts'
import { readLooks, roleTitles } from '../looks/service.ts'
import { readPath } from '../paths/service.ts'
import { listPast } from '../petitions/queries.ts'
import { petitionOf } from '../petitions/standing/service.ts'
import { toRow } from '../present.ts'
import {
  type CaseRecord,
  findCaseOf,
  findNames,
  getLine,
  listClockRows,
  listEvents,
  listOpeningRows,
  listRounds,
  updateRound,
} from '../queries.ts'
import { factsOf, type Move, takeStep } from '../service.ts'
import { toProgress } from './present.ts'
import * as queries from './queries.ts'

const wrongReceipts = { kind: 'receipt-wrong', limit: 20, windowMs: 15 * 60_000 } as const
export type Own = { caseId: string; secret?: string | undefined }

/** A resident's own items (我的诉求); whose they are is known by the sealed resident alone. */
export async function listMyCases(ctx: Context): Promise<OutputOf<typeof contract.listMyCases>> {
  const ids = await findSealed(ctx, 'case', 'resident', residentIdOf(ctx))
  const book = await openClockBook(ctx)
  const lines = await queries.listLinesOf(ctx, ids)
  const rows = lines.map((line) => toRow(ctx, line, (armed) => readClock(ctx, book, armed)))
  return { rows: rows.map((row) => ({ ...row, waiting: row.state === 'replied' })) }
}

export async function readProgress(ctx: Context, input: InputOf<typeof contract.readProgress>): Promise<CaseProgress> {
  return progressOf(ctx, await getOwn(ctx, input))
}

/** Number and secret of the receipt are enough to follow an item, without signing in. */
export async function readReceipt(ctx: Context, input: InputOf<typeof contract.readReceipt>): Promise<CaseProgress> {
  const item = await queries.findByNumber(ctx, input.number.toUpperCase())
  if (!item || !isRightSecret(ctx, item.id, input.secret)) {
    await countAttempt(ctx, ctx.address, wrongReceipts)
    throw new Problem('receipt-invalid')
  }
  return progressOf(ctx, item)
}

/** The resident adds words or photos while the item is open. */
export async function addToCase(ctx: Context, input: InputOf<typeof contract.addToCase>): Promise<CaseProgress> {
  if (input.words === '' && input.photos.length === 0) {
    throw new Problem('input-invalid', { fields: [{ path: 'words', message: '请写几个字，或加一张照片' }] })
  }
  return ownStep(ctx, input, async (ctx, item) => {
    const subject = { kind: 'case', id: item.id }
    const known = await listFileViews(ctx, subject)
    if (known.length + input.photos.length > 2 * photoLimit) {
      throw new Problem('input-invalid', { fields: [{ path: 'photos', message: `照片一共最多 ${2 * photoLimit} 张` }] })
    }
    await attachFiles(ctx, input.photos, 'case-photo', subject)
    return { act: 'add', words: input.words || `补充了 ${input.photos.length} 张照片` }
  })
}

/** The resident takes an item back before it is answered. */
export async function withdrawCase(ctx: Context, input: InputOf<typeof contract.withdrawCase>): Promise<CaseProgress> {
  return ownStep(ctx, input, async () => ({ act: 'withdraw', words: input.words, endReason: 'withdrawn' }))
}

/** The resident's own word on the answer, apart from the unit's; only this one feeds the resolution rate. */
export async function giveVerdict(ctx: Context, input: InputOf<typeof contract.giveVerdict>): Promise<CaseProgress> {
  return ownStep(ctx, input, async (ctx, item) => {
    if (item.verdict !== null && item.verdict !== 'no-answer') throw new Problem('verdict-given')
    if (item.state !== 'replied') throw new Problem('step-not-allowed')
    const { verdict, words } = input
    await updateRound(ctx, item.id, item.round, {
      verdict,
      verdictAt: ctx.now(),
      grade: input.grade ?? null,
      verdictWords: words || null,
    })
    if (input.checkIns !== undefined && offersCheckIns(item)) await setConsent(ctx, item.id, input.checkIns)
    const act = verdict === 'not-solved' ? 'verdict-disputed' : 'verdict-settled'
    return { act, words, patch: { verdict }, endReason: endReasonOf(item) }
  })
}

/** The resident has it done once more, within the window after the end; unit and supervisor hear of it. */
export async function reopenCase(ctx: Context, input: InputOf<typeof contract.reopenCase>): Promise<CaseProgress> {
  return ownStep(ctx, input, async (ctx, item) => {
    if (!mayReopen(ctx, item) || (await isReviewed(ctx, item.id))) throw new Problem('step-not-allowed')
    return { act: 'reopen', words: input.words }
  })
}

/** The resident may make the identity level stricter at any time, never looser. */
export async function tightenIdentity(
  ctx: Context,
  input: InputOf<typeof contract.tightenIdentity>,
): Promise<CaseProgress> {
  return ownStep(ctx, input, async (_, item) => {
    if (!isStricter(identityOf(item), input.identity)) throw new Problem('step-not-allowed')
    return { act: 'tighten', patch: { identity: input.identity } }
  })
}

/** Who opened the resident's sealed values, when and why, and which offices had the item open. */
export async function listOpenings(
  ctx: Context,
  input: InputOf<typeof contract.listOpenings>,
): Promise<OutputOf<typeof contract.listOpenings>> {
  const item = await getOwn(ctx, input)
  const rows = await listOpeningRows(ctx, item.id)
  const titles = await roleTitles(ctx, [...new Set(rows.map(({ opening }) => opening.staffId))])
  return {
    rows: rows.map(({ opening, staffName, unitName }) =>
      Opening.parse({
        ...opening,
        at: instantOf(ctx, opening.at),
        role: titles.get(opening.staffId) ?? null,
        staffName: staffName ?? '',
        unitName,
      }),
    ),
    looks: await readLooks(ctx, item.id),
  }
}

export const endReasonOf = (item: CaseRecord) => CaseEndReason.parse(item.unitOutcome)
const CaseEndReason = CaseRow.shape.unitOutcome.transform((outcome) => outcome ?? 'done')

async function ownStep(
  caller: Context,
  input: Own & { id: string },
  decide: (ctx: Context, item: CaseRecord) => Promise<Move>,
): Promise<CaseProgress> {
  const ctx = caller.actor.kind === 'staff' ? unnamed(caller) : caller
  return change(ctx, input.id, async (ctx) => {
    const item = await getOwn(ctx, input, true)
    return progressOf(ctx, await takeStep(ctx, item, await decide(ctx, item)))
  })
}

/** The caller's own item: the receipt's secret is right, or the signed-in resident filed it. */
export async function getOwn(ctx: Context, own: Own, lock = false): Promise<CaseRecord> {
  const item = await findCaseOf(ctx, own.caseId, lock)
  const isOwn = own.secret ? isRightSecret(ctx, own.caseId, own.secret) : await isFiledByCaller(ctx, own.caseId)
  if (!item || !isOwn) throw new Problem('not-found')
  return item
}

async function isFiledByCaller(ctx: Context, caseId: string): Promise<boolean> {
  if (ctx.actor.kind !== 'resident') return false
  const { resident } = await openFields(ctx, { kind: 'case', id: caseId }, ['resident'])
  return resident === ctx.actor.id
}

function isRightSecret(ctx: Context, caseId: string, secret: string): boolean {
  return sameSecret(plainSecret(secret), plainSecret(receiptSecretOf(ctx, caseId)))
}

async function progressOf(ctx: Context, item: CaseRecord): Promise<CaseProgress> {
  const subject = { kind: 'case', id: item.id }
  const book = await openClockBook(ctx)
  const names = await findNames(ctx, item)
  const parts = {
    line: await getLine(ctx, item.id),
    rounds: await listRounds(ctx, item.id),
    clocks: await listClockRows(ctx, item.id),
    events: await listEvents(ctx, item.id),
    photos: await listFileViews(ctx, subject),
    openings: (await listOpeningRows(ctx, item.id)).length,
    contactLeft: 'phone' in (await openFields(ctx, subject, ['phone'])),
    officerName: names.officer,
    officeName: names.office,
    may: await whatMayBeDone(ctx, item),
    path: await readPath(ctx, item),
    petition: await petitionOf(ctx, item),
    checkIns: offersCheckIns(item) ? await hasConsent(ctx, item.id) : null,
    opinion: item.entry === 'legislative' ? await findOpinion(ctx, item.id) : null,
  }
  return toProgress(ctx, parts, (armed) => readClock(ctx, book, armed))
}

async function whatMayBeDone(ctx: Context, item: CaseRecord): Promise<ProgressAct[]> {
  const at = { ...factsOf(item), round: item.round }
  const may: [ProgressAct, boolean][] = [
    ['add', nextState('add', at) !== null],
    ['withdraw', nextState('withdraw', at) !== null],
    ['verdict', nextState('verdict-settled', at) !== null],
    ['reopen', mayReopen(ctx, item) && !(await isReviewed(ctx, item.id))],
    ['tighten', item.identity !== 'sealed'],
  ]
  return may.flatMap(([act, allowed]) => (allowed ? [act] : []))
}

function mayReopen(ctx: Context, item: CaseRecord): boolean {
  if (nextState('reopen', { ...factsOf(item), round: item.round }) === null) return false
  return item.state === 'call-back' || (item.reopenUntilDay !== null && today(ctx) <= item.reopenUntilDay)
}

/** Whoever has asked for 复查 has taken the matter one step up, and no longer has it done once more by the unit. */
const isReviewed = async (ctx: Context, caseId: string) =>
  (await listPast(ctx, caseId)).some(({ state }) => state !== 'lapsed')

const identityOf = (item: CaseRecord): IdentityLevel => CaseRow.shape.identity.parse(item.identity)
