import * as contract from '@minyi/shared/identity/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.describeTenant, service.describeTenant),
  bind(contract.requestCode, service.requestCode),
  bind(contract.readDemoCode, service.readDemoCode),
  bind(contract.signInByCode, service.signInByCode),
  bind(contract.signInByWechat, service.signInByWechat),
  bind(contract.signInStaff, service.signInStaff),
  bind(contract.signOut, service.signOut),
  bind(contract.readMe, service.readMe),
  bind(contract.listStaff, service.listStaff),
  bind(contract.revokeSessions, service.revokeSessions),
  bind(contract.setActive, service.setActive),
]
