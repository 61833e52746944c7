import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { CaseChannel, CaseEntry, CaseKind, CaseRow, CaseState, Conduct, IdentityLevel, Tier } from '../contract.ts'

/** The queues of the workbench: 待受理, 待分派, 将超期, 已超期, 待答复, 被退回, 待回访. */
export const queues = ['to-accept', 'to-assign', 'due-soon', 'overdue', 'to-reply', 'returned', 'to-call-back'] as const
export const Queue = z.enum(queues)
export type Queue = z.infer<typeof Queue>

/**
 * What a list is narrowed to; an area and a topic stand for all below them, `from` and `to` for the days of receipt. `due` lists open
 * items, the most urgent first; `received` lists all, the newest first.
 */
export const CaseFilter = z.object({
  queue: Queue.optional(),
  state: CaseState.optional(),
  kind: CaseKind.optional(),
  conduct: Conduct.optional(),
  unitId: Id.optional(),
  areaId: Id.optional(),
  clock: z.enum(['soon', 'overdue', 'on-time']).optional(),
  reach: z.enum(['all', 'mine']).default('all'),
  topicId: Id.optional(),
  channel: CaseChannel.optional(),
  entry: CaseEntry.optional(),
  identity: IdentityLevel.optional(),
  tier: Tier.optional(),
  from: Day.optional(),
  to: Day.optional(),
  q: z.string().trim().max(60).optional(),
  sort: z.enum(['due', 'received']).optional(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

/** A line of a search: where the words stand in the text, when the title does not show them. */
export const FoundRow = CaseRow.extend({ excerpt: z.string().nullable() })
export type FoundRow = z.infer<typeof FoundRow>

export const listCases = operation({
  name: 'cases.list',
  summary: '工作台列表：筛选，按编号、标题、正文和地点全文查找',
  method: 'GET',
  path: '/office/cases',
  access: 'cases.read',
  input: CaseFilter.extend(Paging),
  output: pageOf(FoundRow),
  problems: ['input-invalid'],
})

export const countQueues = operation({
  name: 'cases.queues',
  summary: '各队列的件数',
  method: 'GET',
  path: '/office/queues',
  access: 'cases.read',
  input: z.object({}),
  output: z.object({
    counts: z.record(Queue, z.number().int()),
    mine: z.number().int(),
    at: Instant,
  }),
  problems: [],
})

/** Counting stops here: beyond it the office reads 1000+. */
export const countedExactly = 1000

export const countCases = operation({
  name: 'cases.count',
  summary: '符合筛选的件数：1000 件以内是准数，再多只说超过',
  method: 'GET',
  path: '/office/case-count',
  access: 'cases.read',
  input: CaseFilter,
  output: z.object({ count: z.number().int(), more: z.boolean() }),
  problems: ['input-invalid'],
})
