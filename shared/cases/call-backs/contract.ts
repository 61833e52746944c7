import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { CaseChannel, CaseKind, IdentityLevel, UnitOutcome } from '../contract.ts'

/** How a call ended: 有效回访, 未接通, 拒答, 剔除. Only the first counts towards the rates; the others are columns of their own. */
export const outcomes = ['answered', 'not-reached', 'declined', 'excluded'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

/** Why an item drops out of the call-backs: 号码不对, 不是本人, 已走别的途径, 重复抽到. */
export const exclusions = ['wrong-number', 'not-the-person', 'other-path', 'repeated'] as const
export const Exclusion = z.enum(exclusions)
export type Exclusion = z.infer<typeof Exclusion>

/** 单位 24 小时内联系您了吗: in the caller's word; who does not remember is not in this rate. */
export const Responded = z.enum(['yes', 'no', 'unknown'])
export type Responded = z.infer<typeof Responded>

/** 解决了没有. */
export const Solved = z.enum(['solved', 'partly', 'not-solved'])
export type Solved = z.infer<typeof Solved>

/** How often somebody is tried before 未接通 counts. */
export const mostTries = 3

export const callBackViews = ['mine', 'open', 'done'] as const

/** One item of a drawing as whoever calls sees it. The number to call is opened separately, with a reason. */
export const CallBack = z.object({
  id: Id,
  version: z.number().int(),
  caseId: Id,
  number: z.string(),
  kind: CaseKind,
  title: z.string(),
  identity: IdentityLevel,
  areaName: z.string().nullable(),
  unitName: z.string(),
  unitOutcome: UnitOutcome.nullable(),
  replyWords: z.string().nullable(),
  endedDay: Day.nullable(),
  period: z.object({ from: Day, to: Day }),
  callerName: z.string().nullable(),
  mine: z.boolean(),
  tries: z.number().int(),
  triedAt: Instant.nullable(),
  outcome: Outcome.nullable(),
  exclusion: Exclusion.nullable(),
  responded: Responded.nullable(),
  solved: Solved.nullable(),
  grade: z.number().int().nullable(),
  words: z.string().nullable(),
  reopened: z.boolean(),
  mayReopen: z.boolean(),
  doneAt: Instant.nullable(),
})
export type CallBack = z.infer<typeof CallBack>

export const listCallBacks = operation({
  name: 'callBacks.list',
  summary: '抽中的回访：分给我的、还没人打的、已打完的',
  method: 'GET',
  path: '/office/call-backs',
  access: 'cases.call-back',
  input: z.object({ ...Paging, view: z.enum(callBackViews).default('mine') }),
  output: pageOf(CallBack).extend({
    counts: z.object({ mine: z.number().int(), open: z.number().int(), done: z.number().int() }),
  }),
  problems: ['input-invalid'],
})

export const takeCallBack = operation({
  name: 'callBacks.take',
  summary: '由我来回访；办理单位的人不能回访自己的件',
  method: 'POST',
  path: '/office/call-backs/:callBackId/caller',
  access: 'cases.call-back',
  input: z.object({ id: Id, callBackId: Id, version: z.number().int().min(1) }),
  output: CallBack,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const openPhone = operation({
  name: 'callBacks.open-phone',
  summary: '查看要拨打的电话：写明理由，留痕并告知本人；只看电话，不看姓名',
  method: 'POST',
  path: '/office/call-backs/:callBackId/phone',
  access: 'cases.call-back',
  input: z.object({
    id: Id,
    callBackId: Id,
    reason: z.string().trim().min(4, '请写明理由，至少 4 个字').max(200, '最多 200 字'),
  }),
  output: z.object({ phone: z.string() }),
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const recordCallBack = operation({
  name: 'callBacks.record',
  summary: '登记回访结果：三问，或未接通、拒答、剔除；诉求人要求的，可退回重办一次',
  method: 'POST',
  path: '/office/call-backs/:callBackId/outcome',
  access: 'cases.call-back',
  input: z.object({
    id: Id,
    callBackId: Id,
    version: z.number().int().min(1),
    outcome: Outcome,
    responded: Responded.optional(),
    solved: Solved.optional(),
    grade: z.number().int().min(1).max(5).optional(),
    exclusion: Exclusion.optional(),
    words: z.string().trim().max(500, '最多 500 字').default(''),
    reopen: z.boolean().default(false),
  }),
  output: CallBack,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

/** A share of what ended; 1 is every item (件件回访), 0 none. */
const Share = z.number().min(0, '比例在 0 和 100% 之间').max(1, '比例在 0 和 100% 之间')

/** How a tenant draws: how often, which share of what ended, by channel where one has its own, and the least and most of a period. */
export const LotRule = z.object({
  every: z.enum(['day', 'week']),
  share: Share,
  least: z.number().int().min(1).max(100_000),
  most: z.number().int().min(1).max(100_000),
  shares: z.partialRecord(CaseChannel, Share).default({ hotline: 1 }),
})
export type LotRule = z.infer<typeof LotRule>

/** Channels with the same share are drawn from together; `population` items of a drawing in a row are one stratum's. */
export const Stratum = z.object({
  share: z.number(),
  channels: z.array(CaseChannel),
  population: z.number().int(),
  sampleSize: z.number().int(),
})
export type Stratum = z.infer<typeof Stratum>

/** A drawing with everything that the lot is recomputed from, and how far its calls have come. */
export const CallBackDraw = z.object({
  id: Id,
  period: z.object({ from: Day, to: Day }),
  drawnAt: Instant,
  seed: z.string(),
  ended: z.number().int(),
  withoutPhone: z.number().int(),
  sealed: z.number().int(),
  population: z.number().int(),
  populationHash: z.string(),
  sampleSize: z.number().int(),
  strata: z.array(Stratum),
  outcomes: z.record(Outcome, z.number().int()),
  waiting: z.number().int(),
})
export type CallBackDraw = z.infer<typeof CallBackDraw>

/** How the lot is drawn as it is set now; version 0 where the tenant has set nothing. */
export const LotSetting = z.object({ rule: LotRule, version: z.number().int(), source: z.string() })
export type LotSetting = z.infer<typeof LotSetting>

export const readLotRule = operation({
  name: 'callBacks.rule',
  summary: '回访比例：各来源渠道办结后回访多少',
  method: 'GET',
  path: '/call-back-rule',
  access: 'staff',
  input: z.object({}),
  output: LotSetting,
  problems: [],
})

export const defineLotRule = operation({
  name: 'callBacks.define-rule',
  summary: '修改回访比例，写明依据；从下一次抽样起用',
  method: 'POST',
  path: '/call-back-rule',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    version: z.number().int().min(0),
    rule: LotRule,
    source: z.string().trim().min(4, '请写明依据').max(300, '依据最多 300 字'),
  }),
  output: LotSetting,
  problems: ['version-conflict', 'id-reused', 'input-invalid'],
})

export const listDraws = operation({
  name: 'callBacks.draws',
  summary: '历次回访抽样：总体、样本量、随机种子和进度',
  method: 'GET',
  path: '/office/call-back-draws',
  access: 'cases.call-back',
  input: z.object(Paging),
  output: pageOf(CallBackDraw),
  problems: ['input-invalid'],
})

export const verifyDraw = operation({
  name: 'callBacks.verify-draw',
  summary: '按记录的种子和总体重算一次抽样，核对抽中的件',
  method: 'GET',
  path: '/office/call-back-draws/:drawId/verification',
  access: 'cases.call-back',
  input: z.object({ drawId: Id }),
  output: z.object({ matches: z.boolean(), populationHash: z.string(), sample: z.number().int() }),
  problems: ['not-found'],
})
