import * as contract from '@minyi/shared/clocks/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'

export const routes: Route[] = [
  bind(contract.listClocks, service.listClocks),
  bind(contract.defineClock, service.defineClock),
  bind(contract.readCalendar, service.readCalendar),
  bind(contract.publishCalendar, service.publishCalendar),
  bind(contract.readClockHistory, service.readClockHistory),
  bind(contract.readCalendarHistory, service.readCalendarHistory),
  bind(contract.listRecounts, service.listRecounts),
]
