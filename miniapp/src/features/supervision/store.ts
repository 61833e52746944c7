import {
  countOrders,
  listOrders,
  type OrderDetail,
  type OrderRow,
  OrderView,
  orderViews,
  readOrder,
} from '@minyi/shared/supervision/contract.ts'
import {
  type LetterDetail,
  type LetterRow,
  LetterView,
  letterViews,
  listLetters,
  listUnitLetters,
  readLetter,
  readUnitLetter,
} from '@minyi/shared/supervision/letters/contract.ts'
import {
  listTasks,
  readTask,
  type TaskDetail,
  TaskListView,
  type TaskRow,
} from '@minyi/shared/supervision/tasks/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'

/** What a list is made of: orders and letters as supervisors see them, or what a unit was given and sent; and issued lists. */
export type Shelf = 'orders' | 'letters' | 'tasks' | 'received' | 'lists' | 'own-lists'

/** A view is a shelf and what of it is shown, such as `orders.active`; it stands in the address. */
export type View = `${Shelf}.${string}`

export type Line =
  | { shelf: 'orders'; id: string; row: OrderRow }
  | { shelf: 'tasks'; id: string; row: TaskRow }
  | { shelf: 'letters' | 'received'; id: string; row: LetterRow }

export type Item =
  | { shelf: 'orders'; value: OrderDetail }
  | { shelf: 'tasks'; value: TaskDetail }
  | { shelf: 'letters' | 'received'; value: LetterDetail }

type State = {
  view: View
  unitId: string | undefined
  mine: boolean
  q: string
  lines: Line[]
  counts: Record<string, number>
  trail: (string | undefined)[]
  next: string | null
  loading: boolean
  failure: CallFailure | undefined
  open: string | undefined
  item: Item | undefined
  itemFailure: CallFailure | undefined
  /** The unit whose part the next step is about, where an order has several. */
  taskId: string | undefined
}

const noItem = { open: undefined, item: undefined, itemFailure: undefined, taskId: undefined }

export const useSupervision = create<State>(() => ({
  view: 'orders.active',
  unitId: undefined,
  mine: false,
  q: '',
  lines: [],
  counts: {},
  trail: [undefined],
  next: null,
  loading: true,
  failure: undefined,
  ...noItem,
}))

export const shelfOf = (view: View): Shelf => {
  const shelf = view.slice(0, view.indexOf('.'))
  return shelves.find((one) => one === shelf) ?? 'orders'
}
const shelves: readonly Shelf[] = ['orders', 'letters', 'tasks', 'received', 'lists', 'own-lists']
export const partOf = (view: View): string => view.slice(view.indexOf('.') + 1)

export const isListView = (view: View): boolean => shelfOf(view) === 'lists' || shelfOf(view) === 'own-lists'

let turn = 0

/** Shows another view or another filter, from its first page. */
export async function showView(filter: Partial<Pick<State, 'view' | 'unitId' | 'mine' | 'q'>>): Promise<void> {
  useSupervision.setState({ ...filter, lines: [], trail: [undefined], next: null, loading: true, failure: undefined })
  await readLines()
}

export async function turnPage(forward: boolean): Promise<void> {
  const { trail, next } = useSupervision.getState()
  useSupervision.setState({ trail: forward && next ? [...trail, next] : trail.slice(0, -1), loading: true })
  await readLines()
}

/** Reads the list that is shown, and how many each view holds. */
export async function readLines(): Promise<void> {
  const now = ++turn
  const { view } = useSupervision.getState()
  if (isListView(view)) {
    useSupervision.setState({ loading: false })
    return
  }
  try {
    const { lines, next, counts } = await readShelf(shelfOf(view))
    if (now !== turn) return
    const merged = { ...useSupervision.getState().counts, ...counts }
    useSupervision.setState({ lines, next, counts: merged, loading: false, failure: undefined })
  } catch (error) {
    if (now === turn) useSupervision.setState({ loading: false, failure: failureFrom(error) })
  }
}

type Read = { lines: Line[]; next: string | null; counts: Record<string, number> }

