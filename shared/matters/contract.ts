import { z } from 'zod'
import { Phone } from '../identity/contract.ts'
import { isCreditCode } from '../platform/credit-code.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** What kind of contact it was: 行政执法, 政务服务, 调解, 建议提案, 热线. */
export const matterKinds = ['enforcement', 'service', 'mediation', 'proposal', 'hotline'] as const
export const MatterKind = z.enum(matterKinds)
export type MatterKind = z.infer<typeof MatterKind>

export const partyKinds = ['person', 'enterprise', 'none'] as const
export const PartyKind = z.enum(partyKinds)
export type PartyKind = z.infer<typeof PartyKind>

export const CreditCode = z.string().trim().toUpperCase().refine(isCreditCode, '统一社会信用代码不对，请核对 18 位代码')

const Name = z.string().trim().min(1, '请填写名称').max(80, '名称最多 80 字')

/** Whom the matter was with (当事人). Telephone, name and credit code are sealed and never come back out with the matter. */
export const Party = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    name: Name.optional(),
    phone: Phone.optional(),
  }),
  z.object({
    kind: z.literal('enterprise'),
    name: Name.optional(),
    creditCode: CreditCode,
    phone: Phone.optional(),
  }),
  z.object({ kind: z.literal('none') }),
])
export type Party = z.infer<typeof Party>

const Title = z.string().trim().min(2, '请写明办的是什么事').max(100, '事项名称最多 100 字')
const CaseNumber = z.string().trim().min(1).max(60, '案号最多 60 字').nullable().default(null)

/** How a matter's claim (评价码) stands, as far as staff may know: never whether it was used. */
export const ClaimDelivery = z.enum(['none', 'waiting', 'sent', 'failed'])
export type ClaimDelivery = z.infer<typeof ClaimDelivery>

/** One closed contact (办结事项), as the staff of its unit see it. */
export const Matter = z.object({
  id: Id,
  kind: MatterKind,
  unit: z.object({ id: Id, name: z.string() }),
  officer: z.object({ id: Id, certificateNumber: z.string() }).nullable(),
  title: z.string(),
  caseNumber: z.string().nullable(),
  closedDay: Day,
  partyKind: PartyKind,
  claim: z
    .object({
      mintedAt: Instant,
      expiresAt: Instant,
      delivery: ClaimDelivery,
      shownAtCounter: z.boolean(),
    })
    .nullable(),
})
export type Matter = z.infer<typeof Matter>

/** What a staff screen shows to the person at the counter; the QR picture is drawn from `link`. */
export const ShownClaim = z.object({
  token: z.string(),
  shortCode: z.string(),
  link: z.string(),
  scene: z.string().max(32),
  expiresAt: Instant,
})
export type ShownClaim = z.infer<typeof ShownClaim>

/** A row of an import: unit, officer and area are named by the numbers that the sending system knows them by. */
export const MatterRow = z.object({
  externalId: z.string().trim().min(1, '缺少来源系统里的编号').max(80),
  kind: MatterKind,
  unit: z.string().min(1, '缺少单位编号'),
  officer: z.string().optional(),
  area: z.string().optional(),
  title: Title,
  caseNumber: CaseNumber,
  closedDay: Day,
  party: Party,
})
export type MatterRow = z.infer<typeof MatterRow>

export const enterMatter = operation({
  name: 'matters.enter',
  summary: '录入一件已办结的事项，留有电话的自动发出评价邀请',
  method: 'POST',
  path: '/matters',
  access: 'matters.write',
  input: z.object({
    id: Id,
    kind: MatterKind,
    unitId: Id,
    officerId: Id.nullable().default(null),
    areaId: Id.nullable().default(null),
    title: Title,
    caseNumber: CaseNumber,
    closedDay: Day,
    party: Party,
  }),
  output: Matter,
  problems: ['not-found', 'id-reused'],
})

export const importMatters = operation({
  name: 'matters.import',
  summary: '从业务系统成批导入办结事项，同一来源同一编号只收一次，有错则整批不收',
  method: 'POST',
  path: '/matters/imports',
  access: 'matters.write',
  input: z.object({
    id: Id,
    source: z.string().regex(/^[a-z0-9-]{2,40}$/, '来源只能用小写字母、数字和连字符'),
    rows: z.array(MatterRow).min(1, '没有要导入的内容').max(1000, '一批最多 1000 件'),
  }),
  output: z.object({ entered: z.number().int(), known: z.number().int() }),
  problems: ['import-has-faults', 'id-reused'],
})

export const listMatters = operation({
  name: 'matters.list',
  summary: '本单位的办结事项',
  method: 'GET',
  path: '/matters',
  access: 'matters.read',
  input: z.object({
    ...Paging,
    kind: MatterKind.optional(),
    from: Day.optional(),
    to: Day.optional(),
    search: z.string().trim().max(60).optional(),
  }),
  output: pageOf(Matter),
  problems: [],
})

export const readMatter = operation({
  name: 'matters.read',
  summary: '一件办结事项',
  method: 'GET',
  path: '/matters/:matterId',
  access: 'matters.read',
  input: z.object({ matterId: Id }),
  output: Matter,
  problems: ['not-found'],
})

export const showClaim = operation({
  name: 'matters.showClaim',
  summary: '在工作人员屏幕上出示评价码，出示过的记为“窗口出示”，占比随指标一起公布',
  method: 'POST',
  path: '/matters/:matterId/show-claim',
  access: 'matters.write',
  input: z.object({ id: Id, matterId: Id }),
  output: ShownClaim,
  problems: ['not-found', 'claim-expired', 'step-not-allowed', 'id-reused'],
})
