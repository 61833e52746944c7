import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { CaseReceipt, CollectorKind } from '../contract.ts'
import { CaseDraft, Contact } from '../resident/contract.ts'

/** An item written down for somebody else, and by which way it came. */
export const CollectedCase = CaseDraft.extend({
  channel: z.enum(['point', 'grid', 'wechat-group', 'legislative-point', 'hotline']),
  pointId: Id.optional(),
  /** As which of the five kinds of collector it was written down. */
  collectorKind: CollectorKind.optional(),
  contact: Contact.default({}),
})

export const collectCase = operation({
  name: 'cases.collect',
  summary: '采集员代群众提交，标明代填',
  method: 'POST',
  path: '/office/cases',
  access: 'cases.collect',
  input: CollectedCase,
  output: CaseReceipt,
  problems: ['input-invalid', 'id-reused'],
})
