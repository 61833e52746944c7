import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Importance, TaskState } from '../contract.ts'

/** 周交办 (what is handed out in a week) and 月讲评 (how each unit did in a month). */
export const listKinds = ['weekly', 'monthly'] as const
export const ListKind = z.enum(listKinds)
export type ListKind = z.infer<typeof ListKind>

/**
 * One unit's part of one order in the period: whether it is new in it, whether its work is due in it, how many of its checkpoints
 * fell due in it and how many of those were met in time, and what became of it.
 */
export const ListEntry = z.object({
  orderId: Id,
  number: z.string(),
  title: z.string(),
  importance: Importance,
  unitId: Id,
  unitName: z.string(),
  assignerName: z.string().nullable(),
  assignedDay: Day,
  dueDay: Day,
  state: TaskState,
  isNew: z.boolean(),
  isDue: z.boolean(),
  isLate: z.boolean(),
  checkpoints: z.number().int(),
  onTime: z.number().int(),
  finished: z.boolean(),
  cleared: z.boolean(),
  returns: z.number().int(),
  open: z.boolean(),
})
export type ListEntry = z.infer<typeof ListEntry>

/** The head of an issued list. */
export const ListHead = z.object({
  id: Id,
  kind: ListKind,
  number: z.string(),
  fromDay: Day,
  toDay: Day,
  issuedAt: Instant,
  issuedBy: z.string().nullable(),
  words: z.string().nullable(),
})
export type ListHead = z.infer<typeof ListHead>

/** An issued list with the entries that the reader may see; it is frozen. */
export const IssuedList = ListHead.extend({ entries: z.array(ListEntry) })
export type IssuedList = z.infer<typeof IssuedList>

export const draftList = operation({
  name: 'lists.draft',
  summary: '某一周的交办清单或某一月的讲评清单，未印发时随时在变',
  method: 'GET',
  path: '/supervision/list-draft',
  access: 'supervision.read',
  input: z.object({ kind: ListKind, day: Day }),
  output: z.object({
    fromDay: Day,
    toDay: Day,
    asOf: Instant,
    entries: z.array(ListEntry),
    issuedId: Id.nullable(),
    mayIssue: z.boolean(),
  }),
  problems: ['input-invalid'],
})

export const issueList = operation({
  name: 'lists.issue',
  summary: '印发一周的交办清单或一月的讲评清单，从此不变',
  method: 'POST',
  path: '/supervision/lists',
  access: 'supervision.order',
  input: z.object({
    id: Id,
    kind: ListKind,
    day: Day,
    words: z.string().trim().max(2000, '最多 2000 字').nullish(),
  }),
  output: IssuedList,
  problems: ['not-found', 'list-issued', 'input-invalid', 'id-reused'],
})

export const listIssued = operation({
  name: 'lists.list',
  summary: '已印发的清单',
  method: 'GET',
  path: '/supervision/lists',
  access: 'supervision.read',
  input: z.object({ kind: ListKind, ...Paging }),
  output: pageOf(ListHead),
  problems: ['input-invalid'],
})

export const readList = operation({
  name: 'lists.get',
  summary: '一份已印发的清单',
  method: 'GET',
  path: '/supervision/lists/:listId',
  access: 'supervision.read',
  input: z.object({ listId: Id }),
  output: IssuedList,
  problems: ['not-found'],
})

export const downloadList = operation({
  name: 'lists.download',
  summary: '下载一份已印发的清单',
  method: 'GET',
  path: '/supervision/lists/:listId/file',
  access: 'supervision.read',
  input: z.object({ listId: Id, format: z.enum(['csv', 'xlsx']) }),
  output: z.string(),
  problems: ['not-found'],
  carriage: 'file',
})

export const listOwnLists = operation({
  name: 'lists.own',
  summary: '已印发的清单里我单位的部分',
  method: 'GET',
  path: '/supervision/own-lists',
  access: 'supervision.answer',
  input: z.object({ kind: ListKind, ...Paging }),
  output: pageOf(IssuedList),
  problems: ['input-invalid'],
})
