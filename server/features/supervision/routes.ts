import * as contract from '@minyi/shared/supervision/contract.ts'
import * as post from '@minyi/shared/supervision/letters/contract.ts'
import * as issued from '@minyi/shared/supervision/lists/contract.ts'
import * as parts from '@minyi/shared/supervision/tasks/contract.ts'
import { bind, bindFile, type Route } from '../../platform/serve.ts'
import * as sending from './letters/sending/service.ts'
import * as letters from './letters/service.ts'
import * as lists from './lists/service.ts'
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
  bind(post.sendLetter, sending.sendLetter),
  bind(post.listLetters, letters.listLetters),
  bind(post.readLetter, letters.readLetter),
  bind(post.acceptLetter, letters.acceptLetter),
  bind(post.reviewObjection, letters.reviewObjection),
  bind(post.listUnitLetters, letters.listUnitLetters),
  bind(post.readUnitLetter, letters.readUnitLetter),
  bind(post.acknowledgeLetter, letters.acknowledgeLetter),
  bind(post.correctLetter, letters.correctLetter),
  bind(post.reportLetter, letters.reportLetter),
  bind(post.objectLetter, letters.objectLetter),
  bind(issued.draftList, lists.draftList),
  bind(issued.issueList, lists.issueList),
  bind(issued.listIssued, lists.listIssued),
  bind(issued.readList, lists.readList),
  bindFile(issued.downloadList, lists.downloadList),
  bind(issued.listOwnLists, lists.listOwnLists),
]
