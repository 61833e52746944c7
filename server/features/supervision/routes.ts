import * as contract from '@minyi/shared/supervision/contract.ts'
import * as parts from '@minyi/shared/supervision/tasks/contract.ts'
import { bind, type Route } from '../../platform/serve.ts'
import * as orders from './orders/service.ts'
import * as steps from './steps/service.ts'
import * as tasks from './tasks/service.ts'

export const routes: Route[] = [
  bind(contract.openOrder, orders.openOrder),
  bind(contract.listOrders, orders.listOrders),
  bind(contract.countOrders, orders.countOrders),
  bind(contract.readOrder, orders.readOrder),
  bind(contract.assignUnits, orders.assignUnits),
  bind(contract.takeOverOrder, orders.takeOverOrder),
  bind(contract.withdrawOrder, orders.withdrawOrder),
  bind(parts.urgeTask, steps.urgeTask),
  bind(parts.returnTask, steps.returnTask),
  bind(parts.clearTask, steps.clearTask),
  bind(parts.reopenTask, steps.reopenTask),
  bind(parts.decideExtension, steps.decideExtension),
  bind(parts.listTasks, tasks.listTasks),
  bind(parts.readTask, tasks.readTask),
  bind(parts.studyTask, tasks.studyTask),
  bind(parts.reportTask, tasks.reportTask),
  bind(parts.finishTask, tasks.finishTask),
  bind(parts.askExtension, tasks.askExtension),
]
