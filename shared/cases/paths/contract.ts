import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { LegalPath, OtherPath } from '../contract.ts'
import { CaseDetail, internal, step } from '../office/contract.ts'

/** Where a path leads in this place (去哪里、打什么电话): the tenant's own words, empty until the administrator fills them in. */
export const PathDesk = z.object({
  path: OtherPath,
  version: z.number().int(),
  office: z.string(),
  address: z.string(),
  phone: z.string(),
  hours: z.string(),
})
export type PathDesk = z.infer<typeof PathDesk>

export const setPath = operation({
  name: 'cases.set-path',
  summary: '归到法定途径：信访、复议、诉讼、仲裁、纪检，期限随途径',
  method: 'POST',
  path: '/office/cases/:caseId/legal-path',
  access: 'cases.dispatch',
  input: z.object({
    ...step,
    legalPath: LegalPath.nullable(),
    words: internal.min(5, '请写明理由，至少 5 个字'),
  }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const listPathDesks = operation({
  name: 'cases.path-desks',
  summary: '各条法定途径在本地去哪里、打什么电话',
  method: 'GET',
  path: '/path-desks',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ desks: z.array(PathDesk) }),
  problems: [],
})

const words = (most: number) => z.string().trim().max(most, `最多 ${most} 字`)

export const definePathDesk = operation({
  name: 'cases.define-path-desk',
  summary: '写明一条法定途径在本地的机构、地址、电话和时间',
  method: 'POST',
  path: '/path-desks/:path',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    path: OtherPath,
    version: z.number().int().min(0),
    office: words(60).min(2, '请写机构名称'),
    address: words(100),
    phone: words(40),
    hours: words(60),
  }),
  output: PathDesk,
  problems: ['version-conflict', 'id-reused'],
})
