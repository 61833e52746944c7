import * as alarmsContract from '@minyi/shared/indicators/alarms/contract.ts'
import * as answersContract from '@minyi/shared/indicators/answers/contract.ts'
import * as breakdownsContract from '@minyi/shared/indicators/breakdowns/contract.ts'
import * as closedContract from '@minyi/shared/indicators/closed/contract.ts'
import * as contract from '@minyi/shared/indicators/contract.ts'
import * as definitionsContract from '@minyi/shared/indicators/definitions/contract.ts'
import * as effectsContract from '@minyi/shared/indicators/effects/contract.ts'
import * as certifiedContract from '@minyi/shared/indicators/handling/certified/contract.ts'
import { readHandling } from '@minyi/shared/indicators/handling/contract.ts'
import { readTiers as readTiersOperation } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { listMethods } from '@minyi/shared/indicators/methods/contract.ts'
import * as movementContract from '@minyi/shared/indicators/movement/contract.ts'
import * as officersContract from '@minyi/shared/indicators/officers/contract.ts'
import * as openContract from '@minyi/shared/indicators/open/contract.ts'
import * as publishedContract from '@minyi/shared/indicators/published/contract.ts'
import * as publishedOpenContract from '@minyi/shared/indicators/published/open/contract.ts'
import { bind, bindFile, type Route } from '../../platform/serve.ts'
import * as alarms from './alarms/service.ts'
import * as answerFigures from './answers/figures/service.ts'
import * as answers from './answers/service.ts'
import * as breakdowns from './breakdowns/service.ts'
import * as closed from './closed/service.ts'
import * as definitions from './definitions/service.ts'
import * as effects from './effects/service.ts'
import * as exact from './exact/service.ts'
import * as handlingDefinitions from './handling/definitions/service.ts'
import * as handling from './handling/service.ts'
import { readTiers } from './handling/tiers/service.ts'
import * as methods from './methods/service.ts'
import * as movement from './movement/service.ts'
import * as officers from './officers/service.ts'
import * as open from './open/service.ts'
import * as publishedFiles from './published/files/service.ts'
import * as publishedReading from './published/reading/service.ts'
import * as published from './published/service.ts'

export const routes: Route[] = [
  bind(contract.listIndicators, definitions.listIndicators),
  bind(contract.defineIndicator, definitions.defineIndicator),
  bind(contract.readOverview, exact.readOverview),
  bind(contract.readFigure, exact.readFigure),
  bind(contract.listByArea, breakdowns.listByArea),
  bind(contract.listByUnit, breakdowns.listByUnit),
  bind(breakdownsContract.readFunnel, breakdowns.readFunnel),
  bind(breakdownsContract.listByField, breakdowns.listByField),
  bind(breakdownsContract.listByChannel, breakdowns.listByChannel),
  bind(movementContract.readMovement, movement.readMovement),
  bindFile(movementContract.exportMovement, movement.exportMovement),
  bind(effectsContract.readExclusionEffects, effects.readExclusionEffects),
  bind(alarmsContract.listAlarms, alarms.listAlarms),
  bind(alarmsContract.acknowledgeAlarm, alarms.acknowledgeAlarm),
  bind(contract.readTrend, exact.readTrend),
  bindFile(contract.exportFigures, breakdowns.exportFigures),
  bind(closedContract.readUnitFigures, closed.readUnitFigures),
  bind(closedContract.readOfficerFigures, closed.readOfficerFigures),
  bind(officersContract.listOfficerFigures, officers.listOfficerFigures),
  bind(closedContract.listPublicFigures, closed.listPublicFigures),
  bind(closedContract.readPublicFigure, closed.readPublicFigure),
  bindFile(closedContract.exportPublicFigure, closed.exportPublicFigure),
  bind(openContract.listOpenTables, open.listOpenTables),
  bindFile(openContract.downloadOpenTable, open.downloadOpenTable),
  bind(definitionsContract.listDefinitionVersions, methods.listDefinitionVersions),
  bind(listMethods, methods.listMethods),
  bind(certifiedContract.listHandlingIndicators, handlingDefinitions.listHandlingIndicators),
  bind(certifiedContract.defineHandling, handlingDefinitions.defineHandling),
  bind(readHandling, handling.readHandling),
  bind(readTiersOperation, readTiers),
  bind(answersContract.keepAnswers, answers.keepAnswers),
  bind(answersContract.listPromises, answers.listPromises),
  bind(answersContract.listAnswers, answers.listAnswers),
  bind(answersContract.readAnswers, answers.readAnswers),
  bind(answersContract.previewAnswers, answerFigures.previewAnswers),
  bind(answersContract.publishAnswers, answerFigures.publishAnswers),
  bind(publishedContract.previewFigure, published.previewFigure),
  bind(publishedContract.publishFigure, published.publishFigure),
  bind(publishedContract.correctFigure, published.correctFigure),
  bind(publishedContract.withdrawFigure, published.withdrawFigure),
  bind(publishedContract.listPublished, publishedReading.listPublished),
  bind(publishedContract.readPublished, publishedReading.readPublished),
  bindFile(publishedContract.downloadPublished, publishedFiles.downloadPublished),
  bind(publishedOpenContract.listOpenFigures, publishedReading.listOpen),
  bind(publishedOpenContract.readOpenFigure, publishedReading.readOpen),
  bindFile(publishedOpenContract.downloadOpenFigure, publishedFiles.downloadOpen),
]
