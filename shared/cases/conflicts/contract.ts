import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'

/** Why somebody must stay away from an item (回避事由). */
export const recusalGrounds = ['kin', 'interest', 'involved', 'other'] as const
export const RecusalGround = z.enum(recusalGrounds)
export type RecusalGround = z.infer<typeof RecusalGround>

/** A recorded conflict of a person: about one item, or about everything that accuses a unit. */
export const Recusal = z.object({
  id: Id,
  staffId: Id,
  staffName: z.string(),
  staffUnitName: z.string().nullable(),
  number: z.string().nullable(),
  unitName: z.string().nullable(),
  ground: RecusalGround,
  words: z.string(),
  declared: z.boolean(),
  recordedByName: z.string(),
  recordedAt: Instant,
  liftedAt: Instant.nullable(),
  liftedByName: z.string().nullable(),
  liftWords: z.string().nullable(),
})
export type Recusal = z.infer<typeof Recusal>

const about = {
  id: Id,
  caseId: Id.optional(),
  unitId: Id.optional(),
  ground: RecusalGround,
  words: z.string().trim().min(4, '请写明回避事由，至少 4 个字').max(300, '最多 300 字'),
}
const Recorded = z.object({ id: Id, recordedAt: Instant })

export const declareConflict = operation({
  name: 'conflicts.declare',
  summary: '申报回避：对一件民意件，或涉及某单位的全部；申报后自己再也看不到',
  method: 'POST',
  path: '/office/recusals',
  access: 'cases.read',
  input: z.object(about),
  output: Recorded,
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

export const orderRecusal = operation({
  name: 'conflicts.order',
  summary: '责令某人回避',
  method: 'POST',
  path: '/office/recusals/ordered',
  access: 'cases.supervise',
  input: z.object({ ...about, staffId: Id }),
  output: Recusal,
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

export const liftRecusal = operation({
  name: 'conflicts.lift',
  summary: '解除回避，本人不能给自己解除',
  method: 'POST',
  path: '/office/recusals/:recusalId/lifting',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    recusalId: Id,
    words: z.string().trim().min(4, '请写明解除的理由，至少 4 个字').max(300, '最多 300 字'),
  }),
  output: Recusal,
  problems: ['not-found', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const listRecusals = operation({
  name: 'conflicts.list',
  summary: '回避记录',
  method: 'GET',
  path: '/office/recusals',
  access: 'cases.supervise',
  input: z.object({ ...Paging, caseId: Id.optional() }),
  output: pageOf(Recusal),
  problems: ['input-invalid'],
})

export const findPeople = operation({
  name: 'conflicts.people',
  summary: '按姓名找工作人员，责令回避时用',
  method: 'GET',
  path: '/office/recusals/people',
  access: 'cases.supervise',
  input: z.object({ q: z.string().trim().min(1, '请输入姓名').max(20) }),
  output: z.object({ people: z.array(z.object({ id: Id, name: z.string(), unitName: z.string().nullable() })) }),
  problems: [],
})
