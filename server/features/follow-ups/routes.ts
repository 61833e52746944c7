import * as contract from '@minyi/shared/follow-ups/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as batches from './batches/service.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listFollowUps, service.listFollowUps),
  bind(contract.readFollowUp, service.readFollowUp),
  bind(contract.takeStep, service.takeStep),
  bind(contract.openContact, service.openContact),
  bind(contract.listToldFollowUps, service.listToldFollowUps),
  bind(contract.listUnitBatches, batches.listUnitBatches),
]
