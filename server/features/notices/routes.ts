import * as contract from '@minyi/shared/notices/contract.ts'
import * as admin from '@minyi/shared/notices/office/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as inbox from './inbox/service.ts'
import * as office from './office/service.ts'
import * as wishes from './wishes/service.ts'

export const routes: Route[] = [
  bind(contract.listMessages, inbox.listMessages),
  bind(contract.countUnread, inbox.countUnread),
  bind(contract.markRead, inbox.markRead),
  bind(contract.readWishes, wishes.readWishes),
  bind(contract.setWish, wishes.setWish),
  bind(contract.keepGrants, wishes.keepGrants),
  bind(admin.readNoticeSettings, office.readNoticeSettings),
  bind(admin.setTemplate, office.setTemplate),
  bind(admin.setQuietHours, office.setQuietHours),
  bind(admin.listDeliveries, office.listDeliveries),
  bind(admin.countDeliveries, office.countDeliveries),
]
