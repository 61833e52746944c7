import type { Grade } from '@minyi/shared/ratings/contract.ts'
import {
  type ExclusionReason,
  listRatings,
  proposeByUnit,
  proposeExclusion,
  proposeExclusions,
  type RatingRow,
  withdrawExclusions,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'

type Filter = { unitId: string | undefined; grade: Grade | undefined; from: string | undefined; to: string | undefined }

type State = Filter & {
  rows: RatingRow[]
  trail: (string | undefined)[]
  next: string | null
  loading: boolean
  failure: CallFailure | undefined
  /** Ratings that were ticked, also on other pages. */
  picked: string[]
  /** The proposals that were just made: they can be taken back until somebody decides. */
  made: { ids: string[]; left: number } | undefined
}

export const usePicker = create<State>(() => ({
  unitId: undefined,
  grade: undefined,
  from: undefined,
  to: undefined,
  rows: [],
  trail: [undefined],
  next: null,
  loading: true,
  failure: undefined,
  picked: [],
  made: undefined,
}))

/** As many as one batch takes. */
export const mostPicked = 100

let turn = 0

export async function showRatings(filter: Partial<Filter>): Promise<void> {
  usePicker.setState({ ...filter, rows: [], trail: [undefined], next: null, loading: true, failure: undefined })
  await readRatings()
}

export async function turnRatings(forward: boolean): Promise<void> {
  const { trail, next } = usePicker.getState()
  usePicker.setState({ trail: forward && next ? [...trail, next] : trail.slice(0, -1), loading: true })
  await readRatings()
}

export async function readRatings(): Promise<void> {
  const now = ++turn
  const { unitId, grade, from, to, trail } = usePicker.getState()
  try {
    const after = trail[trail.length - 1]
    const { rows, next } = await call(listRatings, { unitId, grade, from, to, state: 'counted', after, limit: 50 })
    if (now === turn) usePicker.setState({ rows, next, loading: false, failure: undefined })
  } catch (error) {
    if (now === turn) usePicker.setState({ loading: false, failure: failureFrom(error) })
  }
}

export function pick(id: string): void {
  usePicker.setState(({ picked, rows }) => {
    if (picked.includes(id)) return { picked: picked.filter((one) => one !== id) }
    const isOpen = rows.some((row) => row.id === id && row.proposed)
    return { picked: isOpen ? picked : [...picked, id].slice(0, mostPicked) }
  })
}

export function pickNone(): void {
  usePicker.setState({ picked: [] })
}

export type Grounds = { id: string; reason: ExclusionReason; note: string }

/** Proposes everything that was ticked, for one reason. */
export async function proposePicked(grounds: Grounds): Promise<void> {
  const { picked } = usePicker.getState()
  const { proposed, left } = await call(proposeExclusions, { ...grounds, ratingIds: picked })
  usePicker.setState({ picked: [], made: { ids: proposed.map(({ id }) => id), left: left.length } })
  await readRatings()
}

/** Takes the batch that was just made back; what somebody decided meanwhile stays. Answers how many came back. */
export async function undoMade(): Promise<number> {
  const { made } = usePicker.getState()
  if (!made) return 0
  const { withdrawn } = await call(withdrawExclusions, { id: await newId(), exclusionIds: made.ids })
  usePicker.setState({ made: undefined })
  await readRatings()
  return withdrawn.length
}

export const proposeOne = (ratingId: string, grounds: Grounds) => call(proposeExclusion, { ...grounds, ratingId })

export const proposeAsUnit = (followUpId: string, grounds: Grounds) => call(proposeByUnit, { ...grounds, followUpId })
