import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { CaseChannel, CaseState } from '../contract.ts'

/** Whether an opinion on a draft says something that its makers have to weigh (评估). */
export const Assessment = z.enum(['weighed', 'out-of-scope'])
export type Assessment = z.infer<typeof Assessment>

/** What became of an opinion on a draft (反馈): 采纳, 部分采纳, 未采纳. */
export const adoptions = ['adopted', 'partly', 'not-adopted'] as const
export const Adoption = z.enum(adoptions)
export type Adoption = z.infer<typeof Adoption>

/** A draft law or rule on which opinions are gathered (征求意见的草案). */
export const LawDraft = z.object({
  id: Id,
  title: z.string(),
  address: z.string().nullable(),
  unitName: z.string(),
  openFrom: Day,
  openUntil: Day,
  open: z.boolean(),
  opinions: z.number().int(),
  adopted: z.number().int(),
})
export type LawDraft = z.infer<typeof LawDraft>

export const opinionStages = ['collected', 'assessed', 'decided'] as const
export const OpinionStage = z.enum(opinionStages)
export type OpinionStage = z.infer<typeof OpinionStage>

/** An opinion on a draft as far as it has come: 诉求收集 → 评估 → 处理 → 反馈. */
export const LegislativeOpinion = z.object({
  draftId: Id,
  draftTitle: z.string(),
  draftAddress: z.string().nullable(),
  article: z.string().nullable(),
  stage: OpinionStage,
  assessedAt: Instant.nullable(),
  assessment: Assessment.nullable(),
  decidedAt: Instant.nullable(),
  adoption: Adoption.nullable(),
  words: z.string().nullable(),
})
export type LegislativeOpinion = z.infer<typeof LegislativeOpinion>

/** An opinion as the desk weighs it: its item's words beside how far it has come. `version` is the item's. */
export const OpinionRow = LegislativeOpinion.extend({
  caseId: Id,
  version: z.number().int(),
  number: z.string(),
  text: z.string(),
  channel: CaseChannel,
  state: CaseState,
  receivedAt: Instant,
  mayDecide: z.boolean(),
})
export type OpinionRow = z.infer<typeof OpinionRow>

/** How many opinions one article has, and how many of them still wait for an assessment or an answer. */
export const ArticleCount = z.object({
  article: z.string().nullable(),
  opinions: z.number().int(),
  waiting: z.number().int(),
})
export type ArticleCount = z.infer<typeof ArticleCount>

const step = { id: Id, caseId: Id, version: z.number().int().min(1) }

export const listLawDrafts = operation({
  name: 'legislation.drafts',
  summary: '征求意见的立法草案，和各自收到、采纳了多少意见',
  method: 'GET',
  path: '/law-drafts',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ rows: z.array(LawDraft) }),
  problems: [],
})

export const addLawDraft = operation({
  name: 'legislation.add-draft',
  summary: '登记一份征求意见的草案',
  method: 'POST',
  path: '/office/law-drafts',
  access: 'cases.dispatch',
  input: z.object({
    id: Id,
    title: z.string().trim().min(4, '请写草案的名称').max(120, '最多 120 字'),
    address: z
      .url({ protocol: /^https?$/, message: '网址要以 http 开头' })
      .max(500)
      .nullable()
      .default(null),
    unitId: Id,
    openFrom: Day,
    openUntil: Day,
  }),
  output: LawDraft,
  problems: ['input-invalid', 'id-reused'],
})

/** `article` of '' asks for the opinions that name none. */
export const listOpinions = operation({
  name: 'legislation.opinions',
  summary: '一份草案收到的意见，可按条文和阶段看，先收到的在前；附各条文的件数',
  method: 'GET',
  path: '/office/law-drafts/:draftId/opinions',
  access: 'cases.read',
  input: z.object({
    draftId: Id,
    article: z.string().trim().max(40).optional(),
    stage: OpinionStage.optional(),
    ...Paging,
  }),
  output: pageOf(OpinionRow).extend({ articles: z.array(ArticleCount) }),
  problems: ['not-found', 'input-invalid'],
})

export const readOpinion = operation({
  name: 'legislation.opinion',
  summary: '一件立法意见走到了哪一步',
  method: 'GET',
  path: '/office/cases/:caseId/opinion',
  access: 'cases.read',
  input: z.object({ caseId: Id }),
  output: LegislativeOpinion,
  problems: ['not-found'],
})

export const assessOpinion = operation({
  name: 'legislation.assess',
  summary: '评估一件立法意见',
  method: 'POST',
  path: '/office/cases/:caseId/assessment',
  access: 'cases.dispatch',
  input: z.object({ ...step, assessment: Assessment }),
  output: LegislativeOpinion,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const decideOpinion = operation({
  name: 'legislation.decide',
  summary: '说明一件立法意见采纳没有、为什么，提意见的人看得到',
  method: 'POST',
  path: '/office/cases/:caseId/adoption',
  access: 'cases.dispatch',
  input: z.object({
    ...step,
    adoption: Adoption,
    words: z.string().trim().min(5, '请写明理由').max(500, '最多 500 字'),
  }),
  output: LegislativeOpinion,
  problems: ['input-invalid', 'not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})
