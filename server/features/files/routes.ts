import * as contract from '@minyi/shared/files/contract.ts'
import { bind, bindFile, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.beginFile, service.beginFile),
  bind(contract.putChunk, service.putChunk),
  bind(contract.readFileState, service.readFileState),
  bind(contract.completeFile, service.completeFile),
  bindFile(contract.readFile, service.readFile),
]
