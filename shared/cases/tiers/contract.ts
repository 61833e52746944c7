import { z } from 'zod'
import { operation } from '../../platform/operation.ts'
import { Tier } from '../contract.ts'
import { CaseDetail, internal, step } from '../office/contract.ts'

export const setTier = operation({
  name: 'cases.set-tier',
  summary: '改办理层级，从此按该级时限起算',
  method: 'POST',
  path: '/office/cases/:caseId/tier',
  access: 'cases.dispatch',
  input: z.object({ ...step, tier: Tier, words: internal.min(5, '请写明理由，至少 5 个字') }),
  output: CaseDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})
