import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import type * as contract from '@minyi/shared/indicators/published/contract.ts'
import type { Certificate, CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import { certify } from '@minyi/shared/indicators/published/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, instantOf, staffOf } from '../../../platform/context.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { cardOf } from '../definitions/service.ts'
import { type Choice, type Prepared, prepareFigure, saltOf } from './preparing/service.ts'
import { certificateOf, Frozen, type Open, summaryOf } from './present.ts'
import * as queries from './queries.ts'
import { keepKnown, keepRows, type Sealed, sealKnown, sealRows } from './rows/service.ts'

/** What would be published, with everything that the certificate will say. Writes nothing. */
export async function previewFigure(
  ctx: Context,
  input: InputOf<typeof contract.previewFigure>,
): Promise<OutputOf<typeof contract.previewFigure>> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const prepared = await prepareFigure(inner, input)
    const full = await sealRows(inner, prepared.selection, saltOf(inner, prepared))
    const open = prepared.closed ? await sealKnown(prepared.closed.open) : null
    const figure = figureFrom(prepared, full)
    const { defined, definition, scope, period, basis, audience, areaId, unitId } = prepared
    const same = { indicatorId: defined.indicatorId, audience, areaId, unitId, period }
    const earlier = await queries.listSame(inner, same)
    return {
      name: definition.name,
      scope,
      period,
      basis,
      asOf: instantOf(ctx, prepared.asOf),
      demo: ctx.tenant.demo,
      definition,
      rows: full.seal,
      figure,
      publicRows: open?.seal ?? null,
      publicFigure: open ? openFigure(prepared, open, figure) : null,
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
    const days = row.audience === 'office' ? { from: row.fromDay, to: row.toDay } : {}
    const choice: Choice = {
      indicatorId: row.indicatorId,
      audience: row.audience === 'office' ? 'office' : 'public',
      ...(row.areaId === null ? {} : { areaId: row.areaId }),
      ...(row.unitId === null ? {} : { unitId: row.unitId }),
      ...days,
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
  await refuseTwice(ctx, prepared)
  const full = await keepRows(ctx, id, prepared.selection, saltOf(ctx, prepared))
  if (full.seal.sha256 !== signing.sha256) throw new Problem('preview-outdated')
  const figure = figureFrom(prepared, full)
  const kept = prepared.closed ? await keepKnown(ctx, id, prepared.closed.open) : null
  const open: Open | null = kept && { rows: kept.seal, figure: openFigure(prepared, kept, figure) }
  const certificate = await frozenOf(ctx, signing, prepared, { rows: full.seal, figure })
  const { defined, definition, audience, scope, areaId, unitId, period, asOf } = prepared
  const made = await queries.insertPublished(ctx, {
    id,
    indicatorId: defined.indicatorId,
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
    open,
    corrects: corrects?.id ?? null,
    reason: corrects?.reason ?? null,
  })
  if (!made) throw new Problem('step-not-allowed')
  await audit(ctx, { action: 'publish', subjectKind: 'figure', subjectId: id, detail: certificate })
  if (audience === 'public') await emit(ctx, { topic: 'figure.published', subjectId: id })
  return getCertificate(ctx, id, 'publisher')
}

/** The very same figure is not published a second time while it is in force. */
async function refuseTwice(ctx: Context, prepared: Prepared): Promise<void> {
  const { defined, definition, asOf } = prepared
  const same = await queries.listSame(ctx, { ...prepared, indicatorId: defined.indicatorId })
  const twice = same.some(({ row }) => row.version === definition.version && row.asOf.getTime() === asOf.getTime())
  if (twice) throw new Problem('step-not-allowed', { detail: '这个数字已经发布过，内容完全一样' })
}

async function frozenOf(
  ctx: Context,
  { id, note }: Signing,
  prepared: Prepared,
  sealed: Pick<Frozen, 'rows' | 'figure'>,
): Promise<Frozen> {
  const { defined, definition, audience, scope, period, basis } = prepared
  return {
    id,
    indicatorId: defined.indicatorId,
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
    definitionSince: dayOf(ctx, defined.setAt),
    clause: cardOf(ctx, defined).clause,
    ...sealed,
  }
}

/** The figure of the rows. What a closing let out must be what its rows say now, or they were written late. */
function figureFrom({ definition, closed }: Prepared, { sums }: Sealed): CertifiedFigure {
  const figure = certify(sums, definition)
  if (figure.estimate === null) {
    throw new Problem('figure-not-publishable', { detail: `有效评价不足 ${definition.minN} 份，不能发布` })
  }
  if (closed && canonicalJson(closed.counts) !== canonicalJson(figure.counts)) {
    throw new Problem('figure-not-publishable', { detail: '关账之后有更早的记录补登，请等下一次关账再发布' })
  }
  return figure
}

/** The figure that follows from the open rows: the same rate, with less beside it. */
function openFigure({ definition }: Prepared, { sums }: Sealed, full: CertifiedFigure): CertifiedFigure {
  const figure = certify(sums, definition)
  if (canonicalJson(figure.estimate) !== canonicalJson(full.estimate)) throw new Error('open rows give another figure')
  return figure
}

/** A figure that the caller may correct or withdraw; one that was is left alone. */
async function getInForce(ctx: Context, id: string): Promise<queries.Standing> {
  const found = await queries.findPublished(ctx, id, 'publisher')
  if (!found) throw new Problem('not-found')
  if (found.correctedBy || found.withdrawn) throw new Problem('step-not-allowed')
  return found
}
