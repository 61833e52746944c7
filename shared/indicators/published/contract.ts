import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Basis, Count, FigureCounts, Period, Scope, Verdict } from '../contract.ts'
import { DefinitionInFull, intervalMethods, StatePart } from '../definitions/contract.ts'

/**
 * Published figures and their birth certificates (出生证明). A published figure is frozen: its definition in full, the hash of the rows
 * it was computed from, and everything that stands beside the rate. It is never changed; a correction is a new one that names the
 * one it corrects, and one that was withdrawn stays in the list. Whoever builds pages: `figure` of a certificate is what is shown; `summary` rows of the lists hold the same estimate without the
 * funnel. The office reads `/published-figures…`, everybody reads `/public/published-figures…`; both answer the same shapes, with
 * small counts null in the public ones.
 */

/** For whom a figure is published: everybody, or leaders and the supervising office only. */
export const Audience = z.enum(['public', 'office'])
export type Audience = z.infer<typeof Audience>

/** Where a published figure stands: in force, corrected by a later one, or withdrawn. */
export const PublishedState = z.enum(['in-force', 'corrected', 'withdrawn'])
export type PublishedState = z.infer<typeof PublishedState>

/** Intervals of counted rates, of sample designs, and of composites. */
export const CertifiedMethod = z.enum([
  ...intervalMethods,
  'xlogit',
  'logit',
  'beta',
  'mean',
  'asin',
  'survey-wilson',
  'delta',
  'conservative',
])
export type CertifiedMethod = z.infer<typeof CertifiedMethod>

/**
 * The rate of a certificate, as fractions of 1. `count`: x of n, counted in full. `design`: an estimate from a sample with its
 * standard error, degrees of freedom and design effect, and then without `satisfied`.
 */
export const CertifiedEstimate = z.object({
  kind: z.enum(['count', 'design']),
  satisfied: Count.nullable(),
  n: Count,
  point: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  level: z.number(),
  method: CertifiedMethod,
  se: z.number().nullable(),
  df: z.number().nullable(),
  deff: z.number().nullable(),
})
export type CertifiedEstimate = z.infer<typeof CertifiedEstimate>

/**
 * Nonresponse bounds (未回应的最坏与最好情形): the rate if all who did not answer were dissatisfied, and if all were satisfied.
 * No assumption about them makes the rate leave these bounds.
 */
export const ResponseBounds = z.object({ missing: Count, low: z.number(), high: z.number() })
export type ResponseBounds = z.infer<typeof ResponseBounds>

/**
 * The same figure with the excluded ratings put back. `estimate` is null in public where the grades of a few excluded ratings would
 * follow from it; `range` then holds the rate if all of them were dissatisfied, and if all were satisfied. `flips`: whether the
 * verdict differs from that of the figure, or may.
 */
export const WithExclusions = z.object({
  estimate: CertifiedEstimate.nullable(),
  verdict: Verdict.nullable(),
  range: z.tuple([z.number(), z.number()]).nullable(),
  flips: z.enum(['no', 'yes', 'possible']),
})
export type WithExclusions = z.infer<typeof WithExclusions>

/** The second figure that a tenant was ordered to show: silence counted as satisfied. Labelled, and never the first figure. */
export const OrderedFigure = z.object({
  order: z.string(),
  issuer: z.string(),
  silent: Count,
  estimate: CertifiedEstimate,
  verdict: Verdict.nullable(),
})
export type OrderedFigure = z.infer<typeof OrderedFigure>

/** What rows and definition together give, and nothing else does: this is what `figure recompute` prints and compares. */
export const CertifiedFigure = z.object({
  target: z.number().nullable(),
  estimate: CertifiedEstimate.nullable(),
  verdict: Verdict.nullable(),
  counts: FigureCounts,
  bounds: z.object({ ofInvited: ResponseBounds, ofEligible: ResponseBounds }),
  withExclusions: WithExclusions,
  ordered: OrderedFigure.nullable(),
  /** Of a rate of handling: its own funnel, and what is in no rate; a count is null where it would tell of a few. */
  handling: z
    .object({
      steps: z.array(z.object({ name: z.string(), count: Count.nullable() })),
      beside: z.array(z.object({ name: z.string(), part: StatePart.nullable(), count: Count.nullable() })),
    })
    .optional(),
  /** What a composite is made of, each part with its own estimate. */
  parts: z.array(z.object({ name: z.string(), weight: z.number(), estimate: CertifiedEstimate.nullable() })).optional(),
})
export type CertifiedFigure = z.infer<typeof CertifiedFigure>

/** A file of rows: its SHA-256 in hexadecimal is what `sha256sum` prints, because the canonical form is the file itself. */
export const RowsSeal = z.object({ format: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: Count })
export type RowsSeal = z.infer<typeof RowsSeal>

const Person = z.object({ name: z.string(), unit: z.string().nullable() })
const act = { at: Instant, by: Person, reason: z.string() }

const head = {
  id: Id,
  indicatorId: z.string(),
  name: z.string(),
  audience: Audience,
  scope: Scope,
  period: Period,
  basis: Basis,
  asOf: Instant,
  demo: z.boolean(),
  publishedAt: Instant,
  publishedBy: Person,
  note: z.string(),
  state: PublishedState,
}

