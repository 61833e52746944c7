import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { EstimateFault } from '@minyi/shared/estimates/fault.ts'
import { figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import type * as contract from '@minyi/shared/indicators/answers/contract.ts'
import type { AnswerSet, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import { cellsOf, openFault, type SampleSums, sumsFormat } from '@minyi/shared/indicators/answers/open/rules.ts'
import {
  answersFormat,
  certifySums,
  columnsOf,
  definitionOf,
  rowColumn,
  specOf,
  sumsOf,
} from '@minyi/shared/indicators/answers/rules.ts'
import { compositeFault } from '@minyi/shared/indicators/composites.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import type { Audience, CertifiedFigure, RowsSeal } from '@minyi/shared/indicators/published/contract.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import { FigureFault } from '@minyi/shared/indicators/published/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { stringify } from 'csv-stringify/sync'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, staffOf, today } from '../../../../platform/context.ts'
import { emit } from '../../../../platform/outbox.ts'
import { Problem } from '../../../../platform/problem.ts'
import { Frozen, type Open, summaryOf } from '../../published/present.ts'
import * as published from '../../published/queries.ts'
import { insertPart, type RowsFile } from '../../published/rows/queries.ts'
import { getCertificate } from '../../published/service.ts'
import { openAnswers, surveyed } from '../service.ts'

type Promised = (typeof surveyed)[number]

type SealedText = { text: string; seal: RowsSeal }

/** A figure of a sample that is ready to be frozen: of its answers and, for everybody, of the sums that stand in their place. */
type Prepared = {
  set: AnswerSet
  promised: Promised
  audience: Audience
  definition: DefinitionInFull
  full: SealedText
  open: SealedText | null
  figure: CertifiedFigure
}

/** What would be published of the answers, with everything that the certificate will say. Writes nothing. */
export async function previewAnswers(
  ctx: Context,
  input: InputOf<typeof contract.previewAnswers>,
): Promise<OutputOf<typeof contract.previewAnswers>> {
  const prepared = await prepare(ctx, input)
  const { set, definition, full, open, figure } = prepared
  const earlier = await listEarlier(ctx, prepared)
  return {
    name: definition.name,
    ...frameOf(ctx, set),
    asOf: set.keptAt,
    demo: ctx.tenant.demo,
    definition,
    rows: full.seal,
    figure,
    publicRows: open?.seal ?? null,
    publicFigure: open ? figure : null,
    remarks: remarksOn(figure, { demo: ctx.tenant.demo, earlier: earlier.length }),
    earlier: earlier.map((one) => summaryOf(ctx, one, false)),
  }
}

/** Publishes what was previewed; in place of an earlier one for the same readers where that is named. */
export function publishAnswers(
  ctx: Context,
  input: InputOf<typeof contract.publishAnswers>,
): Promise<OutputOf<typeof contract.publishAnswers>> {
  return change(ctx, input.id, async (ctx) => {
    await published.lockPublishing(ctx, 'answers')
    const prepared = await prepare(ctx, input)
    if (prepared.full.seal.sha256 !== input.sha256) throw new Problem('preview-outdated')
    if (input.corrects) await expectInForce(ctx, input.corrects.figureId, input)
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
  const definition = definitionOf(chosen, set.frame, 1, set.agency)
  const several = definition.parts.length > 0 ? compositeFault(definition.parts) : null
  if (several) throw invalid('parts', several)
  const version = await versionOf(ctx, chosen.promiseId, definition)
  const versioned = { ...definition, version }
  const { figure, sums } = figureFrom(head, rows, versioned)
  const open = chosen.audience === 'public' ? await openOf(ctx, sums, set, versioned) : null
  const full = sealAnswers(head, rows, versioned)
  return { set, promised, audience: chosen.audience, definition: versioned, full, open, figure }
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

function sealAnswers(head: readonly string[], rows: readonly string[][], definition: DefinitionInFull): SealedText {
  const names = definition.sample ? columnsOf(definition.sample) : []
  const places = names.map((name) => head.indexOf(name))
  const lines = rows.map((row, i) => [String(i + 1), ...places.map((place) => row[place] ?? '')])
  return sealed(answersFormat, [[rowColumn, ...names], ...lines])
}

/** The sums that everybody may have, unless they would tell of a few, by themselves or beside what is out of the same survey. */
async function openOf(
  ctx: Context,
  sums: SampleSums,
  set: AnswerSet,
  { sample }: DefinitionInFull,
): Promise<SealedText> {
  const out = (await published.listOpenOfDays(ctx, set)).map(({ certificate }) => Frozen.parse(certificate).definition)
  const ofSurvey = out.flatMap((definition) => {
    const same = canonicalJson(definition.sample?.frame) === canonicalJson(set.frame)
    return same ? (definition.sample?.questions ?? []) : []
  })
  const fault = openFault(sums, set.columns, sample?.questions ?? [], ofSurvey)
  if (fault !== null) throw refused(fault)
  return sealed(sumsFormat, cellsOf(sums))
}

/** Lines as the text of a canonical form, with its hash; the heading is no row. */
function sealed(format: string, lines: readonly string[][]): SealedText {
  const text = stringify([...lines], { record_delimiter: '\n' })
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { text, seal: { format, sha256, rows: lines.length - 1 } }
}

function figureFrom(
  head: readonly string[],
  rows: readonly string[][],
  definition: DefinitionInFull,
): { figure: CertifiedFigure; sums: SampleSums } {
  try {
    const reading = figureRows(specOf(definition), head)
    for (const row of rows) reading.add(row)
    const sums = sumsOf(reading.columns(), definition)
    const figure = certifySums(sums, definition)
    if (figure.estimate) return { figure, sums }
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

const listEarlier = (ctx: Context, { promised, set, audience }: Prepared) =>
  published.listSame(ctx, {
    indicatorId: promised.id,
    audience,
    areaId: null,
    unitId: null,
    period: { from: set.from, to: set.to },
  })

async function refuseTwice(ctx: Context, prepared: Prepared): Promise<void> {
  const same = (await listEarlier(ctx, prepared)).some(({ row }) => {
    const { rows, definition } = Frozen.parse(row.certificate)
    return rows.sha256 === prepared.full.seal.sha256 && canonicalJson(definition) === canonicalJson(prepared.definition)
  })
  if (same) throw new Problem('step-not-allowed', { detail: '这个数字已经发布过，内容完全一样' })
}

/** What is corrected stands, answers the same promise, and is for the same readers: nobody is sent on to a figure they may not see. */
async function expectInForce(ctx: Context, figureId: string, { promiseId, audience }: SampleFigure): Promise<void> {
  const found = await published.findPublished(ctx, figureId, 'publisher')
  if (!found || found.row.indicatorId !== promiseId || found.row.audience !== audience) throw new Problem('not-found')
  if (found.correctedBy || found.withdrawn) throw new Problem('step-not-allowed')
}

const partLength = 1 << 20
const gzip = promisify(zlib.gzip)

async function keepText(ctx: Context, file: RowsFile, { text }: SealedText): Promise<void> {
  const bytes = Buffer.from(text)
  for (let part = 0; part * partLength < bytes.length; part += 1) {
    const piece = bytes.subarray(part * partLength, (part + 1) * partLength)
    await insertPart(ctx, file, part, await gzip(piece))
  }
}

async function freeze(ctx: Context, input: InputOf<typeof contract.publishAnswers>, prepared: Prepared): Promise<void> {
  const { set, promised, audience, definition, full, open, figure } = prepared
  const { id, corrects } = input
  await keepText(ctx, { figureId: id, open: false }, full)
  if (open) await keepText(ctx, { figureId: id, open: true }, open)
  const certificate = await frozenOf(ctx, input, prepared)
  const shown: Open | null = open && { rows: open.seal, figure }
  const made = await published.insertPublished(ctx, {
    id,
    indicatorId: promised.id,
    definitionId: definition.id,
    version: definition.version,
    audience,
    dimension: 'all',
    areaId: null,
    unitId: null,
    fromDay: set.from,
    toDay: set.to,
    asOf: new Date(set.keptAt),
    publishedAt: ctx.now(),
    publishedBy: staffOf(ctx).id,
    certificate,
    open: shown,
    corrects: corrects?.figureId ?? null,
    reason: corrects?.reason ?? null,
  })
  if (!made) throw new Problem('step-not-allowed')
  await audit(ctx, { action: 'publish', subjectKind: 'figure', subjectId: id, detail: certificate })
  if (audience === 'public') await emit(ctx, { topic: 'figure.published', subjectId: id })
}

async function frozenOf(
  ctx: Context,
  { id, note }: InputOf<typeof contract.publishAnswers>,
  { set, promised, audience, definition, full, figure }: Prepared,
): Promise<Frozen> {
  return {
    id,
    indicatorId: promised.id,
    name: definition.name,
    audience,
    ...frameOf(ctx, set),
    asOf: set.keptAt,
    demo: ctx.tenant.demo,
    publishedAt: instantOf(ctx, ctx.now()),
    publishedBy: await published.findSigner(ctx, staffOf(ctx).id),
    note,
    definition,
    definitionSince: today(ctx),
    clause: { document: promised.document.title, number: promised.document.number, ...promised.clause },
    rows: full.seal,
    figure,
  }
}
