import { z } from 'zod'
import { FileView } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day } from '../../platform/time.ts'
import { CaseKind, Conduct, Happened, IdentityLevel } from '../contract.ts'

/** What the accused unit is told of an item, as the identity level allows; `content` is null where the level hides it. */
export const AccusedView = z.object({
  id: Id,
  number: z.string(),
  kind: CaseKind,
  conduct: Conduct.nullable(),
  state: z.enum(['open', 'ended']),
  receivedDay: Day,
  identity: IdentityLevel,
  title: z.string(),
  unitName: z.string().nullable(),
  content: z.object({
    text: z.string(),
    place: z.string().nullable(),
    happened: Happened.nullable(),
    photos: z.array(FileView),
  }),
  mayOpenIdentity: z.boolean(),
})
export type AccusedView = z.infer<typeof AccusedView>

export const listAgainst = operation({
  name: 'cases.list-against',
  summary: '涉及本单位的投诉：按诉求人选择的公开程度告知，不能经办',
  method: 'GET',
  path: '/office/against',
  access: 'staff',
  input: z.object(Paging),
  output: pageOf(AccusedView.omit({ content: true })),
  problems: ['input-invalid'],
})

export const readAgainst = operation({
  name: 'cases.get-against',
  summary: '涉及本单位的一件投诉',
  method: 'GET',
  path: '/office/against/:caseId',
  access: 'staff',
  input: z.object({ caseId: Id }),
  output: AccusedView,
  problems: ['not-found'],
})
