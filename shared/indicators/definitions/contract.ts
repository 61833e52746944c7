import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Instant } from '../../platform/time.ts'

/** How the interval of a counted rate is made; the method belongs to the definition. */
export const intervalMethods = ['wilson', 'wilson-cc', 'clopper-pearson', 'jeffreys', 'agresti-coull', 'mid-p'] as const
export const IntervalMethod = z.enum(intervalMethods)
export type IntervalMethod = z.infer<typeof IntervalMethod>

/**
 * An order to count silence (默认好评) as satisfied, with its source. What it leads to is a second, labelled figure; the first one
 * never contains it.
 */
export const OrderedSilence = z.object({
  order: z.string().trim().min(4, '请写明是哪份文件要求计入').max(200, '文件名称最多 200 字'),
  issuer: z.string().trim().min(2, '请写明发文机关').max(100),
})
export type OrderedSilence = z.infer<typeof OrderedSilence>

/** One part of a composite: another definition and its weight; the weights add up to 1. */
export const CompositePart = z.object({ definitionId: z.string(), name: z.string(), weight: z.number().positive() })
export type CompositePart = z.infer<typeof CompositePart>

/** How a sample was drawn: names of columns of the answers, as the command `estimate` takes them; none of them is a simple random sample. */
export const SampleDesign = z.object({
  ids: z.array(z.string().max(60)).max(3, '抽样单位最多三级'),
  strata: z.array(z.string().max(60)).max(3, '层最多三级'),
  weights: z.string().max(60).nullable(),
  fpc: z.array(z.string().max(60)).max(3, '总体数最多三级'),
  nest: z.boolean(),
  lonely: z.enum(['fail', 'remove', 'certainty', 'adjust', 'average']),
})
export type SampleDesign = z.infer<typeof SampleDesign>

/** One rate of a sample: of whoever gave one of the answers `of` to a question, the share that gave one of `in`. */
export const SampleQuestion = z.object({
  name: z.string().trim().min(2, '名称至少 2 个字').max(40, '名称最多 40 字'),
  column: z.string().max(60),
  in: z.array(z.string().max(100)).min(1, '至少选一个算作“是”的回答').max(40),
  of: z.array(z.string().max(100)).min(1, '至少选一个有效回答').max(40),
})
export type SampleQuestion = z.infer<typeof SampleQuestion>

/** People in the frame, drawn from it, and reached; the last one is null where nobody counted. */
export const SampleFrame = z.object({
  eligible: z.number().int().min(0),
  invited: z.number().int().min(0),
  reached: z.number().int().min(0).nullable(),
})
export type SampleFrame = z.infer<typeof SampleFrame>

/**
 * What a state of an item or a call means for a rate of handling: in the numerator (and the denominator), in the denominator alone, asked
 * without an answer, not to be said yet, or out of the count for a reason.
 */
export const StatePart = z.enum(['counted', 'other', 'silent', 'pending', 'excluded'])
export type StatePart = z.infer<typeof StatePart>

/**
 * How a rate of handling (办理类指标) follows from rows: each row is one item or call in exactly one of `states`; `steps` are the funnel,
 * each by the states that got so far.
 */
export const HandlingMethod = z.object({
  rows: z.enum(['items', 'calls']),
  states: z.array(z.object({ code: z.string().regex(/^[a-z0-9-]+$/), name: z.string(), part: StatePart })).min(2),
  steps: z.array(z.object({ name: z.string(), states: z.array(z.string()) })).min(1),
})
export type HandlingMethod = z.infer<typeof HandlingMethod>

/**
 * A definition (口径) in full, as a certificate carries it and a method page prints it: from the rows and this alone the figure is
 * computed. `weights` and `design` say how rows stand for people: ratings and cases are counted in full (`none`, `census`).
 */
export const DefinitionInFull = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  name: z.string(),
  source: z.enum(['ratings', 'cases', 'survey', 'composite']),
  /** Which matters or items are in the denominator. */
  kinds: z.array(z.string()),
  channels: z.array(z.string()),
  /** The grades that count as satisfied; empty where the numerator is not a grade. */
  grades: z.array(z.number().int()),
  numerator: z.string().nullable(),
  denominator: z.string(),
  weights: z.enum(['none', 'design', 'calibrated']),
  design: z.enum(['census', 'sample']),
  method: z.string(),
  level: z.number(),
  minN: z.number().int(),
  target: z.number().nullable(),
  targetBasis: z.enum(['clause', 'tenant']),
  windowDays: z.number().int().nullable(),
  silence: OrderedSilence.nullable(),
  parts: z.array(CompositePart),
  /** How the figure follows from the answers of a sample; only of the sources `survey` and `composite`. */
  sample: z
    .object({
      frame: SampleFrame,
      design: SampleDesign,
      questions: z.array(SampleQuestion).min(1),
      /** Who asked (调查单位). */
      agency: z.string().optional(),
    })
    .nullish(),
  /** Which rows stand for what; only of rates of handling (source `cases`). */
  handling: HandlingMethod.nullish(),
})
export type DefinitionInFull = z.infer<typeof DefinitionInFull>

/** What differs from the version before, in words: `目标` `90%` `92%`. */
export const DefinitionChange = z.object({ field: z.string(), before: z.string(), after: z.string() })
export type DefinitionChange = z.infer<typeof DefinitionChange>

export const DefinitionVersion = z.object({
  definition: DefinitionInFull,
  setAt: Instant,
  /** Who set it; null for the catalogue's own first version, and for readers who are not staff. */
  setBy: z.object({ id: Id, name: z.string() }).nullable(),
  reason: z.string().nullable(),
  changes: z.array(DefinitionChange),
  inForce: z.boolean(),
})
export type DefinitionVersion = z.infer<typeof DefinitionVersion>

export const listDefinitionVersions = operation({
  name: 'indicators.versions',
  summary: '一个指标的口径历次版本：谁、什么时候、改了什么（从新到旧）',
  method: 'GET',
  path: '/indicators/:indicatorId/versions',
  access: 'anyone',
  input: z.object({ indicatorId: z.string().max(40) }),
  output: z.object({ versions: z.array(DefinitionVersion) }),
  problems: ['not-found'],
})
