import type { FigureColumns } from '../../estimates/figure-columns.ts'
import { type FigureSpec, readFigureSpec } from '../../estimates/figure-spec.ts'
import { computeJoint } from '../../estimates/figures.ts'
import type { Interval } from '../../estimates/interval.ts'
import { boundaryInterval, type RateInterval, rateInterval } from '../../estimates/survey-proportion.ts'
import { compositeByDelta, compositeConservatively, type PartEstimate } from '../composites.ts'
import type { DefinitionInFull, SampleFrame } from '../definitions/contract.ts'
import type { CertifiedEstimate, CertifiedFigure, CertifiedMethod } from '../published/contract.ts'
import { boundsOf, FigureFault, verdictBy } from '../published/rules.ts'
import type { SampleFigure } from './contract.ts'
import type { QuestionSums, SampleSums } from './open/rules.ts'

/** The name of the canonical form: UTF-8 without mark, the number of the interview and the columns that count, LF after every line. */
export const answersFormat = 'minyi-answers-1'
export const rowColumn = '行'

type Sample = NonNullable<DefinitionInFull['sample']>

/** What was chosen, as a definition in full. One question is a rate of the sample, several are a composite of theirs. */
export function definitionOf(
  chosen: SampleFigure,
  frame: SampleFrame,
  version: number,
  agency?: string,
): DefinitionInFull {
  const several = chosen.parts.length > 1
  const id = `survey-${chosen.promiseId.toLowerCase()}`
  return {
    id,
    version,
    name: chosen.name,
    source: several ? 'composite' : 'survey',
    kinds: [],
    channels: [],
    grades: [],
    numerator: chosen.parts.map((part) => `${part.name}：回答“${part.in.join('”“')}”的`).join('；'),
    denominator: chosen.parts.map((part) => `${part.name}：回答“${part.of.join('”“')}”之一的受访人`).join('；'),
    weights: chosen.design.weights === null ? 'none' : 'design',
    design: 'sample',
    method: several ? chosen.combine : chosen.method,
    level: chosen.level,
    minN: chosen.minN,
    target: chosen.target,
    targetBasis: 'tenant',
    windowDays: null,
    silence: null,
    parts: several ? chosen.parts.map(({ name, weight }, i) => ({ definitionId: `${id}-${i + 1}`, name, weight })) : [],
    sample: {
      frame,
      design: chosen.design,
      questions: chosen.parts.map(({ name, column, in: counted, of }) => ({ name, column, in: counted, of })),
      ...(agency === undefined ? {} : { agency }),
    },
  }
}

/** The columns that a definition reads of each answer, each once. */
export function columnsOf({ design, questions }: Sample): string[] {
  const weights = design.weights === null ? [] : [design.weights]
  const all = [...weights, ...design.strata, ...design.ids, ...design.fpc, ...questions.map(({ column }) => column)]
  return [...new Set(all)]
}

/** The definition as the command `estimate` reads it. */
export function specOf(definition: DefinitionInFull): FigureSpec {
  const { design, questions } = sampleOf(definition)
  return readFigureSpec({
    ...design,
    variables: questions.map(({ name, column, in: counted, of }) => ({
      name,
      kind: 'proportion',
      column,
      in: counted,
      of,
    })),
    methods: [intervalOfPart(definition)],
    level: definition.level,
  })
}

/** What the figure of the answers of a sample follows from, by the design of the sample. */
export function sumsOf(columns: FigureColumns, definition: DefinitionInFull): SampleSums {
  const { estimates, covariance, rows } = computeJoint(specOf(definition), columns)
  return {
    answered: rows,
    questions: estimates.map(({ variable, n, positive, weight, weighted, se, df, deff }) => ({
      ...{ name: variable, n, counted: positive, weight, weighted, se, df, deff },
    })),
    covariance,
  }
}

/** The figure of the answers of a sample by a definition, and nothing else. */
export const certifySample = (columns: FigureColumns, definition: DefinitionInFull): CertifiedFigure =>
  certifySums(sumsOf(columns, definition), definition)

/**
 * The figure of the sums of a sample: as the server publishes it and as `figure recompute` makes it anew, from answers and from open
 * files alike. A part under the minimum n has no estimate, and then neither has the whole.
 */
