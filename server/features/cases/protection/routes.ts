import * as calling from '@minyi/shared/cases/call-backs/contract.ts'
import * as checking from '@minyi/shared/cases/check-ins/contract.ts'
import * as clearing from '@minyi/shared/cases/clarifications/contract.ts'
import * as recusing from '@minyi/shared/cases/conflicts/contract.ts'
import * as meddling from '@minyi/shared/cases/interventions/contract.ts'
import * as rewarding from '@minyi/shared/cases/rewards/contract.ts'
import * as stating from '@minyi/shared/cases/statements/contract.ts'
import { bind, type Route } from '../../../platform/serve.ts'
import * as lots from '../call-backs/drawing/service.ts'
import * as callBacks from '../call-backs/service.ts'
import * as checkIns from '../check-ins/service.ts'
import * as clarifications from '../clarifications/service.ts'
import * as conflicts from '../conflicts/service.ts'
import * as interventions from '../interventions/service.ts'
import * as rewards from '../rewards/service.ts'
import * as statements from '../statements/service.ts'

/** What protects residents from the accused, the accused from groundless words, and the handling from outside. */
export const routes: Route[] = [
  bind(recusing.declareConflict, conflicts.declareConflict),
  bind(recusing.orderRecusal, conflicts.orderRecusal),
  bind(recusing.liftRecusal, conflicts.liftRecusal),
  bind(recusing.listRecusals, conflicts.listRecusals),
  bind(recusing.findPeople, conflicts.findPeople),
  bind(stating.makeStatement, statements.makeStatement),
  bind(stating.listOwnStatements, statements.listOwnStatements),
  bind(stating.listStatements, statements.listStatements),
  bind(clearing.issueClarification, clarifications.issueClarification),
  bind(clearing.withdrawClarification, clarifications.withdrawClarification),
  bind(clearing.listClarifications, clarifications.listClarifications),
  bind(clearing.listOwnClarifications, clarifications.listOwnClarifications),
  bind(clearing.listOpenClarifications, clarifications.listOpenClarifications),
  bind(meddling.recordIntervention, interventions.recordIntervention),
  bind(meddling.listInterventions, interventions.readInterventions),
  bind(meddling.openInterventionName, interventions.openInterventionName),
  bind(rewarding.claimReward, rewards.claimReward),
  bind(rewarding.readOwnReward, rewards.readOwnReward),
  bind(rewarding.listRewards, rewards.listRewards),
  bind(rewarding.decideReward, rewards.decideReward),
  bind(rewarding.approveReward, rewards.approveReward),
  bind(rewarding.payReward, rewards.payReward),
  bind(calling.listCallBacks, callBacks.listCallBacks),
  bind(calling.takeCallBack, callBacks.takeCallBack),
  bind(calling.openPhone, callBacks.openPhone),
  bind(calling.recordCallBack, callBacks.recordCallBack),
  bind(calling.listDraws, lots.listDraws),
  bind(calling.readLotRule, lots.readLotRule),
  bind(calling.defineLotRule, lots.defineLotRule),
  bind(calling.verifyDraw, lots.verifyDraw),
  bind(checking.readCheckIns, checkIns.readCheckIns),
  bind(checking.agreeToCheckIns, checkIns.agreeToCheckIns),
  bind(checking.answerCheckIn, checkIns.answerCheckIn),
  bind(checking.listRetaliations, checkIns.listRetaliations),
]
