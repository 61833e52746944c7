import { isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type * as contract from '@minyi/shared/indicators/published/contract.ts'
import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import type { Choice, Prepared } from './places/service.ts'
import { prepareFigure } from './preparing/service.ts'
import { certificateOf, Frozen, type Open, summaryOf } from './present.ts'
import * as queries from './queries.ts'

/** What would be published, with everything that the certificate will say. Writes nothing. */
export async function previewFigure(
  ctx: Context,
  input: InputOf<typeof contract.previewFigure>,
): Promise<OutputOf<typeof contract.previewFigure>> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const prepared = await prepareFigure(inner, input)
    const { rows, figure, open } = await prepared.compute(inner, null)
    const shown = open && (await open())
    const { definition, scope, period, basis } = prepared
    const earlier = await queries.listSame(inner, prepared)
    return {
      name: definition.name,
      scope,
      period,
      basis,
      asOf: instantOf(ctx, prepared.asOf),
      demo: ctx.tenant.demo,
      definition,
      rows,
      figure,
      publicRows: shown?.rows ?? null,
      publicFigure: shown?.figure ?? null,
      remarks: remarksOn(figure, { demo: ctx.tenant.demo, earlier: earlier.length }),
      earlier: earlier.map((one) => summaryOf(ctx, one, false)),
    }
  })
}

/** Publishes what was previewed, under the caller's name, for good; what is not the preview any more is refused. */
export function publishFigure(
  ctx: Context,
  input: InputOf<typeof contract.publishFigure>,
): Promise<OutputOf<typeof contract.publishFigure>> {
  return change(ctx, input.id, (ctx) => freeze(ctx, { ...input, choice: input, corrects: null }))
}

/** Publishes a figure in place of another, which stays as it is and names its successor from now on. */
export function correctFigure(
  ctx: Context,
  input: InputOf<typeof contract.correctFigure>,
): Promise<OutputOf<typeof contract.correctFigure>> {
  return change(ctx, input.id, async (ctx) => {
    const { row } = await getInForce(ctx, input.figureId)
    if (Frozen.parse(row.certificate).definition.sample) {
      throw new Problem('step-not-allowed', { detail: '这个数字来自调查，请在“调查数据”里重新计算后更正' })
    }
    const chosen = row.audience === 'office' || isHandlingId(row.indicatorId)
    const choice: Choice = {
      indicatorId: row.indicatorId,
      audience: row.audience === 'office' ? 'office' : 'public',
      ...(row.areaId === null ? {} : { areaId: row.areaId }),
      ...(row.unitId === null ? {} : { unitId: row.unitId }),
      ...(chosen ? { from: row.fromDay, to: row.toDay } : {}),
      corrects: row.id,
    }
    const corrects = { id: row.id, reason: input.reason }
    return freeze(ctx, { ...input, choice, corrects, note: '' })
  })
}

/** Takes a figure down: it stays in the list, with the reason. */
export function withdrawFigure(
  ctx: Context,
  input: InputOf<typeof contract.withdrawFigure>,
): Promise<OutputOf<typeof contract.withdrawFigure>> {
  return change(ctx, input.id, async (ctx) => {
    const { figureId, reason } = input
    const { row } = await getInForce(ctx, figureId)
    if (!(await queries.insertWithdrawal(ctx, { figureId, reason, by: staffOf(ctx).id }))) {
      throw new Problem('step-not-allowed')
    }
    await audit(ctx, { action: 'withdraw', subjectKind: 'figure', subjectId: figureId, detail: { reason } })
    if (row.audience === 'public') await emit(ctx, { topic: 'figure.withdrawn', subjectId: figureId })
    return getCertificate(ctx, figureId, 'publisher')
  })
}

export async function getCertificate(ctx: Context, id: string, reader: queries.Reader): Promise<Certificate> {
  const found = await queries.findPublished(ctx, id, reader)
  if (!found) throw new Problem('not-found')
  return certificateOf(ctx, found, reader === 'everybody')
}

type Signing = {
  id: string
  choice: Choice
  asOf: string
  sha256: string
  note: string
  corrects: { id: string; reason: string } | null
}

async function freeze(ctx: Context, signing: Signing): Promise<Certificate> {
  const { id, corrects } = signing
  await queries.lockPublishing(ctx, signing.choice.indicatorId)
  const prepared = await prepareFigure(ctx, { ...signing.choice, asOf: signing.asOf })
  if (prepared.asOf.getTime() !== Date.parse(signing.asOf)) throw new Problem('preview-outdated')
  await refuseTwice(ctx, prepared, corrects !== null)
  const { rows, figure, open } = await prepared.compute(ctx, id)
  if (rows.sha256 !== signing.sha256) throw new Problem('preview-outdated')
  const shown: Open | null = open && (await open())
  const certificate = await frozenOf(ctx, signing, prepared, { rows, figure })
  const { indicatorId, definition, audience, scope, areaId, unitId, period, asOf } = prepared
  const made = await queries.insertPublished(ctx, {
    id,
    indicatorId,
    definitionId: definition.id,
    version: definition.version,
    audience,
    dimension: scope.dimension,
    areaId,
    unitId,
    fromDay: period.from,
    toDay: period.to,
    asOf,
    publishedAt: ctx.now(),
    publishedBy: staffOf(ctx).id,
    certificate,
    open: shown,
    corrects: corrects?.id ?? null,
    reason: corrects?.reason ?? null,
  })
  if (!made) throw new Problem('step-not-allowed')
  await audit(ctx, { action: 'publish', subjectKind: 'figure', subjectId: id, detail: certificate })
  if (audience === 'public') await emit(ctx, { topic: 'figure.published', subjectId: id })
  return getCertificate(ctx, id, 'publisher')
}

/** The very same figure is not published a second time while it is in force; a rate of handling told to everybody is corrected. */
async function refuseTwice(ctx: Context, prepared: Prepared, isCorrection: boolean): Promise<void> {
  const { definition, asOf, audience } = prepared
  const same = await queries.listSame(ctx, prepared)
  const twice = same.some(({ row }) => row.version === definition.version && row.asOf.getTime() === asOf.getTime())
  if (twice) throw new Problem('step-not-allowed', { detail: '这个数字已经发布过，内容完全一样' })
  if (definition.handling && audience === 'public' && same.length > 0 && !isCorrection) {
    throw new Problem('step-not-allowed', { detail: '这段时间的这个数字已经公布，数据变了请更正它' })
  }
}

async function frozenOf(
  ctx: Context,
  { id, note }: Signing,
  prepared: Prepared,
  sealed: Pick<Frozen, 'rows' | 'figure'>,
): Promise<Frozen> {
  const { indicatorId, definition, definitionSince, clause, audience, scope, period, basis } = prepared
  return {
    id,
    indicatorId,
    name: definition.name,
    audience,
    scope,
    period,
    basis,
    asOf: instantOf(ctx, prepared.asOf),
    demo: ctx.tenant.demo,
    publishedAt: instantOf(ctx, ctx.now()),
    publishedBy: await queries.findSigner(ctx, staffOf(ctx).id),
    note,
    definition,
    definitionSince,
    clause,
    ...sealed,
  }
}

/** A figure that the caller may correct or withdraw; one that was is left alone. */
async function getInForce(ctx: Context, id: string): Promise<queries.Standing> {
  const found = await queries.findPublished(ctx, id, 'publisher')
  if (!found) throw new Problem('not-found')
  if (found.correctedBy || found.withdrawn) throw new Problem('step-not-allowed')
  return found
}
