import * as contract from '@minyi/shared/identity/contract.ts'
import * as staffContract from '@minyi/shared/identity/staff/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as account from './account/service.ts'
import * as codes from './codes/service.ts'
import * as service from './service.ts'
import * as staff from './staff/service.ts'

export const routes: Route[] = [
  bind(contract.describeTenant, service.describeTenant),
  bind(contract.requestCode, codes.requestCode),
  bind(contract.readDemoCode, codes.readDemoCode),
  bind(contract.signInByCode, service.signInByCode),
  bind(contract.signInByWechat, service.signInByWechat),
  bind(contract.signInStaff, service.signInStaff),
  bind(contract.signOut, service.signOut),
  bind(contract.readMe, service.readMe),
  bind(contract.changePassword, account.changePassword),
  bind(contract.changePhone, account.changePhone),
  bind(staffContract.listStaff, staff.listStaff),
  bind(staffContract.listRoles, staff.listRoles),
  bind(staffContract.addStaff, staff.addStaff),
  bind(staffContract.changeStaff, staff.changeStaff),
  bind(staffContract.resetPassword, staff.resetPassword),
  bind(staffContract.revokeSessions, staff.revokeSessions),
  bind(staffContract.setActive, staff.setActive),
]
