import * as contract from '@minyi/shared/cases/supervised/contract.ts'
import { bind, type Route } from '../../../platform/serve.ts'
import * as supervised from './service.ts'

export const routes: Route[] = [
  bind(contract.orderCase, supervised.orderCase),
  bind(contract.letterCase, supervised.letterCase),
  bind(contract.listSupervision, supervised.listSupervision),
  bind(contract.readSupervised, supervised.readSupervised),
]
