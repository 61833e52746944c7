import { z } from 'zod'
import { FileProof, FileView } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'
import {
  CaseEntry,
  CaseReceipt,
  CaseRow,
  Conduct,
  caseKinds,
  EndReason,
  Happened,
  IdentityLevel,
  OtherPath,
  photoLimit,
  ResidentSays,
  textLimit,
  UnitSays,
} from '../contract.ts'
import { LegislativeOpinion } from '../legislation/contract.ts'
import { Petition } from '../petitions/contract.ts'

/** A mainland mobile or fixed number, as people type it. */
export const Phone = z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填 11 位手机号，或带区号的座机号')

/** How the office may reach the resident; leaving it empty never stops the item. */
export const Contact = z.object({
  name: z.string().trim().max(30, '称呼最多 30 字').optional(),
  phone: Phone.optional(),
})
export type Contact = z.infer<typeof Contact>

const Words = z.string().trim().min(1, '请写几个字').max(500, '最多 500 字')
const Photos = z.array(FileProof).max(photoLimit, `照片最多 ${photoLimit} 张`)

/** What a resident writes down. A complaint names the unit and what was wrong, a report may; the other kinds accuse nobody. */
export const CaseDraft = z.object({
  id: Id,
  kind: z.enum(caseKinds),
  entry: CaseEntry.default('general'),
  identity: IdentityLevel,
  text: z.string().trim().min(5, '请写明发生了什么事，至少 5 个字').max(textLimit, `最多 ${textLimit} 字`),
  title: z.string().trim().max(40, '标题最多 40 字').optional(),
  conduct: Conduct.optional(),
  accusedUnitId: Id.optional(),
  accusedOfficerId: Id.optional(),
  areaId: Id.optional(),
  place: z.string().trim().max(80, '地点最多 80 字').optional(),
  position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  happened: Happened.optional(),
  photos: Photos.default([]),
  contact: Contact.default({}),
  /** Agrees to be asked about retaliation after the end. */
  checkIns: z.boolean().optional(),
  /** The draft law that an opinion is about, and which article of it. */
  draftId: Id.optional(),
  article: z.string().trim().max(40, '最多 40 字').optional(),
  /** The reference of an offer that was taken (一并关注). */
  alike: z.string().max(300).optional(),
})
export type CaseDraft = z.infer<typeof CaseDraft>

/** One knot of the progress line: what is done, what runs now, what comes, each with its date, deadline and office. */
export const ProgressStep = z.object({
  step: z.enum(['received', 'accept', 'handle', 'reply', 'verdict']),
  round: z.number().int(),
  status: z.enum(['done', 'now', 'later', 'skipped']),
  at: Instant.nullable(),
  until: Instant.nullable(),
  dueDay: Day.nullable(),
  late: z.boolean(),
  provisional: z.boolean(),
  who: z.string().nullable(),
})
export type ProgressStep = z.infer<typeof ProgressStep>

/** Something the resident or the office told the other while the item was open. */
export const Told = z.object({
  at: Instant,
  from: z.enum(['resident', 'office']),
  action: z.string(),
  who: z.string().nullable(),
  words: z.string(),
})
export type Told = z.infer<typeof Told>

/**
 * The legal path of an item, for its resident: the place's own office and telephone, and until which day it may be taken, counted
 * from the day it happened; null where the path knows no end.
 */
export const PathShown = z.object({
  path: OtherPath,
  title: z.string(),
  what: z.string(),
  where: z.string(),
  by: z.string(),
  office: z.string(),
  address: z.string(),
  phone: z.string(),
  hours: z.string(),
  untilDay: Day.nullable(),
  over: z.boolean(),
})
export type PathShown = z.infer<typeof PathShown>

/** The resident's own view of an item (诉求进度). `may` lists what can be done now. */
export const CaseProgress = CaseRow.extend({
  text: z.string(),
  place: z.string().nullable(),
  happened: Happened.nullable(),
  accusedOfficerName: z.string().nullable(),
  photos: z.array(FileView),
  steps: z.array(ProgressStep),
  told: z.array(Told),
  unitSays: UnitSays.nullable(),
  residentSays: ResidentSays.nullable(),
  endReason: EndReason.nullable(),
  otherPath: OtherPath.nullable(),
  endWords: z.string().nullable(),
  path: PathShown.nullable(),
  /** 复查 and 复核; null where the item is not on the path of 信访 or not answered yet. */
  petition: Petition.nullable(),
  /** What became of an opinion on a draft law. */
  opinion: LegislativeOpinion.nullable(),
  /** Whether the resident is asked about retaliation after the end; null where nobody is accused. */
  checkIns: z.boolean().nullable(),
  verdictUntilDay: Day.nullable(),
  reopenUntilDay: Day.nullable(),
  openings: z.number().int(),
  contactLeft: z.boolean(),
  may: z.array(z.enum(['add', 'withdraw', 'verdict', 'reopen', 'tighten'])),
})
export type CaseProgress = z.infer<typeof CaseProgress>

