import { CaseKind, type CaseRow, CaseState, Conduct } from '@minyi/shared/cases/contract.ts'
import { countQueues, listCases, Queue } from '@minyi/shared/cases/search/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
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
  reach: asked(z.literal('mine')),
  q: asked(z.string().trim().min(1).max(60)),
  sort: asked(z.enum(['due', 'received'])),
})
export type ListFilter = z.infer<typeof ListFilter>

type List = {
  filter: ListFilter
  rows: CaseRow[]
  /** The cursors of this page and of those before it; the first page has none. */
  trail: (string | undefined)[]
  next: string | null
  state: 'loading' | 'ready' | 'failed'
  failure: CallFailure | undefined
  counts: OutputOf<typeof countQueues> | undefined
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
  })
  await Promise.all([readPage(), readCounts()])
}

export async function turnPage(forward: boolean): Promise<void> {
  const { trail, next } = useList.getState()
  const to = forward && next ? [...trail, next] : trail.slice(0, -1)
  useList.setState({ trail: to.length > 0 ? to : [undefined], picked: [], state: 'loading' })
  await readPage()
}

/** Reads the same page and the counts again without losing the place; failures stay silent while something is shown. */
export async function refreshList(): Promise<void> {
  await Promise.all([readPage(), readCounts()])
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
  useList.setState(({ rows }) => ({ rows: rows.map((one) => (one.id === row.id ? row : one)) }))
}

export function addressOf(filter: ListFilter, item: string | undefined): Query {
  return { ...filter, item }
}

async function readPage(): Promise<void> {
  const now = ++turn
  const { filter, trail } = useList.getState()
  const isAll = !filter.queue && !filter.state
  const sort = filter.sort ?? (isAll ? 'received' : undefined)
  try {
    const { rows, next } = await call(listCases, { ...filter, sort, after: trail[trail.length - 1], limit: pageSize })
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
