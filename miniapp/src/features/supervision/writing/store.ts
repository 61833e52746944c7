import { letterCase, orderCase } from '@minyi/shared/cases/supervised/contract.ts'
import { type Importance, type OrderDetail, openOrder } from '@minyi/shared/supervision/contract.ts'
import { type LetterDetail, type LetterKind, sendLetter } from '@minyi/shared/supervision/letters/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { keepItem, showView } from '../store'

/** What an order or letter comes of: an item, an order, an alarm or a hot spot; nothing where it is written by hand. */
export type Origin = {
  caseId?: string | undefined
  orderId?: string | undefined
  of?: { source: 'alarm' | 'hotspot'; id: string; name: string } | undefined
}
export type Given = Partial<Pick<OrderDraft, 'title' | 'demand' | 'unitIds'>>

export type OrderDraft = {
  source: 'instruction' | 'inspection'
  sourceWords: string
  title: string
  demand: string
  importance: Importance
  plannedDay: string
  unitIds: string[]
}

export type LetterDraft = {
  kind: LetterKind
  unitIds: string[]
  title: string
  facts: string
  requirements: string
  legalBasis: string
}

type Sending = { id: string | undefined; busy: boolean; failure: CallFailure | undefined }
type State = Sending & { what: 'order' | 'letter' | undefined; origin: Origin; order: OrderDraft; letter: LetterDraft }

const emptyOrder: OrderDraft = {
  source: 'instruction',
  sourceWords: '',
  title: '',
  demand: '',
  importance: 'ordinary',
  plannedDay: '',
  unitIds: [],
}
const emptyLetter: LetterDraft = {
  kind: 'enforcement',
  unitIds: [],
  title: '',
  facts: '',
  requirements: '',
  legalBasis: '',
}
const idle: Sending = { id: undefined, busy: false, failure: undefined }

export const useWriting = create<State>(() => ({
  ...idle,
  what: undefined,
  origin: {},
  order: emptyOrder,
  letter: emptyLetter,
}))

/** Starts a new order or letter; what was written for another origin is dropped. */
export function beginWriting(what: 'order' | 'letter', origin: Origin = {}, given: Given = {}): void {
  const { origin: before } = useWriting.getState()
  const same = before.caseId === origin.caseId && before.orderId === origin.orderId && before.of?.id === origin.of?.id
  const { demand: _, ...letter } = given
  const fresh = same ? {} : { order: { ...emptyOrder, ...given }, letter: { ...emptyLetter, ...letter } }
  useWriting.setState({ ...idle, what, origin, ...fresh })
}

type HandedOver = { what: 'order' | 'letter'; origin: Origin; given: Given }
let handedOver: HandedOver | undefined

/** Another page asks for an order or a letter; the supervision page begins it when it opens. */
export function handOver(what: 'order' | 'letter', origin: Origin, given: Given = {}): void {
  handedOver = { what, origin, given }
}

/** Begins what another page has asked for, once. */
export function beginHandedOver(): void {
  const asked = handedOver
  handedOver = undefined
  if (asked) beginWriting(asked.what, asked.origin, asked.given)
}

export function endWriting(): void {
  useWriting.setState({ ...idle, what: undefined })
}

export function writeOrder(given: Partial<OrderDraft>): void {
  useWriting.setState(({ order }) => ({ order: { ...order, ...given }, id: undefined }))
}

export function writeLetter(given: Partial<LetterDraft>): void {
  useWriting.setState(({ letter }) => ({ letter: { ...letter, ...given }, id: undefined }))
}

/** Sends what is written; what fails stays as it was written. */
export async function sendWriting(): Promise<void> {
  const { what, busy, id: known } = useWriting.getState()
  if (!what || busy) return
  const id = known ?? (await newId())
  useWriting.setState({ id, busy: true, failure: undefined })
  try {
    if (what === 'order') await keepOrder(await sendOrder(id))
    else await keepLetter(await postLetter(id))
  } catch (error) {
    const failure = failureFrom(error)
    useWriting.setState({ id: failure.code === 'offline' ? id : undefined, busy: false, failure })
  }
}

function sendOrder(id: string): Promise<OrderDetail> {
  const { order, origin } = useWriting.getState()
  const { source, sourceWords, plannedDay, ...words } = order
  const dated = { ...words, id, plannedDay: order.importance === 'major' && plannedDay ? plannedDay : null }
  if (origin.caseId) return call(orderCase, { ...dated, caseId: origin.caseId })
  if (origin.of)
    return call(openOrder, { ...dated, source: origin.of.source, sourceId: origin.of.id, sourceWords: origin.of.name })
  return call(openOrder, { ...dated, source, sourceWords: sourceWords || null })
}

function postLetter(id: string): Promise<LetterDetail> {
  const { letter, origin } = useWriting.getState()
  const { unitIds, ...words } = letter
  const addressed = { ...words, id, unitId: unitIds[0] ?? '' }
  if (origin.caseId) return call(letterCase, { ...addressed, caseId: origin.caseId })
  return call(sendLetter, { ...addressed, orderId: origin.orderId ?? null })
}

async function keepOrder(value: OrderDetail): Promise<void> {
  useWriting.setState({ ...idle, what: undefined, order: emptyOrder, origin: {} })
  toast(`${value.number} 已交办`)
  await showView({ view: 'orders.active', q: '' })
  keepItem({ shelf: 'orders', value })
}

async function keepLetter(value: LetterDetail): Promise<void> {
  useWriting.setState({ ...idle, what: undefined, letter: emptyLetter, origin: {} })
  toast(`${value.number} 已送达`)
  await showView({ view: 'letters.open', q: '' })
  keepItem({ shelf: 'letters', value })
}
