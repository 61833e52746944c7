import * as contract from '@minyi/shared/cases/imports/contract.ts'
import { bind, bindFile, type Route } from '../../../platform/serve.ts'
import { previewImport } from './preview/service.ts'
import { pushItems } from './push/service.ts'
import * as imports from './service.ts'

export const routes: Route[] = [
  bind(contract.listSources, imports.listSources),
  bind(contract.saveSource, imports.saveSource),
  bind(contract.previewImport, previewImport),
  bind(contract.startImport, imports.startImport),
  bind(contract.listRuns, imports.listRuns),
  bind(contract.readRun, imports.readRun),
  bind(contract.stopRun, imports.stopRun),
  bindFile(contract.downloadFaults, imports.downloadFaults),
  bind(contract.pushItems, pushItems),
]
