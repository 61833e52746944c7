import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { CaseReceipt } from '../contract.ts'
import { CaseDraft, Contact } from '../resident/contract.ts'

export const collectCase = operation({
  name: 'cases.collect',
  summary: '采集员代群众提交，标明代填',
  method: 'POST',
  path: '/office/cases',
  access: 'cases.collect',
  input: CaseDraft.extend({
    channel: z.enum(['point', 'grid', 'wechat-group', 'legislative-point', 'hotline']),
    pointId: Id.optional(),
    contact: Contact.default({}),
  }),
  output: CaseReceipt,
  problems: ['input-invalid', 'id-reused'],
})
