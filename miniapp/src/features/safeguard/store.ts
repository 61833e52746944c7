import {
  agreeToCheckIns,
  answerCheckIn,
  type CheckInAnswer,
  readCheckIns,
} from '@minyi/shared/cases/check-ins/contract.ts'
import { claimReward, readOwnReward } from '@minyi/shared/cases/rewards/contract.ts'
import { call } from '../../lib/call'
import { once } from '../../lib/once'
import { findKeptCase } from '../cases/own/store'

const asResident = { as: 'resident' } as const
const held = (caseId: string) => ({ caseId, secret: findKeptCase(caseId)?.secret })

/** What a resident does about check-ins and the reward of an own item; the receipt on this phone is enough. */
export const safeguard = {
  checkIns: (caseId: string) => call(readCheckIns, held(caseId), asResident),
  agree: (caseId: string, agreed: boolean) =>
    once('agree', { caseId, agreed }, (id) => call(agreeToCheckIns, { id, ...held(caseId), agreed }, asResident)),
  answer: (caseId: string, checkInId: string, answer: CheckInAnswer, words: string) => {
    const said = { checkInId, answer, words }
    return once('answer', said, (id) => call(answerCheckIn, { id, ...held(caseId), ...said }, asResident))
  },
  reward: (caseId: string) => call(readOwnReward, held(caseId), asResident),
  claim: (caseId: string) => once('claim', { caseId }, (id) => call(claimReward, { id, ...held(caseId) }, asResident)),
}
