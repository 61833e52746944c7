import type { Finding } from '@minyi/shared/cases/clarifications/contract.ts'
import { issueClarification, withdrawClarification } from '@minyi/shared/cases/clarifications/contract.ts'
import {
  declareConflict,
  liftRecusal,
  orderRecusal,
  type RecusalGround,
} from '@minyi/shared/cases/conflicts/contract.ts'
import {
  type Asking,
  openInterventionName,
  recordIntervention,
  type Standing,
  type Way,
} from '@minyi/shared/cases/interventions/contract.ts'
import { approveReward, decideReward, payReward } from '@minyi/shared/cases/rewards/contract.ts'
import { makeStatement } from '@minyi/shared/cases/statements/contract.ts'
import type { FileProof } from '@minyi/shared/files/contract.ts'
import { call } from '../../lib/call'
import { newId } from '../../lib/id'

type About = { caseId?: string; unitId?: string; ground: RecusalGround; words: string }
type Meddling = {
  caseId: string
  happenedAt: string
  standing: Standing
  office: string
  name: string
  post: string
  way: Way
  asked: Asking
  words: string
}
type Clearing = { caseId: string; finding: Finding; words: string; heard?: string; public: boolean }

/** What is done for protection, each with an id of its own so that a repeat is answered and not done twice. */
export const protection = {
  declare: async (about: About) => call(declareConflict, { id: await newId(), ...about }),
  order: async (staffId: string, about: About) => call(orderRecusal, { id: await newId(), staffId, ...about }),
  lift: async (recusalId: string, words: string) => call(liftRecusal, { id: await newId(), recusalId, words }),
  record: async (row: Meddling) => call(recordIntervention, { id: await newId(), ...row }),
  openName: async (interventionId: string, reason: string) =>
    call(openInterventionName, { id: await newId(), interventionId, reason }),
  clear: async (paper: Clearing) => call(issueClarification, { id: await newId(), ...paper }),
  takeBack: async (clarificationId: string, words: string) =>
    call(withdrawClarification, { id: await newId(), clarificationId, words }),
  decide: async (at: { rewardId: string; version: number }, said: { amountYuan: number | undefined; reason: string }) =>
    call(decideReward, { id: await newId(), ...at, ...said, award: said.amountYuan !== undefined }),
  approve: async (at: { rewardId: string; version: number }, agree: boolean, words: string) =>
    call(approveReward, { id: await newId(), ...at, agree, words }),
  pay: async (code: string, paymentReference: string) => call(payReward, { id: await newId(), code, paymentReference }),
  state: async (caseId: string, words: string, photos: FileProof[]) =>
    call(makeStatement, { id: await newId(), caseId, words, photos }),
}
