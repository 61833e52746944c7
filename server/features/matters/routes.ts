import * as contract from '@minyi/shared/matters/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.enterMatter, service.enterMatter),
  bind(contract.importMatters, service.importMatters),
  bind(contract.listMatters, service.listMatters),
  bind(contract.readMatter, service.readMatter),
  bind(contract.showClaim, service.showClaim),
]
