import type * as contract from '@minyi/shared/cases/legislation/contract.ts'
import { type LawDraft, LegislativeOpinion, OpinionRow } from '@minyi/shared/cases/legislation/contract.ts'
import { adoptionLabels, assessmentLabels } from '@minyi/shared/cases/legislation/labels.ts'
import { nextState } from '@minyi/shared/cases/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { reaches } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { conflict } from '../office/change/service.ts'
import { findLine } from '../office/queries.ts'
import { type CaseRecord, findUnit, lockCase, updateRound } from '../queries.ts'
import { factsOf, record, takeStep } from '../service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** What opinions are gathered on, the newest first. */
export async function listLawDrafts(ctx: Context): Promise<OutputOf<typeof contract.listLawDrafts>> {
  const lines = await queries.listDraftLines(ctx, 100)
  return { rows: lines.map((line) => toDraft(ctx, line)) }
}

/** A draft is put up for opinions, by the unit that answers for it. */
export async function addLawDraft(ctx: Context, input: InputOf<typeof contract.addLawDraft>): Promise<LawDraft> {
  if (input.openUntil < input.openFrom) throw faultAt('openUntil', '截止日早于开始日')
  if (!(await findUnit(ctx, input.unitId))) throw faultAt('unitId', '没有这个单位')
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.insertDraft(ctx, { ...input, createdAt: ctx.now() }))) throw new Problem('id-reused')
    await audit(ctx, { action: 'legislation.add-draft', subjectKind: 'law-draft', subjectId: input.id })
    const line = await queries.findDraftLine(ctx, input.id)
    if (!line) throw new Error('the draft was written a moment ago')
    return toDraft(ctx, line)
  })
}

/** Ties a new item of this entry to its draft (诉求收集); the other entries have none. */
export async function linkOpinion(
  ctx: Context,
  item: CaseRecord,
  told: { draftId?: string | undefined; article?: string | undefined },
): Promise<void> {
  if (item.entry !== 'legislative') {
    if (told.draftId) throw faultAt('draftId', '只有立法意见要选草案')
    return
  }
  if (item.kind !== 'opinion') throw faultAt('kind', '对草案只能提意见建议')
  const line = told.draftId ? await queries.findDraftLine(ctx, told.draftId) : undefined
  if (!line) throw faultAt('draftId', '请选一份草案')
  if (!isOpen(ctx, line)) throw faultAt('draftId', '这份草案现在不征求意见')
  await queries.insertOpinion(ctx, { caseId: item.id, draftId: line.draft.id, article: told.article || null })
}

/** An opinion as far as it has come; null where an item is none. */
export async function findOpinion(ctx: Context, caseId: string): Promise<LegislativeOpinion | null> {
  const line = await queries.findOpinion(ctx, caseId)
  return line ? toOpinion(ctx, line) : null
}

/** The opinions on a draft that the caller reaches, by article and stage. */
export async function listOpinions(
  ctx: Context,
  input: InputOf<typeof contract.listOpinions>,
): Promise<OutputOf<typeof contract.listOpinions>> {
  const { draftId, article, stage, limit } = input
  if (!(await queries.findDraftLine(ctx, draftId))) throw new Problem('not-found')
  const after = readCursor(PageKeys, input.after)
  const lines = await queries.listOpinionLines(ctx, draftId, { article, stage, after, limit: limit + 1 })
  const page = pageFrom(
    lines,
    limit,
    ({ item }) => [item.receivedAt.toISOString(), item.id],
    (line) => toRow(ctx, line),
  )
  return { ...page, articles: await queries.countArticles(ctx, draftId) }
}

export async function readOpinion(
  ctx: Context,
  input: InputOf<typeof contract.readOpinion>,
): Promise<LegislativeOpinion> {
  const found = (await findLine(ctx, input.caseId)) && (await findOpinion(ctx, input.caseId))
  if (!found) throw new Problem('not-found')
  return found
}

