import { countCases } from '@minyi/shared/cases/search/contract.ts'
import { arrangeViews, type CaseView, listViews, removeView, saveView } from '@minyi/shared/cases/views/contract.ts'
import { create } from 'zustand'
import { call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { ListFilter, wantedOf } from '../list/store'

type Count = { count: number; more: boolean }
type Views = { rows: CaseView[]; counts: Record<string, Count> }

/** The views in the rail, with how many items each holds. */
export const useViews = create<Views>(() => ({ rows: [], counts: {} }))

/** So many views have their count beside them; the others are counted when they are opened. */
const counted = 8

export async function loadViews(): Promise<CaseView[]> {
  const { rows } = await call(listViews, {})
  useViews.setState({ rows })
  countViews()
  return rows
}

/** Counts the first views again, one after another. */
export async function countViews(): Promise<void> {
  for (const view of useViews.getState().rows.slice(0, counted)) {
    try {
      const count = await call(countCases, wantedOf(filterOfView(view)))
      useViews.setState(({ counts }) => ({ counts: { ...counts, [view.id]: count } }))
    } catch {
      return
    }
  }
}

export const filterOfView = (view: CaseView): ListFilter => ListFilter.parse(view.filter)

type Saved = { name: string; sharedWith: CaseView['sharedWith']; filter: ListFilter }

/** Keeps the filter under a name; `view` is the own one that is changed. */
export async function keepView(saved: Saved, view?: CaseView): Promise<void> {
  const id = await newId()
  const { rows } = await call(saveView, { id, viewId: view?.id ?? id, version: view?.version ?? 0, ...saved })
  useViews.setState({ rows })
  await countViews()
}

/** Removes an own view; what comes back keeps it again, for whoever it was shared with. */
export async function dropView(view: CaseView): Promise<() => void> {
  const { rows } = await call(removeView, { id: await newId(), viewId: view.id })
  useViews.setState({ rows })
  const { name, sharedWith } = view
  return () => {
    keepView({ name, sharedWith, filter: filterOfView(view) }).catch((error) => toast(failureFrom(error).title))
  }
}

/** Moves a view one place up, or lets the workbench open with it. */
export async function placeView(view: CaseView, change: 'up' | 'opens'): Promise<void> {
  const { rows } = useViews.getState()
  const ids = rows.map(({ id }) => id)
  const at = ids.indexOf(view.id)
  if (change === 'up' && at > 0) ids.splice(at - 1, 2, view.id, ids[at - 1] ?? view.id)
  const opening = rows.find((one) => one.opens)?.id ?? null
  const opens = change === 'opens' ? (view.opens ? null : view.id) : opening
  const arranged = await call(arrangeViews, { id: await newId(), viewIds: ids, opens })
  useViews.setState({ rows: arranged.rows })
}
