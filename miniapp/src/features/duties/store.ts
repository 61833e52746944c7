import {
  addDuty,
  type DatedClock,
  type Duty,
  listDuties,
  recordDuty,
  reopenDuty,
} from '@minyi/shared/duties/contract.ts'
import { call } from '../../lib/call'

const asStaff = { as: 'staff' } as const

export type Recorded = {
  outcome: 'done' | 'not-applicable'
  day: string | undefined
  note: string
  link: string | undefined
}

export const duties = {
  list: (state: 'open' | 'ended', after: string | undefined) => call(listDuties, { state, after }, asStaff),
  add: (id: string, duty: { clock: DatedClock; title: string; day: string }): Promise<Duty> =>
    call(addDuty, { id, ...duty }, asStaff),
  record: (id: string, { id: dutyId, version }: Duty, recorded: Recorded): Promise<Duty> =>
    call(recordDuty, { id, dutyId, version, ...recorded }, asStaff),
  reopen: (id: string, { id: dutyId, version }: Duty, note: string): Promise<Duty> =>
    call(reopenDuty, { id, dutyId, version, note }, asStaff),
}
