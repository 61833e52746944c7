import * as contract from '@minyi/shared/integrations/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import { addKey, listKeys, revokeKey } from './service.ts'

export const routes: Route[] = [
  bind(contract.listKeys, listKeys),
  bind(contract.addKey, addKey),
  bind(contract.revokeKey, revokeKey),
]
