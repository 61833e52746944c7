import * as contract from '@minyi/shared/hotspots/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listHotspots, service.listHotspots),
  bind(contract.readWatch, service.readWatch),
  bind(contract.readHotspot, service.readHotspot),
  bind(contract.listHotspotItems, service.listHotspotItems),
]
