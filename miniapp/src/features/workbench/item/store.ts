import { type CaseDetail, openIdentity, readCase } from '@minyi/shared/cases/office/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'

type Item = {
  id: string | undefined
  detail: CaseDetail | undefined
  failure: CallFailure | undefined
  /** The complainant's opened values: only on this screen, and gone with the next item. */
  opened: OutputOf<typeof openIdentity> | undefined
}

const nothing: Item = { id: undefined, detail: undefined, failure: undefined, opened: undefined }

/** The item at the right. */
export const useItem = create<Item>(() => nothing)

export async function openItem(id: string): Promise<void> {
  if (useItem.getState().id !== id) useItem.setState({ ...nothing, id })
  await readItem(id)
}

/** Items that were read before anybody asked for them, so that the next one stands there at once. */
const ahead = new Map<string, Promise<CaseDetail>>()

/** Reads the item that comes next; who reads it is told to the resident, so it is one only. */
export function readAhead(id: string | undefined): void {
  if (!id || ahead.has(id)) return
  ahead.clear()
  const reading = call(readCase, { caseId: id })
  reading.catch(() => ahead.delete(id))
  ahead.set(id, reading)
}

export function closeItem(): void {
  useItem.setState(nothing)
}

/** Reads the open item again; what was typed for it stays. */
export async function reloadItem(): Promise<void> {
  const { id } = useItem.getState()
  if (id) await readItem(id)
}

export function showItem(detail: CaseDetail): void {
  if (useItem.getState().id === detail.id) useItem.setState({ detail, failure: undefined })
}

/** Opens the sealed values, with the reason that the resident will read. */
export async function openSealed(caseId: string, reason: string): Promise<void> {
  const opened = await call(openIdentity, { id: await newId(), caseId, reason })
  if (useItem.getState().id !== caseId) return
  useItem.setState({ opened })
  await reloadItem()
}

async function readItem(id: string): Promise<void> {
  try {
    const early = ahead.get(id)
    ahead.delete(id)
    const detail = await (early ?? call(readCase, { caseId: id }))
    if (useItem.getState().id === id) useItem.setState({ detail, failure: undefined })
  } catch (error) {
    if (useItem.getState().id === id) useItem.setState({ failure: failureFrom(error) })
  }
}
