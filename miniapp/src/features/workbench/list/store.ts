import {
  CaseChannel,
  CaseEntry,
  CaseKind,
  type CaseRow,
  CaseState,
  Conduct,
  IdentityLevel,
  Tier,
} from '@minyi/shared/cases/contract.ts'
import { countCases, countQueues, type FoundRow, listCases, Queue } from '@minyi/shared/cases/search/contract.ts'
import { searchedWords } from '@minyi/shared/cases/search/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import type { Query } from '../../../lib/navigate'

const asked = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** What the list shows, as it stands in the address. */
export const ListFilter = z.object({
  queue: asked(Queue),
  state: asked(CaseState),
  kind: asked(CaseKind),
  conduct: asked(Conduct),
  unitId: asked(Id),
  areaId: asked(Id),
  topicId: asked(Id),
  channel: asked(CaseChannel),
  entry: asked(CaseEntry),
  identity: asked(IdentityLevel),
  tier: asked(Tier),
  clock: asked(z.enum(['soon', 'overdue', 'on-time'])),
  from: asked(Day),
  to: asked(Day),
  reach: asked(z.literal('mine')),
  q: asked(z.string().trim().min(1).max(60)),
  sort: asked(z.enum(['due', 'received'])),
})
export type ListFilter = z.infer<typeof ListFilter>

type List = {
  filter: ListFilter
  rows: FoundRow[]
  /** The cursors of this page and of those before it; the first page has none. */
  trail: (string | undefined)[]
  next: string | null
  state: 'loading' | 'ready' | 'failed'
  failure: CallFailure | undefined
  counts: OutputOf<typeof countQueues> | undefined
  /** How many the filter holds, where it is none of the queues. */
  total: OutputOf<typeof countCases> | undefined
  picked: string[]
}

export const pageSize = 20

export const useList = create<List>(() => ({
  filter: {},
  rows: [],
  trail: [undefined],
  next: null,
  state: 'loading',
  failure: undefined,
  counts: undefined,
  total: undefined,
  picked: [],
}))

let turn = 0

/** Shows the first page of another filter; what was ticked belongs to the old one and goes. */
export async function showList(filter: ListFilter): Promise<void> {
  useList.setState({
    filter,
    rows: [],
    trail: [undefined],
    next: null,
    state: 'loading',
    failure: undefined,
    picked: [],
    total: undefined,
  })
  await Promise.all([readPage(), readCounts(), readTotal()])
}

export async function turnPage(forward: boolean): Promise<void> {
  const { trail, next } = useList.getState()
  const to = forward && next ? [...trail, next] : trail.slice(0, -1)
  useList.setState({ trail: to.length > 0 ? to : [undefined], picked: [], state: 'loading' })
  await readPage()
}

/** Reads the same page and the counts again without losing the place; failures stay silent while something is shown. */
export async function refreshList(): Promise<void> {
  await Promise.all([readPage(), readCounts(), readTotal()])
}

export function pick(id: string): void {
  useList.setState(({ picked }) => ({
    picked: picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id],
  }))
}

export function pickAll(all: boolean): void {
  useList.setState(({ rows }) => ({ picked: all ? rows.map(({ id }) => id) : [] }))
}

/** An item as it came back from a step, so that its row tells the truth before the list is read again. */
export function replaceRow(row: CaseRow): void {
  useList.setState(({ rows }) => ({
    rows: rows.map((one) => (one.id === row.id ? { ...row, excerpt: one.excerpt } : one)),
  }))
}

/** The words that the list was searched for. */
export function useSearchedWords(): string[] {
  return searchedWords(useList(({ filter }) => filter.q) ?? '')
}

/** Whether two filters show the same; what is not set does not count. */
export function sameFilter(a: ListFilter, b: ListFilter): boolean {
  const set = (filter: ListFilter) =>
    JSON.stringify(
      Object.entries(filter)
        .filter(([key, value]) => value !== undefined && key !== 'sort')
        .sort(),
    )
  return set(a) === set(b)
}

export function addressOf(filter: ListFilter, item: string | undefined): Query {
  return { ...filter, item }
}

/** The filter as the server is asked for it: everything at once is listed by receipt. */
export function wantedOf(filter: ListFilter) {
  const isAll = !filter.queue && !filter.state
  return { ...filter, sort: filter.sort ?? (isAll ? ('received' as const) : undefined) }
}

async function readPage(): Promise<void> {
  const now = ++turn
  const { filter, trail } = useList.getState()
  try {
    const { rows, next } = await call(listCases, {
      ...wantedOf(filter),
      after: trail[trail.length - 1],
      limit: pageSize,
    })
    if (now !== turn) return
    useList.setState(({ picked }) => ({
      rows,
      next,
      state: 'ready',
      failure: undefined,
      picked: picked.filter((id) => rows.some((row) => row.id === id)),
    }))
  } catch (error) {
    if (now !== turn) return
    const failure = failureFrom(error)
    useList.setState(({ rows }) => ({ failure, state: rows.length > 0 ? 'ready' : 'failed' }))
  }
}

async function readCounts(): Promise<void> {
  try {
    useList.setState({ counts: await call(countQueues, {}) })
  } catch {
    return
  }
}

async function readTotal(): Promise<void> {
  const { filter } = useList.getState()
  if (filter.queue && Object.keys(filter).length === 1) return
  try {
    const total = await call(countCases, wantedOf(filter))
    if (useList.getState().filter === filter) useList.setState({ total })
  } catch {
    return
  }
}
