import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { EstimateFault } from '@minyi/shared/estimates/fault.ts'
import { figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import type * as contract from '@minyi/shared/indicators/answers/contract.ts'
import type { AnswerSet, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import {
  answersFormat,
  certifySample,
  columnsOf,
  definitionOf,
  rowColumn,
  specOf,
} from '@minyi/shared/indicators/answers/rules.ts'
import { compositeFault } from '@minyi/shared/indicators/composites.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import type { Certificate, CertifiedFigure, RowsSeal } from '@minyi/shared/indicators/published/contract.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import { FigureFault } from '@minyi/shared/indicators/published/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { stringify } from 'csv-stringify/sync'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, staffOf, today } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { Frozen, summaryOf } from '../../published/present.ts'
import * as published from '../../published/queries.ts'
import { insertPart } from '../../published/rows/queries.ts'
import { getCertificate } from '../../published/service.ts'
import { openAnswers, surveyed } from '../service.ts'

type Promised = (typeof surveyed)[number]

/** A figure of a sample that is ready to be frozen. */
type Prepared = {
  set: AnswerSet
  promised: Promised
  definition: DefinitionInFull
  text: string
  seal: RowsSeal
  figure: CertifiedFigure
}

/** What would be published of the answers, with everything that the certificate will say. Writes nothing. */
export async function previewAnswers(
  ctx: Context,
  input: InputOf<typeof contract.previewAnswers>,
): Promise<OutputOf<typeof contract.previewAnswers>> {
  const prepared = await prepare(ctx, input)
  const { set, definition, seal, figure } = prepared
  const earlier = await listEarlier(ctx, prepared)
  return {
    name: definition.name,
    ...frameOf(ctx, set),
    asOf: set.keptAt,
    demo: ctx.tenant.demo,
    definition,
    rows: seal,
    figure,
    publicRows: null,
    publicFigure: null,
    remarks: remarksOn(figure, { demo: ctx.tenant.demo, earlier: earlier.length }),
    earlier: earlier.map((one) => summaryOf(ctx, one, false)),
  }
}

/** Publishes what was previewed, for the office; in place of an earlier one where that is named. */
export function publishAnswers(
  ctx: Context,
  input: InputOf<typeof contract.publishAnswers>,
): Promise<OutputOf<typeof contract.publishAnswers>> {
  return change(ctx, input.id, async (ctx) => {
    await published.lockPublishing(ctx, input.promiseId)
    const prepared = await prepare(ctx, input)
    if (prepared.seal.sha256 !== input.sha256) throw new Problem('preview-outdated')
    if (input.corrects) await expectInForce(ctx, input.corrects.figureId, input.promiseId)
    await refuseTwice(ctx, prepared)
    await freeze(ctx, input, prepared)
    return getCertificate(ctx, input.id, 'publisher')
  })
}

async function prepare(ctx: Context, chosen: SampleFigure): Promise<Prepared> {
  const promised = surveyed.find(({ id }) => id === chosen.promiseId)
  if (!promised) throw invalid('promiseId', '请选一个由调查得出的指标')
  const { set, head, rows } = await openAnswers(ctx, chosen)
  refuseUnknown(chosen, set)
  const definition = definitionOf(chosen, set.frame, 1)
  const several = definition.parts.length > 0 ? compositeFault(definition.parts) : null
  if (several) throw invalid('parts', several)
  const version = await versionOf(ctx, chosen.promiseId, definition)
  const versioned = { ...definition, version }
  const { text, seal } = sealAnswers(head, rows, versioned)
  const figure = figureFrom(head, rows, versioned)
  return { set, promised, definition: versioned, text, seal, figure }
}

/** Every answer that is chosen was given, or it was misspelt. */
function refuseUnknown({ parts }: SampleFigure, { columns }: AnswerSet): void {
  for (const [i, part] of parts.entries()) {
    const column = columns.find(({ name }) => name === part.column)
    if (!column) throw invalid(`parts.${i}.column`, `数据里没有“${part.column}”这一列`)
    const stray = part.in.find((value) => !part.of.includes(value))
    if (stray !== undefined) throw invalid(`parts.${i}.in`, `“${stray}”不在有效回答里`)
    const unseen = part.of.find((value) => !(column.values ?? []).some((known) => known.value === value))
    if (unseen !== undefined) throw invalid(`parts.${i}.of`, `“${part.column}”里没有人回答“${unseen}”`)
  }
}

/** The same way of computing keeps its version from round to round, whoever was drawn. */
async function versionOf(ctx: Context, promiseId: string, definition: DefinitionInFull): Promise<number> {
  const [last] = await published.listPublished(ctx, { indicatorId: promiseId, limit: 1 }, 'publisher', undefined)
  const before = last && Frozen.parse(last.row.certificate).definition
  if (!before || before.id !== definition.id) return 1
  const way = ({ sample, ...rest }: DefinitionInFull) =>
    canonicalJson({ ...rest, version: 0, sample: { design: sample?.design, questions: sample?.questions } })
  return way(before) === way(definition) ? before.version : before.version + 1
}

function sealAnswers(head: readonly string[], rows: readonly string[][], definition: DefinitionInFull) {
  const names = definition.sample ? columnsOf(definition.sample) : []
  const places = names.map((name) => head.indexOf(name))
  const lines = rows.map((row, i) => [String(i + 1), ...places.map((place) => row[place] ?? '')])
  const text = stringify([[rowColumn, ...names], ...lines], { record_delimiter: '\n' })
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { text, seal: { format: answersFormat, sha256, rows: rows.length } }
}

function figureFrom(head: readonly string[], rows: readonly string[][], definition: DefinitionInFull): CertifiedFigure {
  try {
    const reading = figureRows(specOf(definition), head)
    for (const row of rows) reading.add(row)
    const figure = certifySample(reading.columns(), definition)
    if (figure.estimate) return figure
    throw refused(`有一个部分的有效回答不足 ${definition.minN} 份，不能发布`)
  } catch (cause) {
    if (cause instanceof EstimateFault) {
      throw refused(cause.row === undefined ? cause.message : `第 ${cause.row + 2} 行：${cause.message}`)
    }
    throw cause instanceof FigureFault ? refused(cause.message) : cause
  }
}

const refused = (detail: string) => new Problem('figure-not-publishable', { detail })
const invalid = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })

