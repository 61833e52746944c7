import * as contract from '@minyi/shared/bulletins/contract.ts'
import * as openContract from '@minyi/shared/bulletins/open/contract.ts'
import { bind, bindFile, type Route } from '../../platform/serve.ts'
import * as open from './open/service.ts'
import * as office from './service.ts'
import * as steps from './steps/service.ts'

export const routes: Route[] = [
  bind(contract.draftBulletin, office.draftBulletin),
  bind(contract.listBulletins, office.listBulletins),
  bind(contract.readBulletin, office.readBulletin),
  bind(contract.editBulletin, office.editBulletin),
  bind(contract.recountBulletin, steps.recountBulletin),
  bind(contract.submitBulletin, steps.submitBulletin),
  bind(contract.decideBulletin, steps.decideBulletin),
  bind(contract.publishBulletin, steps.publishBulletin),
  bind(contract.correctBulletin, office.correctBulletin),
  bindFile(contract.downloadBulletin, office.downloadBulletin),
  bind(openContract.listOpenBulletins, open.listOpenBulletins),
  bind(openContract.readOpenBulletin, open.readOpenBulletin),
  bindFile(openContract.downloadOpenBulletin, open.downloadOpenBulletin),
]
