import { z } from 'zod'
import { ClockName, ClockReading } from '../clocks/contract.ts'
import { Id } from '../platform/identity.ts'
import { Day, Instant } from '../platform/time.ts'

/** What a 民意件 is: 投诉, 举报, 咨询, 意见建议, 求助, 表扬. */
export const caseKinds = ['complaint', 'report', 'enquiry', 'opinion', 'help', 'praise'] as const
export const CaseKind = z.enum(caseKinds)
export type CaseKind = z.infer<typeof CaseKind>

/**
 * The entry it came in by: the general one, 办不成事 and 依申请公开 (which have clocks of their own), 营商环境, or an opinion on a draft
 * law (立法民意).
 */
export const caseEntries = ['general', 'stuck', 'business', 'legislative', 'disclosure'] as const
export const CaseEntry = z.enum(caseEntries)
export type CaseEntry = z.infer<typeof CaseEntry>

/** Where it came from (来源渠道, S11). */
export const CaseChannel = z.enum(['mini-app', 'web', 'point', 'grid', 'wechat-group', 'legislative-point', 'hotline'])
export type CaseChannel = z.infer<typeof CaseChannel>

/** Who collects opinions for others (采集员, S12): 村居法律顾问, 基层法律服务工作者, 人民调解员, 网格员, “法律明白人”. */
export const collectorKinds = ['legal-adviser', 'legal-worker', 'mediator', 'grid-worker', 'law-savvy'] as const
export const CollectorKind = z.enum(collectorKinds)
export type CollectorKind = z.infer<typeof CollectorKind>

/** What was wrong with the enforcement (S17): 不规范, 不文明, 不作为, 乱作为. */
export const conducts = ['irregular', 'uncivil', 'inaction', 'abuse'] as const
export const Conduct = z.enum(conducts)
export type Conduct = z.infer<typeof Conduct>

/** The finer class that staff assign (S19): 逐利执法, 不规范执法, 简单僵化, 执法粗暴, 执法“寻租”. */
export const FineConduct = z.enum(['profit-seeking', 'irregular', 'rigid', 'rough', 'rent-seeking'])
export type FineConduct = z.infer<typeof FineConduct>

/** Who may know the complainant, from open to strict: 公开, 仅监督机构可见, 封存. */
export const identityLevels = ['public', 'supervisor', 'sealed'] as const
export const IdentityLevel = z.enum(identityLevels)
export type IdentityLevel = z.infer<typeof IdentityLevel>

/** Where an item stands: `merged` follows its lead, without a clock of its own. The last three are ends; `closed` can be reopened once. */
export const caseStates = [
  'received',
  'accepted',
  'handling',
  'returned',
  'replied',
  'call-back',
  'merged',
  'closed',
  'refused',
  'withdrawn',
] as const
export const CaseState = z.enum(caseStates)
export type CaseState = z.infer<typeof CaseState>

/** What the unit says (单位怎么说). */
export const UnitOutcome = z.enum(['done', 'no-legal-basis', 'not-responsible', 'other-path'])
export type UnitOutcome = z.infer<typeof UnitOutcome>

/** What the resident says (诉求人怎么说). `no-answer` is 未表态: silence is not an answer and never counts as solved. */
export const Verdict = z.enum(['solved', 'partly', 'not-solved', 'no-answer'])
export type Verdict = z.infer<typeof Verdict>

/** Why an item ended. */
export const EndReason = z.enum([
  'done',
  'no-legal-basis',
  'not-responsible',
  'other-path',
  'duplicate',
  'refused',
  'withdrawn',
])
export type EndReason = z.infer<typeof EndReason>

/** Where else to go when an item is not for this office. */
export const otherPaths = [
  'reconsideration',
  'litigation',
  'arbitration',
  'discipline',
  'petition',
  'hotline',
  'other-unit',
] as const
export const OtherPath = z.enum(otherPaths)
export type OtherPath = z.infer<typeof OtherPath>

/** The five tiers of handling (层级, S23): 网格 → 村居 → 乡镇街道 → 区 → 市. */
export const tiers = ['grid', 'village', 'township', 'district', 'city'] as const
export const Tier = z.enum(tiers)
export type Tier = z.infer<typeof Tier>

/** The legal path that an item belongs on (法定途径, S25): 信访 is handled here by its own clocks, the others are elsewhere. */
export const legalPaths = ['petition', 'reconsideration', 'litigation', 'arbitration', 'discipline'] as const
export const LegalPath = z.enum(legalPaths)
export type LegalPath = z.infer<typeof LegalPath>

export const dayParts = ['morning', 'afternoon', 'evening'] as const
export const DayPart = z.enum(dayParts)
export type DayPart = z.infer<typeof DayPart>

/** When it happened, as people remember it. */
export const Happened = z.object({ day: Day, part: DayPart.nullish() })
export type Happened = z.infer<typeof Happened>

/** Unit and resident, side by side and never merged. */
export const UnitSays = z.object({
  outcome: UnitOutcome,
  at: Instant,
  unitName: z.string(),
  words: z.string(),
})
export type UnitSays = z.infer<typeof UnitSays>

export const ResidentSays = z.object({
  verdict: Verdict,
  grade: z.number().int().min(1).max(5).nullable(),
  at: Instant,
  words: z.string().nullable(),
})
export type ResidentSays = z.infer<typeof ResidentSays>

/** One line of a list. */
export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  kind: CaseKind,
  entry: CaseEntry,
  channel: CaseChannel,
  title: z.string(),
  conduct: Conduct.nullable(),
  fineConduct: FineConduct.nullable(),
  identity: IdentityLevel,
  state: CaseState,
  round: z.number().int(),
  version: z.number().int(),
  areaName: z.string().nullable(),
  accusedUnitName: z.string().nullable(),
  unitName: z.string().nullable(),
  assisted: z.boolean(),
  receivedAt: Instant,
  clock: ClockReading.nullable(),
  pausedUntil: Day.nullable(),
  tier: Tier.nullable(),
  legalPath: LegalPath.nullable(),
  unitOutcome: UnitOutcome.nullable(),
  verdict: Verdict.nullable(),
})
export type CaseRow = z.infer<typeof CaseRow>

/** What whoever submitted keeps: with number and secret the item can be followed without signing in. */
export const CaseReceipt = z.object({
  id: Id,
  number: z.string(),
  secret: z.string(),
  kind: CaseKind,
  title: z.string(),
  identity: IdentityLevel,
  receivedAt: Instant,
  clock: ClockReading,
})
export type CaseReceipt = z.infer<typeof CaseReceipt>

/** One line of the story (经过). Internal ones are never shown to the resident. */
export const TimelineEntry = z.object({
  at: Instant,
  action: z.string(),
  actor: z.enum(['resident', 'staff', 'system']),
  staffName: z.string().nullable(),
  unitName: z.string().nullable(),
  targetUnitName: z.string().nullable(),
  words: z.string().nullable(),
  internal: z.boolean(),
  round: z.number().int(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** A clock that ran or runs on the item. */
export const ArmedClock = z.object({
  clock: ClockName,
  round: z.number().int(),
  startedAt: Instant,
  dueAt: Instant,
  dueDay: Day,
  provisional: z.boolean(),
  stoppedAt: Instant.nullable(),
  late: z.boolean(),
})
export type ArmedClock = z.infer<typeof ArmedClock>

/** The text that people write, and how long it may be. */
export const textLimit = 1000
export const photoLimit = 9
