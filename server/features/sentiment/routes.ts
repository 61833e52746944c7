import * as contract from '@minyi/shared/sentiment/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listSentiments, service.listSentiments),
  bind(contract.collectSentiment, service.collectSentiment),
  bind(contract.readSentiment, service.readSentiment),
  bind(contract.addToSentiment, service.addToSentiment),
  bind(contract.moveSentiment, service.moveSentiment),
  bind(contract.listResponses, service.listResponses),
]
