import * as contract from '@minyi/shared/campaigns/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listCampaigns, service.listCampaigns),
  bind(contract.openCampaign, service.openCampaign),
  bind(contract.readCampaign, service.readCampaign),
  bind(contract.tellCampaign, service.tellCampaign),
  bind(contract.closeCampaign, service.closeCampaign),
]