/** A line of a list of published figures. */
export const PublishedSummary = z.object({
  ...head,
  definition: z.object({ id: z.string(), version: Count }),
  target: z.number().nullable(),
  estimate: CertifiedEstimate.nullable(),
  verdict: Verdict.nullable(),
  flips: z.enum(['no', 'yes', 'possible']),
  /** The second figure where one was ordered; always under its own label. */
  ordered: OrderedFigure.nullish(),
  sha256: z.string(),
})
export type PublishedSummary = z.infer<typeof PublishedSummary>

/** The birth certificate (出生证明) of a published figure. */
export const Certificate = z.object({
  ...head,
  definition: DefinitionInFull,
  definitionSince: Day,
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
  /** The rows it was computed from; for the public the protected ones, from which the figure follows just as well. */
  rows: RowsSeal,
  figure: CertifiedFigure,
  corrects: z.object({ id: Id, reason: z.string() }).nullable(),
  correctedBy: z.object({ id: Id, ...act }).nullable(),
  withdrawn: z.object(act).nullable(),
})
export type Certificate = z.infer<typeof Certificate>

/**
 * What is to be published. For the public: the figure that a closing let out (`closedAt`, otherwise the latest), of the whole tenant
 * or of one area. For the office: any days that are over, of everything, an area or a unit, right as of `asOf`.
 */
const choice = {
  indicatorId: z.string().max(40),
  audience: Audience,
  areaId: Id.optional(),
  unitId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
}

/** The act itself: it names the preview that was looked at, and fails where that is no longer what would be published. */
const looked = { asOf: Instant, sha256: z.string().regex(/^[0-9a-f]{64}$/, '请先预览再发布') }
const because = z.string().trim().min(4, '请写明原因').max(500, '原因最多 500 字')

export const previewFigure = operation({
  name: 'figures.preview',
  summary: '发布前预览：将要冻结的数字、证明和提醒，不写入',
  method: 'GET',
  path: '/published-figures/preview',
  access: 'figures.publish',
  input: z.object({ ...choice, asOf: Instant.optional() }),
  output: z.object({
    name: z.string(),
    scope: Scope,
    period: Period,
    basis: Basis,
    asOf: Instant,
    demo: z.boolean(),
    definition: DefinitionInFull,
    rows: RowsSeal,
    figure: CertifiedFigure,
    /** As the public will read it; null for the office. */
    publicRows: RowsSeal.nullable(),
    publicFigure: CertifiedFigure.nullable(),
    /** What the publisher should know first, as sentences. */
    remarks: z.array(z.string()),
    /** In force for the same indicator, scope and days. */
    earlier: z.array(PublishedSummary),
  }),
  problems: ['not-found', 'figure-not-publishable'],
})

export const publishFigure = operation({
  name: 'figures.publish',
  summary: '发布一个数字：署名、记时、冻结，附出生证明',
  method: 'POST',
  path: '/published-figures',
  access: 'figures.publish',
  input: z.object({ id: Id, ...choice, ...looked, note: z.string().trim().max(500, '说明最多 500 字').default('') }),
  output: Certificate,
  problems: ['not-found', 'figure-not-publishable', 'preview-outdated', 'step-not-allowed', 'id-reused'],
})

export const correctFigure = operation({
  name: 'figures.correct',
  summary: '更正：另发一个数字，写明更正哪一个、为什么；原数字保留',
  method: 'POST',
  path: '/published-figures/:figureId/corrections',
  access: 'figures.publish',
  input: z.object({ id: Id, figureId: Id, ...looked, reason: because }),
  output: Certificate,
  problems: ['not-found', 'figure-not-publishable', 'preview-outdated', 'step-not-allowed', 'id-reused'],
})

export const withdrawFigure = operation({
  name: 'figures.withdraw',
  summary: '撤下：写明原因，数字仍留在清单里',
  method: 'POST',
  path: '/published-figures/:figureId/withdrawal',
  access: 'figures.publish',
  input: z.object({ id: Id, figureId: Id, reason: because }),
  output: Certificate,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

const listed = { ...Paging, indicatorId: z.string().max(40).optional() }

export const listPublished = operation({
  name: 'figures.listPublished',
  summary: '已发布的数字，含更正过的和撤下的（从新到旧）',
  method: 'GET',
  path: '/published-figures',
  access: 'figures.exact',
  input: z.object({ ...listed, audience: Audience.optional(), areaId: Id.optional(), unitId: Id.optional() }),
  output: pageOf(PublishedSummary),
  problems: [],
})

export const readPublished = operation({
  name: 'figures.readPublished',
  summary: '一个已发布数字的出生证明',
  method: 'GET',
  path: '/published-figures/:figureId',
  access: 'figures.exact',
  input: z.object({ figureId: Id }),
  output: Certificate,
  problems: ['not-found'],
})

/** The files that make a figure checkable; `readme` says how to check by hand, `all` is a zip of the four. */
export const CertificatePart = z.enum(['all', 'rows', 'definition', 'certificate', 'readme'])
export type CertificatePart = z.infer<typeof CertificatePart>
export const downloadPublished = operation({
  name: 'figures.downloadPublished',
  summary: '下载一个已发布数字的原始行、口径和证明',
  method: 'GET',
  path: '/published-figures/:figureId/files',
  access: 'figures.exact',
  input: z.object({ figureId: Id, part: CertificatePart.default('all') }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
