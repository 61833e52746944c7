import { z } from 'zod'
import { FileProof, FileView } from '../files/contract.ts'
import { Phone } from '../identity/contract.ts'
import { MatterKind } from '../matters/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Day, Instant } from '../platform/time.ts'
import { OwnExclusion } from './exclusions/appeals/contract.ts'

/** 非常满意 5, 满意 4, 基本满意 3, 不满意 2, 非常不满意 1; the last two are poor (差评). */
export const Grade = z.literal([5, 4, 3, 2, 1], '请选一个评价等级')
export type Grade = z.infer<typeof Grade>

/** How a rating came: link sent to the party, shown at the counter, given on somebody's behalf, or a standing code. */
export const ratingChannels = ['link', 'counter', 'assisted', 'standing'] as const
export const RatingChannel = z.enum(ratingChannels)
export type RatingChannel = z.infer<typeof RatingChannel>

export const ratingReasons = [
  'no-certificate',
  'no-legal-basis',
  'attitude',
  'unfair',
  'slow',
  'repeat-visits',
  'not-settled',
  'other',
] as const
export const RatingReason = z.enum(ratingReasons)
export type RatingReason = z.infer<typeof RatingReason>

const Secret = z.string().min(1, '缺少回执密钥').max(64)
const Claim = z.string().trim().min(1, '请填写评价码').max(64)

/** What a rating is about. Of the officer only the certificate number is told. */
export const RatedMatter = z.object({
  kind: MatterKind,
  unit: z.object({ id: Id, name: z.string(), shortName: z.string() }),
  officerNumber: z.string().nullable(),
  title: z.string(),
  caseNumber: z.string().nullable(),
  closedDay: Day,
})
export type RatedMatter = z.infer<typeof RatedMatter>

/** What a claim is for. It never says whether it was used: the staff who showed it must not learn that. */
export const ClaimView = z.object({
  matter: RatedMatter,
  expiresAt: Instant,
  state: z.enum(['open', 'expired', 'own-matter']),
  canAssist: z.boolean(),
})
export type ClaimView = z.infer<typeof ClaimView>

/** Proof of a rating, changeable until 24:00 of `lastChangeDay`: the number is for people, the secret lets its holder change it. A repeat gets the equal receipt. */
export const Receipt = z.object({
  id: Id,
  number: z.string(),
  secret: z.string(),
  grade: Grade,
  channel: RatingChannel,
  givenAt: Instant,
  changeableUntil: Instant,
  lastChangeDay: Day,
})
export type Receipt = z.infer<typeof Receipt>

/** One step that follows from a poor grade, with who takes it and by when. */
export const ReceiptStep = z.object({
  step: z.enum(['call-back', 'answer', 're-rate']),
  office: z.string(),
  dueDay: Day.nullable(),
  provisional: z.boolean(),
  doneDay: Day.nullable(),
  note: z.string().nullable(),
})
export type ReceiptStep = z.infer<typeof ReceiptStep>

/** The rating as its author sees it. */
export const ReceiptView = z.object({
  id: Id,
  number: z.string(),
  grade: Grade,
  channel: RatingChannel,
  givenAt: Instant,
  changeableUntil: Instant,
  lastChangeDay: Day,
  changeable: z.boolean(),
  state: z.enum(['counted', 'excluded', 'anonymised', 'shown']),
  matter: RatedMatter.nullable(),
  target: z
    .object({
      kind: z.enum(['unit', 'officer', 'collection-point']),
      name: z.string(),
    })
    .nullable(),
  reasons: z.array(RatingReason),
  words: z.string(),
  photos: z.array(FileView),
  phoneLeft: z.boolean(),
  mayTellUnit: z.boolean(),
  steps: z.array(ReceiptStep),
  canReRate: z.boolean(),
  reRating: z.object({ grade: Grade, at: Instant }).nullable(),
  /** The newest exclusion that was decided, also one that was taken back. */
  exclusion: OwnExclusion.nullable(),
})
export type ReceiptView = z.infer<typeof ReceiptView>

/** A claim that waits for the signed-in resident, found by the telephone of the party. */
export const WaitingClaim = z.object({
  token: z.string(),
  matter: RatedMatter,
  expiresAt: Instant,
})
export type WaitingClaim = z.infer<typeof WaitingClaim>

export const readClaim = operation({
  name: 'ratings.readClaim',
  summary: '看评价码对应的是哪件事（不说是否已经评过）',
  method: 'POST',
  path: '/claims/read',
  access: 'anyone',
  input: z.object({ claim: Claim }),
  output: ClaimView,
  problems: ['claim-invalid', 'too-many-requests'],
})

