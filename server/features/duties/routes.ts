import * as contract from '@minyi/shared/duties/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listDuties, service.listDuties),
  bind(contract.addDuty, service.addDuty),
  bind(contract.recordDuty, service.recordDuty),
  bind(contract.reopenDuty, service.reopenDuty),
]
