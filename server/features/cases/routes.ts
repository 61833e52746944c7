import * as accused from '@minyi/shared/cases/against/contract.ts'
import * as collect from '@minyi/shared/cases/collect/contract.ts'
import * as taken from '@minyi/shared/cases/exports/contract.ts'
import * as imported from '@minyi/shared/cases/imports/contract.ts'
import * as legislation from '@minyi/shared/cases/legislation/contract.ts'
import * as live from '@minyi/shared/cases/live/contract.ts'
import * as merging from '@minyi/shared/cases/merging/contract.ts'
import * as told from '@minyi/shared/cases/notices/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as paths from '@minyi/shared/cases/paths/contract.ts'
import * as petitions from '@minyi/shared/cases/petitions/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as resident from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import * as talk from '@minyi/shared/cases/talk/contract.ts'
import * as templates from '@minyi/shared/cases/templates/contract.ts'
import { setTier as setTierOperation } from '@minyi/shared/cases/tiers/contract.ts'
import * as topics from '@minyi/shared/cases/topics/contract.ts'
import * as views from '@minyi/shared/cases/views/contract.ts'
import * as workload from '@minyi/shared/cases/workload/contract.ts'
import { previewRecount as previewRecountOperation } from '@minyi/shared/clocks/contract.ts'
import { bind, bindEvents, bindFile, type Route } from '../../platform/serve.ts'
import * as against from './against/service.ts'
import * as closings from './closings/service.ts'
import * as files from './exports/service.ts'
import { previewImport } from './imports/preview/service.ts'
import { pushItems } from './imports/push/service.ts'
import * as imports from './imports/service.ts'
import * as intake from './intake/service.ts'
import * as opinions from './legislation/service.ts'
import { followCases } from './live/service.ts'
import { mergeCases, unmergeCase } from './merging/service.ts'
import * as calls from './notices/calls/service.ts'
import * as desk from './office/service.ts'
import * as steps from './office/steps/service.ts'
import * as ways from './paths/service.ts'
import * as reviewing from './petitions/office/service.ts'
import { askReview } from './petitions/service.ts'
import { countQueues } from './queues/service.ts'
import { previewRecount } from './recounts/service.ts'
import * as asking from './requests/service.ts'
import * as own from './resident/service.ts'
import { countCases, listCases } from './search/service.ts'
import { findAlike, listSimilar } from './similar/service.ts'
import * as inbox from './talk/service.ts'
import * as words from './templates/service.ts'
import { setTier } from './tiers/service.ts'
import { defineTopic, listTopics } from './topics/service.ts'
import { undoStep } from './undo/service.ts'
import * as saved from './views/service.ts'
import { readWorkload } from './workload/service.ts'

export const routes: Route[] = [
  bind(resident.submitCase, intake.submitCase),
  bind(resident.listMyCases, own.listMyCases),
  bind(resident.readProgress, own.readProgress),
  bind(resident.readReceipt, own.readReceipt),
  bind(resident.addToCase, own.addToCase),
  bind(resident.withdrawCase, own.withdrawCase),
  bind(resident.giveVerdict, own.giveVerdict),
  bind(resident.reopenCase, own.reopenCase),
  bind(resident.tightenIdentity, own.tightenIdentity),
  bind(resident.listOpenings, own.listOpenings),
  bind(collect.collectCase, intake.collectCase),
  bind(search.listCases, listCases),
  bind(search.countCases, countCases),
  bind(search.countQueues, countQueues),
  bind(views.listViews, saved.listViews),
  bind(views.saveView, saved.saveView),
  bind(views.removeView, saved.removeView),
  bind(views.arrangeViews, saved.arrangeViews),
  bind(talk.listColleagues, inbox.listColleagues),
  bind(talk.listMentions, inbox.listMentions),
  bind(talk.readMention, inbox.readMention),
  bind(talk.bePresent, inbox.bePresent),
  bind(templates.listTemplates, words.listTemplates),
  bind(templates.saveTemplate, words.saveTemplate),
  bind(templates.removeTemplate, words.removeTemplate),
  bind(workload.readWorkload, readWorkload),
  bindEvents(live.followCases, followCases),
  bind(office.readCase, desk.readCase),
  bind(office.noteCase, desk.noteCase),
  bind(office.openIdentity, desk.openIdentity),
  bind(office.acceptCase, steps.acceptCase),
  bind(office.refuseCase, steps.refuseCase),
  bind(office.assignCase, steps.assignCase),
  bind(office.transferCase, steps.transferCase),
  bind(office.returnCase, steps.returnCase),
  bind(office.replyCase, steps.replyCase),
  bind(office.closeCase, steps.closeCase),
  bind(office.callBackCase, steps.callBackCase),
  bind(office.classifyCase, steps.classifyCase),
  bind(requests.takeCase, asking.takeCase),
  bind(requests.objectToCase, asking.objectToCase),
  bind(requests.askExtension, asking.askExtension),
  bind(requests.askPause, asking.askPause),
  bind(requests.resumeCase, asking.resumeCase),
  bind(requests.undoStep, undoStep),
  bind(requests.listRequests, asking.listRequests),
  bind(requests.decideRequest, asking.decideRequest),
  bind(requests.proposeClosing, closings.proposeClosing),
  bind(requests.decideClosing, closings.decideClosing),
  bind(setTierOperation, setTier),
  bind(paths.setPath, ways.setPath),
  bind(paths.listPathDesks, ways.listPathDesks),
  bind(paths.definePathDesk, ways.definePathDesk),
  bind(petitions.askReview, askReview),
  bind(petitions.listReviews, reviewing.listReviews),
  bind(petitions.readReview, reviewing.readReview),
  bind(petitions.routeReview, reviewing.routeReview),
  bind(petitions.decideReview, reviewing.decideReview),
  bind(previewRecountOperation, previewRecount),
  bind(accused.listAgainst, against.listAgainst),
  bind(accused.readAgainst, against.readAgainst),
  bind(merging.findAlike, findAlike),
  bind(merging.listSimilar, listSimilar),
  bind(merging.mergeCases, mergeCases),
  bind(merging.unmergeCase, unmergeCase),
  bind(topics.listTopics, listTopics),
  bind(topics.defineTopic, defineTopic),
  bind(taken.beginExport, files.beginExport),
  bind(taken.listExports, files.listExports),
  bind(taken.cancelExport, files.cancelExport),
  bindFile(taken.downloadExport, files.downloadExport),
  bind(told.listCallTasks, calls.listCallTasks),
  bind(told.settleCallTask, calls.settleCallTask),
  bind(imported.listSources, imports.listSources),
  bind(imported.saveSource, imports.saveSource),
  bind(imported.previewImport, previewImport),
  bind(imported.startImport, imports.startImport),
  bind(imported.listRuns, imports.listRuns),
  bind(imported.readRun, imports.readRun),
  bind(imported.stopRun, imports.stopRun),
  bindFile(imported.downloadFaults, imports.downloadFaults),
  bind(imported.pushItems, pushItems),
  bind(legislation.listLawDrafts, opinions.listLawDrafts),
  bind(legislation.addLawDraft, opinions.addLawDraft),
  bind(legislation.listOpinions, opinions.listOpinions),
  bind(legislation.readOpinion, opinions.readOpinion),
  bind(legislation.assessOpinion, opinions.assessOpinion),
  bind(legislation.decideOpinion, opinions.decideOpinion),
]