async function readShelf(shelf: Shelf): Promise<Read> {
  const { view, unitId, mine, q, trail } = useSupervision.getState()
  const part = partOf(view)
  const page = { after: trail[trail.length - 1] }
  if (shelf === 'tasks') {
    const found = await call(listTasks, { view: TaskListView.catch('open').parse(part), ...page })
    const lines = found.rows.map((row): Line => ({ shelf, id: row.id, row }))
    return { lines, next: found.next, counts: keyed(shelf, found.counts) }
  }
  if (shelf === 'orders') {
    const asked = { view: OrderView.catch('active').parse(part), unitId, reach: reachOf(mine), q: q || undefined }
    const [found, { counts }] = await Promise.all([call(listOrders, { ...asked, ...page }), call(countOrders, {})])
    const lines = found.rows.map((row): Line => ({ shelf, id: row.id, row }))
    return { lines, next: found.next, counts: keyed(shelf, counts) }
  }
  const asked = { view: LetterView.catch('open').parse(part), ...page }
  const found =
    shelf === 'received' ? await call(listUnitLetters, asked) : await call(listLetters, { ...asked, unitId })
  const own = shelf === 'received' ? 'received' : 'letters'
  const lines = found.rows.map((row): Line => ({ shelf: own, id: row.id, row }))
  return { lines, next: found.next, counts: keyed(own, found.counts) }
}

const reachOf = (mine: boolean) => (mine ? ('mine' as const) : ('all' as const))
const keyed = (shelf: Shelf, counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).map(([part, count]) => [`${shelf}.${part}`, count]))

/** Counts of the other shelves, once when the page opens. */
export async function readCounts(supervises: boolean, answers: boolean): Promise<void> {
  const one = { limit: 1 }
  const parts = await Promise.allSettled([
    supervises ? call(countOrders, {}).then(({ counts }) => keyed('orders', counts)) : {},
    supervises ? call(listLetters, one).then(({ counts }) => keyed('letters', counts)) : {},
    answers ? call(listTasks, one).then(({ counts }) => keyed('tasks', counts)) : {},
    answers ? call(listUnitLetters, one).then(({ counts }) => keyed('received', counts)) : {},
  ])
  const found = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []))
  useSupervision.setState(({ counts }) => ({ counts: Object.assign({}, counts, ...found) }))
}

export async function openItem(id: string): Promise<void> {
  if (useSupervision.getState().open !== id) useSupervision.setState({ ...noItem, open: id })
  await readItem()
}

export function closeItem(): void {
  useSupervision.setState(noItem)
}

export function chooseTask(taskId: string): void {
  useSupervision.setState({ taskId })
}

export async function readItem(): Promise<void> {
  const { open, view } = useSupervision.getState()
  if (!open) return
  const isOpen = () => useSupervision.getState().open === open
  try {
    const item = await readOne(shelfOf(view), open)
    if (isOpen()) useSupervision.setState({ item, itemFailure: undefined })
  } catch (error) {
    if (isOpen()) useSupervision.setState({ itemFailure: failureFrom(error) })
  }
}

async function readOne(shelf: Shelf, id: string): Promise<Item> {
  if (shelf === 'tasks') return { shelf, value: await call(readTask, { taskId: id }) }
  if (shelf === 'received') return { shelf, value: await call(readUnitLetter, { letterId: id }) }
  if (shelf === 'letters') return { shelf, value: await call(readLetter, { letterId: id }) }
  return { shelf: 'orders', value: await call(readOrder, { orderId: id }) }
}

/** What a step or a form answered takes the place of what was shown; the list follows. */
export function keepItem(item: Item): void {
  useSupervision.setState({ item, open: item.value.id, itemFailure: undefined })
  readLines()
}

export const isPart = (shelf: Shelf, part: string): boolean => {
  if (shelf === 'orders') return orderViews.some((one) => one === part)
  if (shelf === 'letters' || shelf === 'received') return letterViews.some((one) => one === part)
  return shelf === 'tasks' ? TaskListView.safeParse(part).success : part === 'weekly' || part === 'monthly'
}

/** A view as an address tells it, if there is such a one. */
export function viewFrom(text: string): View | undefined {
  const at = text.indexOf('.')
  const shelf = shelves.find((one) => one === text.slice(0, Math.max(at, 0)))
  return shelf && isPart(shelf, text.slice(at + 1)) ? `${shelf}.${text.slice(at + 1)}` : undefined
}