export const listWaitingClaims = operation({
  name: 'ratings.listWaiting',
  summary: '等我评价的事项（按当事人手机号找到）',
  method: 'GET',
  path: '/claims/waiting',
  access: 'resident',
  input: z.object({}),
  output: z.object({ rows: z.array(WaitingClaim) }),
  problems: [],
})

export const submitRating = operation({
  name: 'ratings.submit',
  summary: '凭评价码评价一件事，一事一评',
  method: 'POST',
  path: '/ratings',
  access: 'anyone',
  input: z.object({
    id: Id,
    claim: Claim,
    grade: Grade,
    onBehalf: z.boolean().default(false),
  }),
  output: Receipt,
  problems: [
    'claim-invalid',
    'claim-expired',
    'already-rated',
    'own-matter',
    'not-found',
    'sign-in-required',
    'id-reused',
    'intake-full',
    'too-many-requests',
  ],
})

export const submitStandingRating = operation({
  name: 'ratings.submitStanding',
  summary: '扫固定二维码评价（需登录，只展示，不计入满意度）',
  method: 'POST',
  path: '/ratings/standing',
  access: 'resident',
  input: z.object({
    id: Id,
    code: z.string().trim().min(1).max(64),
    grade: Grade,
  }),
  output: Receipt,
  problems: ['not-found', 'code-revoked', 'already-rated', 'own-matter', 'id-reused'],
})

export const disputeClaim = operation({
  name: 'ratings.disputeClaim',
  summary: '这次执法与我无关：不产生评价，评价码停用并交监督机构核对',
  method: 'POST',
  path: '/claims/dispute',
  access: 'anyone',
  input: z.object({ id: Id, claim: Claim }),
  output: z.object({ disputed: z.literal(true) }),
  problems: ['claim-invalid', 'claim-expired', 'already-rated', 'id-reused', 'too-many-requests'],
})

export const readReceipt = operation({
  name: 'ratings.readReceipt',
  summary: '凭回执看评价和接下来的步骤',
  method: 'POST',
  path: '/ratings/:ratingId/receipt',
  access: 'anyone',
  input: z.object({ ratingId: Id, secret: Secret }),
  output: ReceiptView,
  problems: ['receipt-invalid'],
})

export const changeGrade = operation({
  name: 'ratings.changeGrade',
  summary: '7 天内修改评价，以最后一次为准',
  method: 'POST',
  path: '/ratings/:ratingId/grade',
  access: 'anyone',
  input: z.object({ id: Id, ratingId: Id, secret: Secret, grade: Grade }),
  output: ReceiptView,
  problems: ['receipt-invalid', 'change-window-over', 'step-not-allowed', 'id-reused'],
})

export const addDetails = operation({
  name: 'ratings.addDetails',
  summary: '补充原因、说明、照片和回访电话，都可不填',
  method: 'POST',
  path: '/ratings/:ratingId/details',
  access: 'anyone',
  input: z.object({
    id: Id,
    ratingId: Id,
    secret: Secret,
    reasons: z.array(RatingReason).max(ratingReasons.length).default([]),
    words: z.string().trim().max(500, '说明最多 500 字').default(''),
    photos: z.array(FileProof).max(9, '最多 9 张照片').default([]),
    phone: Phone.optional(),
  }),
  output: ReceiptView,
  problems: ['receipt-invalid', 'step-not-allowed', 'id-reused'],
})

export const setConsent = operation({
  name: 'ratings.setConsent',
  summary: '同意或撤回：被评单位可以知道是哪件事',
  method: 'POST',
  path: '/ratings/:ratingId/consent',
  access: 'anyone',
  input: z.object({
    id: Id,
    ratingId: Id,
    secret: Secret,
    mayTellUnit: z.boolean(),
  }),
  output: ReceiptView,
  problems: ['receipt-invalid', 'step-not-allowed', 'id-reused'],
})

export const reRate = operation({
  name: 'ratings.reRate',
  summary: '整改或说明之后再评一次（单独记录，不改变第一次的评价）',
  method: 'POST',
  path: '/ratings/:ratingId/re-rate',
  access: 'anyone',
  input: z.object({ id: Id, ratingId: Id, secret: Secret, grade: Grade }),
  output: ReceiptView,
  problems: ['receipt-invalid', 'step-not-allowed', 'id-reused'],
})

export const anonymiseRating = operation({
  name: 'ratings.anonymise',
  summary: '删除说明、照片、电话和与事项的联系，只留一个计数',
  method: 'POST',
  path: '/ratings/:ratingId/anonymise',
  access: 'anyone',
  input: z.object({ id: Id, ratingId: Id, secret: Secret }),
  output: ReceiptView,
  problems: ['receipt-invalid', 'id-reused'],
})