const frameOf = (ctx: Context, { from, to }: AnswerSet) => ({
  scope: { dimension: 'all' as const, id: null, name: ctx.tenant.name },
  period: { from, to },
  basis: 'exact' as const,
})

const listEarlier = (ctx: Context, { promised, set }: Prepared) =>
  published.listSame(ctx, {
    indicatorId: promised.id,
    audience: 'office',
    areaId: null,
    unitId: null,
    period: { from: set.from, to: set.to },
  })

async function refuseTwice(ctx: Context, prepared: Prepared): Promise<void> {
  const same = (await listEarlier(ctx, prepared)).some(({ row }) => {
    const { rows, definition } = Frozen.parse(row.certificate)
    return rows.sha256 === prepared.seal.sha256 && canonicalJson(definition) === canonicalJson(prepared.definition)
  })
  if (same) throw new Problem('step-not-allowed', { detail: '这个数字已经发布过，内容完全一样' })
}

async function expectInForce(ctx: Context, figureId: string, indicatorId: string): Promise<void> {
  const found = await published.findPublished(ctx, figureId, 'publisher')
  if (!found || found.row.indicatorId !== indicatorId) throw new Problem('not-found')
  if (found.correctedBy || found.withdrawn) throw new Problem('step-not-allowed')
}

const partLength = 1 << 20
const gzip = promisify(zlib.gzip)

async function freeze(ctx: Context, input: InputOf<typeof contract.publishAnswers>, prepared: Prepared): Promise<void> {
  const { set, promised, definition, seal, figure, text } = prepared
  const { id, corrects } = input
  const bytes = Buffer.from(text)
  for (let part = 0; part * partLength < bytes.length; part += 1) {
    const piece = bytes.subarray(part * partLength, (part + 1) * partLength)
    await insertPart(ctx, { figureId: id, open: false }, part, await gzip(piece))
  }
  const certificate: Omit<Certificate, 'state' | 'corrects' | 'correctedBy' | 'withdrawn'> = {
    id,
    indicatorId: promised.id,
    name: definition.name,
    audience: 'office',
    ...frameOf(ctx, set),
    asOf: set.keptAt,
    demo: ctx.tenant.demo,
    publishedAt: instantOf(ctx, ctx.now()),
    publishedBy: await published.findSigner(ctx, staffOf(ctx).id),
    note: input.note,
    definition,
    definitionSince: today(ctx),
    clause: { document: promised.document.title, number: promised.document.number, ...promised.clause },
    rows: seal,
    figure,
  }
  const made = await published.insertPublished(ctx, {
    id,
    indicatorId: promised.id,
    definitionId: definition.id,
    version: definition.version,
    audience: 'office',
    dimension: 'all',
    areaId: null,
    unitId: null,
    fromDay: set.from,
    toDay: set.to,
    asOf: new Date(set.keptAt),
    publishedAt: ctx.now(),
    publishedBy: staffOf(ctx).id,
    certificate,
    open: null,
    corrects: corrects?.figureId ?? null,
    reason: corrects?.reason ?? null,
  })
  if (!made) throw new Problem('step-not-allowed')
  await audit(ctx, { action: 'publish', subjectKind: 'figure', subjectId: id, detail: certificate })
}
