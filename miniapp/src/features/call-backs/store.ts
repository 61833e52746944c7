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
import { newId } from '../../lib/id'

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

export const callBack = {
  take: async ({ id, version }: At) => call(takeCallBack, { id: await newId(), callBackId: id, version }),
  openPhone: async (callBackId: string, reason: string) => call(openPhone, { id: await newId(), callBackId, reason }),
  record: async ({ id, version }: At, said: Said) =>
    call(recordCallBack, { id: await newId(), callBackId: id, version, ...said }),
}
