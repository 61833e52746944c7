import * as contract from '@minyi/shared/registry/contract.ts'
import { bind, bindFile, type Route } from '../../platform/serve.ts'
import * as service from './service.ts'
import * as sheets from './sheets/service.ts'

export const routes: Route[] = [
  bind(contract.listAreas, service.listAreas),
  bind(contract.listUnits, service.listUnits),
  bind(contract.findOfficerCard, service.findOfficerCard),
  bind(contract.listOfficers, service.listOfficers),
  bind(contract.listCollectionPoints, service.listCollectionPoints),
  bind(contract.readCodeSubject, service.readCodeSubject),
  bind(contract.listCodes, service.listCodes),
  bind(contract.issueCode, service.issueCode),
  bind(contract.revokeCode, service.revokeCode),
  bindFile(contract.drawCode, service.drawCode),
  bind(contract.importSheet, sheets.importSheet),
  bindFile(contract.exportSheet, sheets.exportSheet),
]
