import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Count } from '../contract.ts'
import { SampleDesign, SampleFrame, SampleQuestion } from '../definitions/contract.ts'
import { Audience, Certificate, previewFigure } from '../published/contract.ts'

/**
 * Answers of a survey that somebody conducted (调查数据), as rows without names: from them composites such as 知晓率, 首选率 and 满意率
 * are computed by the design of the sample, and published with a birth certificate like every figure.
 */

/** A column of the answers; its values with their counts, or null where there are too many to be answers. */
export const AnswerColumn = z.object({
  name: z.string(),
  filled: Count,
  values: z.array(z.object({ value: z.string(), count: Count })).nullable(),
})
export type AnswerColumn = z.infer<typeof AnswerColumn>

export const AnswerSet = z.object({
  id: Id,
  title: z.string(),
  /** Who asked (调查单位). */
  agency: z.string(),
  from: Day,
  to: Day,
  frame: SampleFrame,
  rows: Count,
  columns: z.array(AnswerColumn),
  sha256: z.string(),
  keptAt: Instant,
  keptBy: z.string(),
})
export type AnswerSet = z.infer<typeof AnswerSet>

const people = (word: string) => z.number(`请写${word}`).int('请写整数').min(0).max(1e9)

/** The largest file of answers, in characters of base64: about a hundred thousand interviews. */
const answersLimit = 8 * 1024 * 1024

export const keepAnswers = operation({
  name: 'answers.keep',
  summary: '存入一次调查的回答（CSV 或 XLSX，不含姓名电话），供计算指标',
  method: 'POST',
  path: '/answer-sets',
  access: 'figures.publish',
  maxBytes: answersLimit + 1024 * 1024,
  input: z.object({
    id: Id,
    title: z.string().trim().min(2, '请写调查名称').max(80, '名称最多 80 字'),
    agency: z.string().trim().min(2, '请写谁做的调查').max(80, '最多 80 字'),
    from: Day,
    to: Day,
    eligible: people('总体人数'),
    invited: people('抽中人数'),
    reached: people('接触到的人数').nullish(),
    contentBase64: z.base64('请选择文件').min(1, '请选择文件').max(answersLimit, '文件太大，最多 6 MB'),
  }),
  output: AnswerSet,
  problems: ['input-invalid', 'import-unreadable', 'not-found', 'id-reused'],
})

export const listPromises = operation({
  name: 'answers.promises',
  summary: '各地方案里要靠调查得出的指标，带原文',
  method: 'GET',
  path: '/answer-sets/promises',
  access: 'figures.publish',
  input: z.object({}),
  output: z.object({
    promises: z.array(z.object({ id: z.string(), name: z.string(), document: z.string(), clause: z.string() })),
  }),
  problems: [],
})

export const listAnswers = operation({
  name: 'answers.list',
  summary: '存入的调查数据（从新到旧）',
  method: 'GET',
  path: '/answer-sets',
  access: 'figures.publish',
  input: z.object(Paging),
  output: pageOf(AnswerSet.omit({ columns: true })),
  problems: [],
})

export const readAnswers = operation({
  name: 'answers.read',
  summary: '一次调查的数据：有哪些列、每列有哪些回答各多少',
  method: 'GET',
  path: '/answer-sets/:setId',
  access: 'figures.publish',
  input: z.object({ setId: Id }),
  output: AnswerSet,
  problems: ['not-found'],
})

/** How a figure is to be computed: for which promise of a plan, by which design, from which questions with which weights. */
export const SampleFigure = z.object({
  setId: Id,
  /** The indicator of the catalogue that the figure answers; its clause stands on the certificate. */
  promiseId: z.string().regex(/^IND-\d{3}-\d{2}$/),
  /** For whom: everybody gets sums of the whole sample in place of the answers, and not where these would tell of a few. */
  audience: Audience.default('office'),
  name: z.string().trim().min(2, '请写指标名称').max(60, '名称最多 60 字'),
  design: SampleDesign,
  parts: z
    .array(SampleQuestion.extend({ weight: z.number().gt(0).max(1) }))
    .min(1, '至少要有一个部分')
    .max(6, '最多六个部分'),
  /** Of several parts: with their covariance, or so that the interval holds whatever the parts have to do with each other. */
  combine: z.enum(['delta', 'conservative']).default('delta'),
  method: z.enum(['xlogit', 'logit', 'beta', 'mean', 'asin', 'survey-wilson']).default('xlogit'),
  level: z.number().min(0.8).max(0.999).default(0.95),
  minN: z.number().int().min(5).max(10_000).default(30),
  target: z.number().gt(0).lt(1).nullable().default(null),
})
export type SampleFigure = z.infer<typeof SampleFigure>

/** Answers `figures.preview` shapes; writes nothing. A POST because its questions do not fit into an address. */
export const previewAnswers = operation({
  name: 'answers.preview',
  summary: '由调查数据算出指标，发布前预览，不写入',
  method: 'POST',
  path: '/answer-sets/:setId/preview',
  access: 'figures.publish',
  input: SampleFigure,
  output: previewFigure.output,
  problems: ['not-found', 'input-invalid', 'figure-not-publishable'],
})

export const publishAnswers = operation({
  name: 'answers.publish',
  summary: '发布由调查数据算出的指标：署名、冻结、附出生证明；可以更正先前的一个',
  method: 'POST',
  path: '/answer-sets/:setId/figures',
  access: 'figures.publish',
  input: SampleFigure.extend({
    id: Id,
    sha256: z.string().regex(/^[0-9a-f]{64}$/, '请先预览再发布'),
    note: z.string().trim().max(500, '说明最多 500 字').default(''),
    corrects: z
      .object({ figureId: Id, reason: z.string().trim().min(4, '请写明原因').max(500, '原因最多 500 字') })
      .nullish(),
  }),
  output: Certificate,
  problems: [
    'not-found',
    'input-invalid',
    'figure-not-publishable',
    'preview-outdated',
    'step-not-allowed',
    'id-reused',
  ],
})
