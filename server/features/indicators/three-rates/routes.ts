import * as contract from '@minyi/shared/indicators/three-rates/contract.ts'
import { bind, type Route } from '../../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.readThreeRates, service.readThreeRates),
  bind(contract.readOwnThreeRates, service.readOwnThreeRates),
]
