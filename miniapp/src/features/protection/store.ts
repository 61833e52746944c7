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
import { once } from '../../lib/once'

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
  corrects?: string
}
type RewardAt = { rewardId: string; version: number }
type Clearing = { caseId: string; finding: Finding; words: string; heard?: string; public: boolean }

/** What is done for protection; a repeat after a lost answer is not done twice. */
export const protection = {
  declare: (about: About) => once('declare', about, (id) => call(declareConflict, { id, ...about })),
  order: (staffId: string, about: About) =>
    once('recuse', { staffId, ...about }, (id) => call(orderRecusal, { id, staffId, ...about })),
  lift: (recusalId: string, words: string) =>
    once('lift', { recusalId, words }, (id) => call(liftRecusal, { id, recusalId, words })),
  record: (row: Meddling) => once('intervention', row, (id) => call(recordIntervention, { id, ...row })),
  openName: (interventionId: string, reason: string) =>
    once('open-name', { interventionId, reason }, (id) => call(openInterventionName, { id, interventionId, reason })),
  clear: (paper: Clearing) => once('clear', paper, (id) => call(issueClarification, { id, ...paper })),
  takeBack: (clarificationId: string, words: string) =>
    once('take-back', { clarificationId, words }, (id) => call(withdrawClarification, { id, clarificationId, words })),
  decide: (at: RewardAt, said: { amountYuan: number | undefined; reason: string }) => {
    const decision = { ...at, ...said, award: said.amountYuan !== undefined }
    return once('decide', decision, (id) => call(decideReward, { id, ...decision }))
  },
  approve: (at: RewardAt, agree: boolean, words: string) =>
    once('approve', { ...at, agree, words }, (id) => call(approveReward, { id, ...at, agree, words })),
  pay: (code: string, paymentReference: string) =>
    once('pay', { code, paymentReference }, (id) => call(payReward, { id, code, paymentReference })),
  state: (caseId: string, words: string, photos: FileProof[]) =>
    once('state', { caseId, words, photos }, (id) => call(makeStatement, { id, caseId, words, photos })),
}