/** Whose item it is: a signed-in resident needs nothing more, anyone else the receipt's secret. */
const own = { caseId: Id, secret: z.string().max(40).optional() }

export const submitCase = operation({
  name: 'cases.submit',
  summary: '提交投诉、举报、咨询、意见建议、求助或表扬，取得回执',
  method: 'POST',
  path: '/cases',
  access: 'anyone',
  input: CaseDraft.extend({
    channel: z.enum(['mini-app', 'web']).default('mini-app'),
    code: z.string().max(32).optional(),
  }),
  output: CaseReceipt,
  problems: ['input-invalid', 'id-reused', 'too-many-requests', 'code-revoked'],
})

export const listMyCases = operation({
  name: 'cases.mine',
  summary: '我的诉求',
  method: 'GET',
  path: '/my/cases',
  access: 'resident',
  input: z.object({}),
  output: z.object({ rows: z.array(CaseRow.extend({ waiting: z.boolean() })) }),
  problems: [],
})

export const readProgress = operation({
  name: 'cases.progress',
  summary: '我的一件诉求的进度',
  method: 'GET',
  path: '/my/cases/:caseId',
  access: 'resident',
  input: z.object({ caseId: Id }),
  output: CaseProgress,
  problems: ['not-found'],
})

export const readReceipt = operation({
  name: 'cases.receipt',
  summary: '凭回执编号和查询码看进度，不用登录',
  method: 'POST',
  path: '/case-receipts',
  access: 'anyone',
  input: z.object({
    number: z.string().trim().min(6, '请填回执上的编号').max(24),
    secret: z.string().trim().min(6, '请填回执上的查询码').max(40),
  }),
  output: CaseProgress,
  problems: ['receipt-invalid', 'too-many-requests'],
})

export const addToCase = operation({
  name: 'cases.add',
  summary: '补充说明或照片',
  method: 'POST',
  path: '/cases/:caseId/additions',
  access: 'anyone',
  input: z.object({
    id: Id,
    ...own,
    words: z.string().trim().max(500, '最多 500 字').default(''),
    photos: Photos.default([]),
  }),
  output: CaseProgress,
  problems: ['not-found', 'input-invalid', 'step-not-allowed', 'id-reused'],
})

export const withdrawCase = operation({
  name: 'cases.withdraw',
  summary: '撤回诉求',
  method: 'POST',
  path: '/cases/:caseId/withdrawal',
  access: 'anyone',
  input: z.object({
    id: Id,
    ...own,
    words: z.string().trim().max(500, '最多 500 字').default(''),
  }),
  output: CaseProgress,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const giveVerdict = operation({
  name: 'cases.verdict',
  summary: '评价答复：解决了没有，满意不满意',
  method: 'POST',
  path: '/cases/:caseId/verdict',
  access: 'anyone',
  input: z.object({
    id: Id,
    ...own,
    verdict: z.enum(['solved', 'partly', 'not-solved']),
    grade: z.number().int().min(1).max(5).optional(),
    words: z.string().trim().max(500, '最多 500 字').default(''),
    checkIns: z.boolean().optional(),
  }),
  output: CaseProgress,
  problems: ['not-found', 'verdict-given', 'step-not-allowed', 'id-reused'],
})

export const reopenCase = operation({
  name: 'cases.reopen',
  summary: '对结果不认可，申请重办一次',
  method: 'POST',
  path: '/cases/:caseId/reopening',
  access: 'anyone',
  input: z.object({ id: Id, ...own, words: Words }),
  output: CaseProgress,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const tightenIdentity = operation({
  name: 'cases.tighten',
  summary: '把“谁可以知道我是谁”改成更严的一种',
  method: 'POST',
  path: '/cases/:caseId/identity-level',
  access: 'anyone',
  input: z.object({ id: Id, ...own, identity: IdentityLevel }),
  output: CaseProgress,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

/** Who opened the resident's sealed values, when and why (谁看过我的信息). */
export const Opening = z.object({
  at: Instant,
  unitName: z.string().nullable(),
  role: z.string().nullable(),
  staffName: z.string(),
  fields: z.array(z.enum(['name', 'phone', 'position'])),
  reason: z.string(),
})
export type Opening = z.infer<typeof Opening>

/** Which office had the item open (谁看过): by day, office and role; how many persons, and no name. */
export const Look = z.object({
  day: Day,
  how: z.enum(['item', 'told', 'export']),
  unitName: z.string().nullable(),
  role: z.string().nullable(),
  people: z.number().int(),
  times: z.number().int(),
  lastAt: Instant,
})
export type Look = z.infer<typeof Look>

export const listOpenings = operation({
  name: 'cases.openings',
  summary: '谁看过我的信息',
  method: 'POST',
  path: '/cases/:caseId/openings',
  access: 'anyone',
  input: z.object(own),
  output: z.object({ rows: z.array(Opening), looks: z.array(Look) }),
  problems: ['not-found'],
})

/** One of the resident's items as the list shows it. */
export type MyCase = z.infer<typeof listMyCases.output>['rows'][number]
export type ProgressAct = CaseProgress['may'][number]
