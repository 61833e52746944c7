import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'

/** Somebody of the staff who may see the item, and so may be named in a note. */
export const Colleague = z.object({ id: Id, name: z.string(), unitName: z.string().nullable() })
export type Colleague = z.infer<typeof Colleague>

export const listColleagues = operation({
  name: 'cases.colleagues',
  summary: '看得到这一件、可以在备注里提到的同事',
  method: 'GET',
  path: '/office/cases/:caseId/colleagues',
  access: 'cases.read',
  input: z.object({ caseId: Id, q: z.string().trim().max(20).default('') }),
  output: z.object({ rows: z.array(Colleague) }),
  problems: ['not-found'],
})

/** I was named in a note (提到我的). */
export const Mention = z.object({
  id: Id,
  caseId: Id,
  number: z.string(),
  title: z.string(),
  byName: z.string(),
  words: z.string(),
  at: Instant,
  read: z.boolean(),
})
export type Mention = z.infer<typeof Mention>

export const listMentions = operation({
  name: 'cases.mentions',
  summary: '提到我的备注，没看过的在前',
  method: 'GET',
  path: '/office/mentions',
  access: 'cases.read',
  input: z.object(Paging),
  output: pageOf(Mention).extend({ unread: z.number().int() }),
  problems: ['input-invalid'],
})

export const readMention = operation({
  name: 'cases.read-mention',
  summary: '提到我的一条，记为看过',
  method: 'POST',
  path: '/office/mentions/:mentionId/reading',
  access: 'cases.read',
  input: z.object({ id: Id, mentionId: Id }),
  output: z.object({ unread: z.number().int() }),
  problems: ['not-found', 'id-reused'],
})

/** Who else has the item on the screen; `act` is the step that is being written there. */
export const Present = z.object({
  name: z.string(),
  unitName: z.string().nullable(),
  since: Instant,
  act: z.string().nullable(),
})
export type Present = z.infer<typeof Present>

/** How long one call keeps somebody present. */
export const presentMs = 45_000

export const bePresent = operation({
  name: 'cases.be-present',
  summary: '说明自己正在看或正在办这一件，得知还有谁在',
  method: 'POST',
  path: '/office/cases/:caseId/presence',
  access: 'cases.read',
  input: z.object({ caseId: Id, here: z.boolean(), act: z.string().max(30).nullable().default(null) }),
  output: z.object({ others: z.array(Present) }),
  problems: ['not-found'],
})
