import * as contract from '@minyi/shared/ratings/contract.ts'
import * as appealContract from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import * as exclusionContract from '@minyi/shared/ratings/exclusions/contract.ts'
import * as countContract from '@minyi/shared/ratings/exclusions/counts/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as appeals from './exclusions/appeals/service.ts'
import * as counts from './exclusions/counts/service.ts'
import * as exclusions from './exclusions/service.ts'
import * as unit from './exclusions/unit/service.ts'
import * as receipts from './receipts/service.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.readClaim, service.readClaim),
  bind(contract.listWaitingClaims, service.listWaitingClaims),
  bind(contract.submitRating, service.submitRating),
  bind(contract.submitStandingRating, service.submitStandingRating),
  bind(contract.disputeClaim, service.disputeClaim),
  bind(contract.readReceipt, receipts.readReceipt),
  bind(contract.changeGrade, receipts.changeGrade),
  bind(contract.addDetails, receipts.addDetails),
  bind(contract.setConsent, receipts.setConsent),
  bind(contract.reRate, receipts.reRate),
  bind(contract.anonymiseRating, receipts.anonymiseRating),
  bind(exclusionContract.listRatings, exclusions.listRatings),
  bind(exclusionContract.proposeExclusion, exclusions.proposeExclusion),
  bind(exclusionContract.proposeExclusions, exclusions.proposeExclusions),
  bind(exclusionContract.withdrawExclusions, exclusions.withdrawExclusions),
  bind(exclusionContract.listExclusions, exclusions.listExclusions),
  bind(exclusionContract.countExclusions, exclusions.countExclusions),
  bind(exclusionContract.readExclusion, exclusions.readExclusion),
  bind(exclusionContract.decideExclusion, exclusions.decideExclusion),
  bind(exclusionContract.decideAppeal, exclusions.decideAppeal),
  bind(exclusionContract.restoreRating, exclusions.restoreRating),
  bind(exclusionContract.proposeByUnit, unit.proposeByUnit),
  bind(exclusionContract.listUnitProposals, unit.listUnitProposals),
  bind(appealContract.readOwnExclusions, appeals.readOwnExclusions),
  bind(appealContract.appealExclusion, appeals.appealExclusion),
  bind(countContract.listExclusionCounts, counts.listExclusionCounts),
]
