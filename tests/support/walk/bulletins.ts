import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const nobody = randomUUID()
const id = () => randomUUID()
const on = () => ({ id: id(), bulletinId: nobody, version: 1 })
/** Writers and reviewers alone know that there are bulletins before they are out. */
const desk = {
  gridWorker: 404,
  collector: 404,
  unitStaffA: 404,
  unitStaffB: 404,
  officerA: 404,
  dispatcher: 404,
  administrator: 404,
} as const
const head = { title: '通报标题', issuer: '市司法局', word: '执监', recipients: '各单位', copies: '' }
const sections = [{ id: 'overview', heading: '一、总体情况', paragraphs: ['平稳。'], tables: [], charts: [] }]

/** Nothing is published in the world of the walk: what a role may call answers that it is not there. */
export const bulletinCalls: Record<string, Call> = {
  'bulletins.draft': { input: () => ({ id: id(), kind: 'period', from: '2026-05-01', to: '2026-05-31' }) },
  'bulletins.list': { input: () => ({}), status: desk },
  'bulletins.read': { input: () => ({ bulletinId: nobody }), passed: 404 },
  'bulletins.edit': { input: () => ({ ...on(), head, sections }), passed: 404 },
  'bulletins.recount': { input: on, passed: 404 },
  'bulletins.submit': { input: on, passed: 404 },
  'bulletins.decide': { input: () => ({ ...on(), decision: 'approve' }), passed: 404 },
  'bulletins.publish': { input: on, passed: 404 },
  'bulletins.correct': { input: () => ({ id: id(), bulletinId: nobody, reason: '件数有误' }), passed: 404 },
  'bulletins.download': { input: () => ({ bulletinId: nobody, format: 'pdf' }), passed: 404 },
  'bulletins.listOpen': { input: () => ({}) },
  'bulletins.readOpen': { input: () => ({ bulletinId: nobody }), passed: 404 },
  'bulletins.downloadOpen': { input: () => ({ bulletinId: nobody, format: 'pdf' }), passed: 404 },
}
