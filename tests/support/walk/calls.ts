import { randomUUID } from 'node:crypto'
import { makeClaim } from '../factories/matters.ts'
import { makeRating } from '../factories/ratings.ts'
import { answersCalls } from './answers.ts'
import { bulletinCalls } from './bulletins.ts'
import type { Call } from './call.ts'
import { dutyCalls } from './duties.ts'
import { exportCalls } from './exports.ts'
import { findingCalls } from './finding.ts'
import { handlingCalls } from './handling.ts'
import { hotspotCalls } from './hotspots.ts'
import { importCalls } from './imports.ts'
import { integrationCalls } from './integrations.ts'
import { legislationCalls } from './legislation.ts'
import { methodCalls } from './methods.ts'
import { noticeCalls } from './notices.ts'
import { petitionCalls } from './petitions.ts'
import { protectionCalls } from './protection.ts'
import { supervisionCalls } from './supervision.ts'
import { topicCalls } from './topics.ts'
import { webhookCalls } from './webhooks.ts'
import type { World } from './world.ts'

const id = () => randomUUID()
const nobody = randomUUID()
const photo = { bytes: 3, sha256: 'a'.repeat(64), purpose: 'case-photo' }
const csv = Buffer.from('编号,名称,简称,所在区域编号,执法领域,状态\n').toString('base64')
const step = (w: World) => ({ id: id(), caseId: w.caseOne.id, version: 3 })
const held = async (w: World, grade: 1 | 5 = 5) => (await makeRating(w.server, w.ctx, { unit: w.unitA, grade })).held
const onHeld = async (w: World) => ({ id: id(), ...(await held(w)) })
/** Staff rate on nobody's behalf here, and never for themselves. */
const staffMayNotRate = {
  gridWorker: 403,
  collector: 403,
  unitStaffA: 403,
  unitStaffB: 403,
  officerA: 403,
  dispatcher: 403,
  supervisor: 403,
  leader: 403,
  administrator: 403,
} as const
/** Case one accuses unit B under seal and is handled by unit A: B's staff learn of it nowhere. */
const caseOne = { unitStaffB: 404 } as const
const indicatorId = (w: World) => w.indicatorId
/** The ledger of exclusions opens for who proposes and who decides. */
const ledger = { passed: 404, status: { anyone: 401, supervisor: 200, leader: 200 } } as const