export function certifySums(
  { answered, questions, covariance }: SampleSums,
  definition: DefinitionInFull,
): CertifiedFigure {
  const { frame } = sampleOf(definition)
  const parts = questions.map((found) => (found.n < definition.minN ? null : partOf(found, definition)))
  const estimate = wholeOf(parts, covariance, definition)
  const verdict = verdictBy(estimate, definition)
  const bounds = (asked: number) => boundsOf((estimate?.point ?? 0) * answered, answered, Math.max(0, asked - answered))
  return {
    target: definition.target,
    estimate,
    verdict,
    counts: {
      ...frame,
      shownAtCounter: 0,
      counterShare: null,
      answered,
      defaulted: 0,
      excluded: { total: 0, byReason: [] },
      byGrade: null,
      byChannel: null,
    },
    bounds: { ofInvited: bounds(frame.invited), ofEligible: bounds(frame.eligible) },
    withExclusions: { estimate, verdict, range: null, flips: 'no' },
    ordered: null,
    parts: definition.parts.map(({ name, weight }, i) => ({ name, weight, estimate: parts[i] ?? null })),
  }
}

function wholeOf(
  estimates: readonly (CertifiedEstimate | null)[],
  covariance: readonly (readonly number[])[],
  definition: DefinitionInFull,
): CertifiedEstimate | null {
  if (definition.parts.length === 0) return estimates[0] ?? null
  const parts: PartEstimate[] = definition.parts.map((part, i) => ({ part, estimate: estimates[i] ?? null }))
  if (definition.method === 'delta')
    return compositeByDelta(parts, definition.level, (i, j) => covariance[i]?.[j] ?? Number.NaN)
  return compositeConservatively(parts, definition.level, (part, level) =>
    intervalAt({ est: part.point, se: part.se ?? Number.NaN, df: part.df ?? Number.NaN, n: part.n }, definition, level),
  )
}

const engineNames: Partial<Record<CertifiedMethod, RateInterval>> = {
  xlogit: 'xlogit',
  logit: 'logit',
  beta: 'beta',
  mean: 'mean',
  asin: 'asin',
  'survey-wilson': 'wilson',
}

/** The interval of one rate as the engine names it; the parts of a composite have the logit one. */
function intervalOfPart({ method, parts }: DefinitionInFull): RateInterval {
  if (parts.length > 0) return 'xlogit'
  const known = Object.entries(engineNames).find(([name]) => name === method)?.[1]
  if (!known) throw new FigureFault(`口径里的区间方法“${method}”不能用于抽样调查`)
  return known
}

type Rate = Pick<QuestionSums, 'se' | 'df' | 'n'> & { est: number }

/** A rate that was seen as exactly 0 or 1 has no standard error, and then the interval of the boundary. */
function intervalAt({ est, se, df, n }: Rate, definition: DefinitionInFull, level: number): Interval {
  const rate = { p: est, se, df, n }
  const found = rateInterval(intervalOfPart(definition), rate, level)
  return found.some(Number.isNaN) ? boundaryInterval(rate, level) : found
}

function partOf(
  { name, n, weight, weighted, se, df, deff }: QuestionSums,
  definition: DefinitionInFull,
): CertifiedEstimate {
  if (!(df > 0)) throw new FigureFault(`“${name}”的有效回答集中在太少的抽样单位里，估不出误差`)
  const est = weighted / weight
  return {
    kind: 'design',
    satisfied: null,
    n,
    point: est,
    interval: intervalAt({ est, se, df, n }, definition, definition.level),
    level: definition.level,
    method: definition.parts.length > 0 ? 'xlogit' : methodOf(definition),
    se,
    df,
    deff: Number.isFinite(deff) ? deff : null,
  }
}

function methodOf({ method }: DefinitionInFull): CertifiedMethod {
  const known = Object.keys(engineNames).find((name) => name === method)
  return isCertified(known) ? known : 'xlogit'
}

const isCertified = (name: string | undefined): name is CertifiedMethod => name !== undefined && name in engineNames

function sampleOf({ sample }: DefinitionInFull): Sample {
  if (!sample) throw new FigureFault('口径里没有写明怎样抽样、怎样提问')
  return sample
}

/** What a cell must not hold in answers without names: it looks like a telephone or an identity number. */
export const looksPersonal = (cell: string): boolean => /(^|\D)1[3-9]\d{9}(\D|$)|(^|\D)\d{17}[\dXx]($|\W)/.test(cell)