/** 评估: whether the makers of the draft have to weigh it. */
export async function assessOpinion(
  ctx: Context,
  input: InputOf<typeof contract.assessOpinion>,
): Promise<LegislativeOpinion> {
  const { assessment } = input
  return stage(ctx, input, { assessedAt: ctx.now(), assessment }, async (ctx, item) =>
    record(ctx, item, { act: 'assess-opinion', words: assessmentLabels[assessment] }),
  )
}

/** 反馈: what became of it, and why; who gave the opinion reads both. Of an item that is still open it is the answer. */
export async function decideOpinion(
  ctx: Context,
  input: InputOf<typeof contract.decideOpinion>,
): Promise<LegislativeOpinion> {
  const { adoption } = input
  const words = `${adoptionLabels[adoption]}：${input.words}`
  return stage(ctx, input, { decidedAt: ctx.now(), adoption, words: input.words }, async (ctx, item) => {
    if (nextState('decide-opinion', { ...factsOf(item), round: item.round }) === null) {
      return record(ctx, item, { act: 'decide-opinion', words })
    }
    const { id, unitId } = staffOf(ctx)
    const [repliedAt, unitOutcome] = [ctx.now(), 'done'] as const
    const replied = { repliedAt, repliedBy: id, repliedUnitId: item.unitId ?? unitId, unitOutcome, replyWords: words }
    await updateRound(ctx, item.id, item.round, replied)
    const accepted = item.acceptedAt ? {} : { acceptedAt: repliedAt, acceptedByUnitId: unitId }
    await takeStep(ctx, item, { act: 'decide-opinion', words, patch: { unitOutcome, ...accepted } })
  })
}

async function stage(
  ctx: Context,
  input: { id: string; caseId: string; version: number },
  patch: Parameters<typeof queries.passStage>[2],
  tell: (ctx: Context, item: CaseRecord) => Promise<void>,
): Promise<LegislativeOpinion> {
  return change(ctx, input.id, async (ctx) => {
    const item = await lockCase(ctx, input.caseId, 'cases.dispatch')
    if (!item || !(await queries.findOpinion(ctx, item.id))) throw new Problem('not-found')
    if (item.version !== input.version) throw await conflict(ctx, item, input.version)
    if (!(await queries.passStage(ctx, item.id, patch))) throw new Problem('step-not-allowed')
    await tell(ctx, item)
    const found = await findOpinion(ctx, item.id)
    if (!found) throw new Error('the opinion was written a moment ago')
    return found
  })
}

const isOpen = (ctx: Context, { draft }: queries.DraftLine) =>
  draft.openFrom <= today(ctx) && today(ctx) <= draft.openUntil

function toDraft(ctx: Context, line: queries.DraftLine): LawDraft {
  const { id, title, address, openFrom, openUntil } = line.draft
  const { unitName, opinions, adopted } = line
  return { id, title, address, openFrom, openUntil, unitName, opinions, adopted, open: isOpen(ctx, line) }
}

function toOpinion(ctx: Context, { opinion, draft }: queries.OpinionLine): LegislativeOpinion {
  const at = (value: Date | null) => value && instantOf(ctx, value)
  return LegislativeOpinion.parse({
    ...opinion,
    draftTitle: draft.title,
    draftAddress: draft.address,
    stage: opinion.decidedAt ? 'decided' : opinion.assessedAt ? 'assessed' : 'collected',
    assessedAt: at(opinion.assessedAt),
    decidedAt: at(opinion.decidedAt),
  })
}

function toRow(ctx: Context, line: queries.OpinionItem): OpinionRow {
  const { item } = line
  return OpinionRow.parse({
    ...item,
    ...toOpinion(ctx, line),
    caseId: item.id,
    receivedAt: instantOf(ctx, item.receivedAt),
    mayDecide: reaches(ctx.actor, 'cases.dispatch', item),
  })
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