export const calls: Record<string, Call> = {
  ...bulletinCalls,
  ...findingCalls,
  ...methodCalls,
  'identity.describeTenant': { input: () => ({}) },
  'identity.requestCode': { input: () => ({ phone: '13800009999' }), passed: 503 },
  'identity.readDemoCode': { input: () => ({ phone: '13800009999' }), passed: 404 },
  'identity.signInByCode': { input: () => ({ phone: '13800009999', code: '000000' }), passed: 400 },
  'identity.signInByWechat': { input: () => ({ code: 'x' }), passed: 503 },
  'identity.signInStaff': { input: () => ({ login: 'x', password: 'y' }), passed: 401 },
  'identity.readMe': { input: () => ({}) },
  'identity.changePassword': { input: () => ({ id: id(), current: 'x', next: 'y' }), passed: 400 },
  'identity.changePhone': { input: () => ({ id: id(), phone: '13800009999', code: '000000' }), passed: 400 },
  'identity.listStaff': { input: () => ({ limit: 100 }) },
  'identity.listRoles': { input: () => ({}) },
  'identity.addStaff': {
    input: (w) => ({
      id: id(),
      login: `new-${id().slice(0, 8)}`,
      name: '新人',
      unitId: w.unitA.id,
      officerId: null,
      phone: null,
      grants: [{ roleId: 'unit-staff', areaId: null, unitId: w.unitA.id }],
    }),
  },
  'identity.changeStaff': {
    input: () => ({ id: id(), staffId: nobody, version: 1, name: '新人', unitId: null, officerId: null, grants: [] }),
    passed: 404,
  },
  'identity.resetPassword': { input: () => ({ id: id(), staffId: nobody }), passed: 404 },
  'identity.revokeSessions': { input: () => ({ id: id(), staffId: nobody }), passed: 404 },
  'identity.setActive': { input: () => ({ id: id(), staffId: nobody, active: true }), passed: 404 },

  'registry.listAreas': { input: () => ({}) },
  'registry.listUnits': { input: () => ({}) },
  'registry.findOfficerCard': { input: (w) => ({ certificateNumber: w.officer.certificateNumber }) },
  'registry.listOfficers': { input: () => ({ limit: 100 }) },
  'registry.listCollectionPoints': { input: () => ({}) },
  'registry.readCodeSubject': { input: (w) => ({ code: w.code }) },
  'registry.listCodes': { input: (w) => ({ targetKind: 'unit', targetId: w.unitA.id }) },
  'registry.issueCode': { input: (w) => ({ id: id(), targetKind: 'unit', targetId: w.unitA.id }) },
  'registry.revokeCode': { input: () => ({ id: id(), code: 'NOSUCHCODE' }), passed: 404 },
  'registry.drawCode': { input: (w) => ({ code: w.code }) },
  'registry.importSheet': { input: () => ({ id: id(), sheet: 'units', fileName: 'x', contentBase64: csv }) },
  'registry.exportSheet': { input: () => ({ sheet: 'officers', format: 'csv' }) },

  'matters.enter': {
    input: (w) => ({
      id: id(),
      kind: 'enforcement',
      unitId: w.unitA.id,
      title: '检查',
      caseNumber: null,
      closedDay: '2026-06-10',
      party: { kind: 'none' },
    }),
    status: { unitStaffB: 404 },
  },
  'matters.import': {
    input: (w) => ({
      id: id(),
      source: 'walk',
      rows: [
        {
          externalId: id(),
          kind: 'enforcement',
          unit: `unit-${w.unitA.id}`,
          title: '检查',
          caseNumber: null,
          closedDay: '2026-06-10',
          party: { kind: 'none' },
        },
      ],
    }),
    status: { unitStaffB: 422 },
  },
  'matters.list': { input: () => ({ limit: 100 }) },
  'matters.read': { input: (w) => ({ matterId: w.matterA.id }), status: { unitStaffB: 404 } },
  'matters.showClaim': {
    input: async (w) => ({ id: id(), matterId: (await makeClaim(w.ctx, { unit: w.unitA })).matter.id }),
    status: { unitStaffB: 404 },
  },

  'ratings.readClaim': { input: async (w) => ({ claim: (await makeClaim(w.ctx, { unit: w.unitA })).token }) },
  'ratings.listWaiting': { input: () => ({}) },
  'ratings.submit': {
    input: async (w) => ({ id: id(), claim: (await makeClaim(w.ctx, { unit: w.unitA })).token, grade: 5 }),
    status: staffMayNotRate,
  },
  'ratings.submitStanding': { input: (w) => ({ id: id(), code: w.code, grade: 4 }) },
  'ratings.disputeClaim': {
    input: async (w) => ({ id: id(), claim: (await makeClaim(w.ctx, { unit: w.unitA })).token }),
  },
  'ratings.readReceipt': { input: (w) => held(w) },
  'ratings.changeGrade': { input: async (w) => ({ ...(await onHeld(w)), grade: 4 }) },
  'ratings.addDetails': { input: async (w) => ({ ...(await onHeld(w)), words: '好' }) },
  'ratings.setConsent': { input: async (w) => ({ id: id(), ...(await held(w, 1)), mayTellUnit: false }) },
  'ratings.reRate': { input: async (w) => ({ ...(await onHeld(w)), grade: 4 }), passed: 409 },
  'ratings.anonymise': { input: onHeld },
  'ratings.list': { input: () => ({ limit: 100 }) },
  'ratings.proposeExclusion': {
    input: async (w) => ({ id: id(), ratingId: (await held(w)).ratingId, reason: 'test', note: '测试数据' }),
  },
  'ratings.listExclusions': { input: () => ({ limit: 100 }) },
  'ratings.decideExclusion': { input: () => ({ id: id(), exclusionId: nobody, approve: true }), passed: 404 },
  'ratings.restore': { input: () => ({ id: id(), exclusionId: nobody, note: '恢复计入' }), passed: 404 },
  'ratings.proposeExclusions': {
    input: async (w) => ({ id: id(), ratingIds: [(await held(w)).ratingId], reason: 'test', note: '测试数据' }),
  },
  'ratings.withdrawExclusions': { input: (w) => ({ id: id(), exclusionIds: [w.exclusionId] }) },
  'ratings.countExclusions': { input: () => ({}) },
  'ratings.readExclusion': { input: (w) => ({ exclusionId: w.exclusionId }), ...ledger },
  'ratings.decideAppeal': {
    input: () => ({ id: id(), exclusionId: nobody, restore: true, note: '应当计入' }),
    passed: 404,
  },
  'ratings.proposeByUnit': {
    input: (w) => ({ id: id(), followUpId: w.followUpId, reason: 'test', note: '测试数据' }),
    passed: 404,
  },
  'ratings.listUnitProposals': { input: () => ({ limit: 100 }) },
  'ratings.readOwnExclusions': { input: async (w) => ({ held: [await held(w)] }) },
  'ratings.appealExclusion': { input: async (w) => ({ ...(await onHeld(w)), words: '应当计入' }), passed: 409 },
  'ratings.exclusionCounts': { input: () => ({}) },

  'followUps.list': { input: () => ({ limit: 100 }) },
  'followUps.read': { input: (w) => ({ followUpId: w.followUpId }) },
  'followUps.takeStep': {
    input: (w) => ({ id: id(), followUpId: w.followUpId, version: 99, action: 'reached', note: '已联系' }),
    passed: 409,
  },
  'followUps.openContact': { input: (w) => ({ id: id(), followUpId: w.followUpId, reason: '回访核实' }) },
  'followUps.listTold': { input: () => ({ limit: 100 }) },
  'followUps.listBatches': { input: () => ({ limit: 100 }) },

  'files.begin': { input: () => ({ id: id(), ...photo }) },
  'files.put-chunk': { input: () => ({ id: nobody, secret: 'x', index: 0, data: 'AAAA' }), passed: 404 },
  'files.state': { input: () => ({ id: nobody, secret: 'x' }), passed: 404 },
  'files.complete': { input: () => ({ id: nobody, secret: 'x' }), passed: 404 },
  'files.read': { input: () => ({ id: nobody, ticket: 'x' }), passed: 404 },

  'clocks.list': { input: () => ({}) },
  'clocks.define': {
    input: () => ({
      id: id(),
      clock: 'complaint-accept',
      version: 99,
      dayKind: 'working',
      days: 5,
      source: '国令某号',
      endsAt: '24:00',
    }),
    passed: 409,
  },
  'clocks.calendar': { input: () => ({}) },
  'clocks.publish-calendar': {
    input: () => ({
      id: id(),
      version: 99,
      knownFrom: '2026-01-01',
      knownThrough: '2026-12-31',
      daysOff: [],
      workDays: [],
      source: '通知一号',
    }),
    passed: 409,
  },

  'cases.submit': { input: () => ({ id: id(), kind: 'opinion', identity: 'public', text: '建议增设路灯若干。' }) },
  'cases.mine': { input: () => ({}) },
  'cases.progress': { input: (w) => ({ caseId: w.caseOne.id }), status: { residentTwo: 404 } },
  'cases.receipt': { input: () => ({ number: 'XX26-06-0001', secret: 'nothing' }), passed: 404 },
  'cases.add': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, words: '补充' }),
    passed: 404,
    status: { residentOne: 200 },
  },
  'cases.withdraw': { input: (w) => ({ id: id(), caseId: w.caseTwo.id }), passed: 404, status: { residentTwo: 200 } },
  'cases.verdict': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, verdict: 'solved' }),
    passed: 404,
    status: { residentOne: 409 },
  },
  'cases.reopen': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, words: '仍未解决问题' }),
    passed: 404,
    status: { residentOne: 409 },
  },
  'cases.tighten': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, identity: 'sealed' }),
    passed: 404,
    status: { residentOne: 409 },
  },
  'cases.openings': { input: (w) => ({ caseId: w.caseOne.id }), passed: 404, status: { residentOne: 200 } },
  'cases.list': { input: () => ({ limit: 100 }) },
  'cases.queues': { input: () => ({}) },
  'cases.get': { input: (w) => ({ caseId: w.caseOne.id }), status: caseOne },
  'cases.accept': { input: step, passed: 409 },
  'cases.refuse': {
    input: (w) => ({ ...step(w), words: '请向复议机构提出', otherPath: 'reconsideration' }),
    passed: 409,
  },
  'cases.assign': { input: (w) => ({ ...step(w), unitId: w.unitA.id }), passed: 409 },
  'cases.transfer': { input: (w) => ({ ...step(w), unitId: w.unitA.id, words: '转办' }), passed: 409 },
  'cases.return': { input: (w) => ({ ...step(w), version: 1, words: '不属本单位职责' }), passed: 409, status: caseOne },
  'cases.reply': {
    input: (w) => ({ ...step(w), version: 1, outcome: 'done', words: '已经办结答复' }),
    passed: 409,
    status: caseOne,
  },
  'cases.close': {
    input: (w) => ({ ...step(w), version: 1, endReason: 'duplicate', words: '与前件重复' }),
    passed: 409,
  },
  'cases.call-back': {
    input: (w) => ({ ...step(w), version: 1, result: 'settled', next: 'close', words: '已经回访核实' }),
    passed: 409,
    status: { unitStaffA: 404, unitStaffB: 404 },
  },
  'cases.note': { input: (w) => ({ id: id(), caseId: w.caseOne.id, words: '备注' }), status: caseOne },
  'cases.classify': { input: (w) => ({ ...step(w), version: 1, fineConduct: 'rough' }), passed: 409 },
  'cases.open-identity': {
    input: (w) => ({ id: id(), caseId: w.caseOne.id, reason: '回访核实需要' }),
    passed: 404,
    status: { supervisor: 200 },
  },
  'cases.collect': {
    input: () => ({ id: id(), kind: 'opinion', identity: 'public', text: '代群众反映路灯问题。', channel: 'grid' }),
  },
  'cases.list-against': { input: () => ({ limit: 100 }) },
  'cases.get-against': { input: (w) => ({ caseId: w.caseOne.id }), passed: 404 },

  'indicators.list': { input: () => ({}) },
  'indicators.define': {
    input: (w) => ({
      id: id(),
      indicatorId: indicatorId(w),
      expectedVersion: 99,
      grades: [4, 5],
      channels: ['link'],
      windowDays: 90,
      minN: 30,
      target: 0.9,
      level: 0.95,
    }),
    passed: 409,
  },
  'indicators.overview': { input: () => ({}) },
  'indicators.readFigure': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.byArea': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.byUnit': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.funnel': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.byField': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.byChannel': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.movement': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.exportMovement': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.exclusionEffects': { input: (w) => ({ exclusionId: w.exclusionId }), ...ledger },
  'indicators.alarms': { input: () => ({ limit: 100 }) },
  'indicators.acknowledgeAlarm': {
    input: () => ({ id: id(), alarmId: nobody, note: '已看，约谈该单位' }),
    passed: 404,
  },
  'indicators.trend': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.export': { input: (w) => ({ indicatorId: indicatorId(w), by: 'unit' }) },
  'indicators.unitClosed': { input: () => ({}) },
  'indicators.officerClosed': { input: () => ({}) },
  'indicators.public': { input: () => ({}) },
  'indicators.publicFigure': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'indicators.officers': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'openData.list': { input: () => ({}) },
  'openData.download': { input: () => ({ table: 'figures', format: 'json' }) },
  'indicators.publicExport': { input: (w) => ({ indicatorId: indicatorId(w) }) },

  'indicators.versions': { input: (w) => ({ indicatorId: indicatorId(w) }) },
  'figures.handling': { input: () => ({ from: '2026-06-01', to: '2026-06-11', by: 'unit' }) },
  'figures.preview': { input: (w) => ({ indicatorId: indicatorId(w), audience: 'office' }) },
  'figures.publish': {
    input: (w) => ({
      id: id(),
      indicatorId: indicatorId(w),
      audience: 'office',
      asOf: '2026-06-11T09:00:00+08:00',
      sha256: 'a'.repeat(64),
    }),
    passed: 409,
  },
  'figures.correct': {
    input: (w) => ({
      id: id(),
      figureId: w.officeFigureId,
      asOf: '2026-06-11T09:00:00+08:00',
      sha256: 'a'.repeat(64),
      reason: '口径改过',
    }),
    passed: 409,
  },
  'figures.withdraw': { input: () => ({ id: id(), figureId: nobody, reason: '时段选错' }), passed: 404 },
  'figures.listPublished': { input: () => ({ limit: 100 }) },
  'figures.readPublished': { input: (w) => ({ figureId: w.officeFigureId }) },
  'figures.downloadPublished': { input: (w) => ({ figureId: w.officeFigureId, part: 'certificate' }) },
  'figures.listOpen': { input: () => ({ limit: 100 }) },
  'figures.readOpen': { input: (w) => ({ figureId: w.openFigureId }) },
  'figures.downloadOpen': { input: (w) => ({ figureId: w.officeFigureId, part: 'readme' }), passed: 404 },

  ...answersCalls,
  ...topicCalls,
  ...hotspotCalls,
  ...handlingCalls,

  ...supervisionCalls,

  ...noticeCalls,
  ...exportCalls,
  ...webhookCalls,
  ...protectionCalls,
  ...petitionCalls,
  ...dutyCalls,
  ...integrationCalls,
  ...importCalls,
  ...legislationCalls,

  'identity.signOut': { input: () => ({}) },
}
