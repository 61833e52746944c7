import {
  agreeToCheckIns,
  answerCheckIn,
  type CheckInAnswer,
  readCheckIns,
} from '@minyi/shared/cases/check-ins/contract.ts'
import { claimReward, readOwnReward } from '@minyi/shared/cases/rewards/contract.ts'
import { call } from '../../lib/call'
import { newId } from '../../lib/id'
import { findKeptCase } from '../cases/own/store'

const asResident = { as: 'resident' } as const
const held = (caseId: string) => ({ caseId, secret: findKeptCase(caseId)?.secret })

/** What a resident does about check-ins and the reward of an own item; the receipt on this phone is enough. */
export const safeguard = {
  checkIns: (caseId: string) => call(readCheckIns, held(caseId), asResident),
  agree: async (caseId: string, agreed: boolean) =>
    call(agreeToCheckIns, { id: await newId(), ...held(caseId), agreed }, asResident),
  answer: async (caseId: string, checkInId: string, answer: CheckInAnswer, words: string) =>
    call(answerCheckIn, { id: await newId(), ...held(caseId), checkInId, answer, words }, asResident),
  reward: (caseId: string) => call(readOwnReward, held(caseId), asResident),
  claim: async (caseId: string) => call(claimReward, { id: await newId(), ...held(caseId) }, asResident),
}
