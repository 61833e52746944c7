import {
  type CallBack,
  type Exclusion,
  type Outcome,
  openPhone,
  type Responded,
  recordCallBack,
  type Solved,
  takeCallBack,
} from '@minyi/shared/cases/call-backs/contract.ts'
import { call } from '../../lib/call'
import { once } from '../../lib/once'

/** What was said on the telephone, as far as it is filled in. */
export type Said = {
  outcome: Outcome
  responded?: Responded | undefined
  solved?: Solved | undefined
  grade?: number | undefined
  exclusion?: Exclusion | undefined
  words: string
  reopen: boolean
}

type At = Pick<CallBack, 'id' | 'version'>

/** What a caller does; a repeat after a lost answer is not done twice. */
export const callBack = {
  take: ({ id: callBackId, version }: At) =>
    once('take', { callBackId, version }, (id) => call(takeCallBack, { id, callBackId, version })),
  openPhone: (callBackId: string, reason: string) =>
    once('open-phone', { callBackId, reason }, (id) => call(openPhone, { id, callBackId, reason })),
  record: ({ id: callBackId, version }: At, said: Said) => {
    const record = { callBackId, version, ...said }
    return once('record', record, (id) => call(recordCallBack, { id, ...record }))
  },
}
