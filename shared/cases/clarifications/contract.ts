import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'

/** What the inquiry found: 与事实不符, 查无实据, 依法履职. */
export const findings = ['untrue', 'unfounded', 'lawful'] as const
export const Finding = z.enum(findings)
export type Finding = z.infer<typeof Finding>

/** The paper as the cleared, and the public where it is public, read it. It names nobody but the cleared and the issuer. */
export const ClarificationPaper = z.object({
  id: Id,
  number: z.string(),
  unitName: z.string(),
  officerName: z.string().nullable(),
  finding: Finding,
  words: z.string(),
  issuerName: z.string(),
  issuedDay: Day,
  public: z.boolean(),
  withdrawn: z.boolean(),
})
export type ClarificationPaper = z.infer<typeof ClarificationPaper>

/** The same as the supervision keeps it, with the item it comes from. */
export const Clarification = ClarificationPaper.extend({
  caseId: Id,
  caseNumber: z.string(),
  heard: z.string().nullable(),
  issuedByName: z.string(),
  withdrawnAt: Instant.nullable(),
  withdrawWords: z.string().nullable(),
})
export type Clarification = z.infer<typeof Clarification>

export const issueClarification = operation({
  name: 'clarifications.issue',
  summary: '为受到不实投诉举报的单位或人员出具澄清；文书不出现诉求人和案件的任何信息',
  method: 'POST',
  path: '/office/clarifications',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    caseId: Id,
    finding: Finding,
    words: z.string().trim().min(10, '请写明查核的结论，至少 10 个字').max(600, '最多 600 字'),
    heard: z.string().trim().min(4, '请写明此事怎样为人所知').max(300, '最多 300 字').optional(),
    public: z.boolean().default(false),
  }),
  output: Clarification,
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const withdrawClarification = operation({
  name: 'clarifications.withdraw',
  summary: '撤销一份澄清，写明理由',
  method: 'POST',
  path: '/office/clarifications/:clarificationId/withdrawal',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    clarificationId: Id,
    words: z.string().trim().min(4, '请写明撤销的理由，至少 4 个字').max(300, '最多 300 字'),
  }),
  output: Clarification,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const listClarifications = operation({
  name: 'clarifications.list',
  summary: '出具过的澄清',
  method: 'GET',
  path: '/office/clarifications',
  access: 'cases.supervise',
  input: z.object({ ...Paging, caseId: Id.optional() }),
  output: pageOf(Clarification),
  problems: ['input-invalid'],
})

export const listOwnClarifications = operation({
  name: 'clarifications.own',
  summary: '为本单位或本人出具的澄清',
  method: 'GET',
  path: '/office/own-clarifications',
  access: 'staff',
  input: z.object(Paging),
  output: pageOf(ClarificationPaper),
  problems: ['input-invalid'],
})

export const listOpenClarifications = operation({
  name: 'clarifications.open',
  summary: '公开的不实举报澄清',
  method: 'GET',
  path: '/clarifications',
  access: 'anyone',
  input: z.object(Paging),
  output: pageOf(ClarificationPaper),
  problems: ['input-invalid'],
})
