import { z } from 'zod'
import { FileProof, FileView } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Instant } from '../../platform/time.ts'

/** What the accused said to a complaint (陈述申辩), with its photos. */
export const Statement = z.object({
  id: Id,
  at: Instant,
  by: z.enum(['unit', 'officer']),
  unitName: z.string(),
  words: z.string(),
  photos: z.array(FileView),
})
export type Statement = z.infer<typeof Statement>

export const statementPhotoLimit = 6

export const makeStatement = operation({
  name: 'statements.make',
  summary: '被投诉单位或执法人员陈述申辩，可附照片；按诉求人选择的公开程度，只在知情的件上',
  method: 'POST',
  path: '/office/against/:caseId/statements',
  access: 'staff',
  input: z.object({
    id: Id,
    caseId: Id,
    words: z.string().trim().min(10, '请写明事实和理由，至少 10 个字').max(2000, '最多 2000 字'),
    photos: z.array(FileProof).max(statementPhotoLimit, `照片最多 ${statementPhotoLimit} 张`).default([]),
  }),
  output: z.object({ statements: z.array(Statement) }),
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const listOwnStatements = operation({
  name: 'statements.own',
  summary: '本单位或本人在一件投诉上的陈述申辩',
  method: 'GET',
  path: '/office/against/:caseId/statements',
  access: 'staff',
  input: z.object({ caseId: Id }),
  output: z.object({ statements: z.array(Statement), mayState: z.boolean() }),
  problems: ['not-found'],
})

export const listStatements = operation({
  name: 'statements.list',
  summary: '被投诉人对一件民意件的陈述申辩，供办理和监督人员看',
  method: 'GET',
  path: '/office/cases/:caseId/statements',
  access: 'cases.read',
  input: z.object({ caseId: Id }),
  output: z.object({ statements: z.array(Statement) }),
  problems: ['not-found'],
})
