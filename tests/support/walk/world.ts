import { randomUUID } from 'node:crypto'
import { insertGrant, insertRoles } from '@minyi/server/features/identity/queries.ts'
import { insertEstimates } from '@minyi/server/features/indicators/officers/queries.ts'
import type { Tenant } from '@minyi/server/platform/context.ts'
import { acceptCase, assignCase, noteCase } from '@minyi/shared/cases/office/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { listFollowUps } from '@minyi/shared/follow-ups/contract.ts'
import { roleTemplates } from '@minyi/shared/identity/rules.ts'
import { addDetails } from '@minyi/shared/ratings/contract.ts'
import { proposeExclusion } from '@minyi/shared/ratings/exclusions/contract.ts'
import { issueCode } from '@minyi/shared/registry/contract.ts'
import { must } from '../factories/cases.ts'
import { makeMatter } from '../factories/matters.ts'
import { makeRating } from '../factories/ratings.ts'
import { makeArea, makeOfficer, makeUnit } from '../factories/registry.ts'
import type { Session, TestServer } from '../server.ts'
import { publishFigures } from './figures.ts'
import { makeHotspots } from './hotspots.ts'
import { makeReview } from './petitions.ts'
import { openOrders } from './supervision.ts'

export const roles = [
  'anyone',
  'residentOne',
  'residentTwo',
  'gridWorker',
  'collector',
  'unitStaffA',
  'unitStaffB',
  'officerA',
  'dispatcher',
  'supervisor',
  'leader',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export type World = Awaited<ReturnType<typeof makeWorld>>

/** Everybody and something of everybody's in one tenant; each thing holds a text that stands nowhere else. */
export async function makeWorld(server: TestServer, tenant: Tenant) {
  const base = await makePeople(server, tenant)
  const things = await makeThings(base)
  const target = { id: randomUUID(), targetKind: 'unit' as const, targetId: base.unitA.id }
  const { code } = await must(server.call(issueCode, target, base.people.administrator))
  const followUps = await must(server.call(listFollowUps, { limit: 1 }, base.people.supervisor))
  const figures = await publishFigures(base)
  const orders = await openOrders(base)
  const hotspots = await makeHotspots(base)
  const review = await makeReview(base)
  return {
    ...base,
    ...things,
    ...figures,
    ...orders,
    ...hotspots,
    ...review,
    code,
    followUpId: followUps.rows[0]?.id ?? '',
    indicatorId: 'IND-002-01',
  }
}

async function makePeople(server: TestServer, tenant: Tenant) {
  const ctx = server.as(tenant)
  const city = await makeArea(ctx, { level: 'city' })
  const town = await makeArea(ctx, { level: 'township', parentId: city.id })
  const village = await makeArea(ctx, { level: 'village', parentId: town.id })
  const [unitA, unitB, bureau] = [
    await makeUnit(ctx, { areaId: town.id }),
    await makeUnit(ctx, { areaId: city.id }),
    await makeUnit(ctx, { areaId: city.id }),
  ]
  const officer = await makeOfficer(ctx, { unitId: unitA.id })
  await insertRoles(ctx, roleTemplates)
  const staff = async (
    role: string,
    limit: { areaId?: string; unitId?: string },
    memberOf: string,
    officerId?: string,
  ) => {
    const session = await server.staff(tenant, { permissions: [], memberOf, ...(officerId ? { officerId } : {}) })
    const grant = { id: randomUUID(), staffId: session.id, roleId: role }
    await insertGrant(ctx, { ...grant, areaId: limit.areaId ?? null, unitId: limit.unitId ?? null })
    return session
  }
  const people: Record<Role, Session | undefined> = {
    anyone: undefined,
    residentOne: await server.resident(tenant),
    residentTwo: await server.resident(tenant),
    gridWorker: await staff('grid-worker', { areaId: village.id }, bureau.id),
    collector: await staff('collector', { areaId: town.id }, bureau.id),
    unitStaffA: await staff('unit-staff', { unitId: unitA.id }, unitA.id),
    unitStaffB: await staff('unit-staff', { unitId: unitB.id }, unitB.id),
    officerA: await staff('officer', { unitId: unitA.id }, unitA.id, officer.id),
    dispatcher: await staff('dispatcher', {}, bureau.id),
    supervisor: await staff('supervisor', {}, bureau.id),
    leader: await staff('leader', {}, bureau.id),
    administrator: await staff('administrator', {}, bureau.id),
  }
  return { server, tenant, ctx, city, town, village, unitA, unitB, bureau, officer, people, marks: marksOf(tenant) }
}

export type Marks = ReturnType<typeof marksOf>

const marksOf = (tenant: Tenant) => ({
  matterA: `mark-${tenant.slug}-matter-a`,
  matterB: `mark-${tenant.slug}-matter-b`,
  partyA: `mark-${tenant.slug}-party`,
  caseOne: `mark-${tenant.slug}-case-one`,
  caseTwo: `mark-${tenant.slug}-case-two`,
  contactOne: `mark-${tenant.slug}-contact`,
  note: `mark-${tenant.slug}-note`,
  ratingWords: `mark-${tenant.slug}-words`,
  officerEstimate: `mark-${tenant.slug}-officer`,
  exclusionNote: `mark-${tenant.slug}-exclusion`,
  figureNote: `mark-${tenant.slug}-figure`,
  order: `mark-${tenant.slug}-order`,
  intervention: `mark-${tenant.slug}-intervention`,
  intervenor: `mark-${tenant.slug}-intervenor`,
  hotItem: `mark-${tenant.slug}-hot-item`,
  campaign: `mark-${tenant.slug}-campaign`,
  sentiment: `mark-${tenant.slug}-sentiment`,
  review: `mark-${tenant.slug}-review`,
})

export type Base = Awaited<ReturnType<typeof makePeople>>

async function makeThings(w: Base) {
  const matterA = await makeMatter(w.ctx, { unit: w.unitA, officerId: w.officer.id, title: w.marks.matterA })
  const matterB = await makeMatter(w.ctx, { unit: w.unitB, officerId: null, title: w.marks.matterB })
  const rating = await makeRating(w.server, w.ctx, {
    unit: w.unitA,
    officerId: w.officer.id,
    title: w.marks.matterA,
    phone: '13900000001',
    grade: 1,
  })
  await tellOfficer(w)
  const words = { id: randomUUID(), ...rating.held, words: w.marks.ratingWords }
  await must(w.server.call(addDetails, words, undefined, w.tenant))
  const { ratingId } = (await makeRating(w.server, w.ctx, { unit: w.unitB })).held
  const proposal = { id: randomUUID(), ratingId, reason: 'test' as const, note: w.marks.exclusionNote }
  await must(w.server.call(proposeExclusion, proposal, w.people.supervisor))
  return {
    matterA,
    matterB,
    rating,
    exclusionId: proposal.id,
    caseOne: await makeCase(w, 'sealed', w.marks.caseOne, w.people.residentOne, w.unitB.id, w.unitA.id),
    caseTwo: await makeCase(w, 'public', w.marks.caseTwo, w.people.residentTwo, null, w.unitB.id),
  }
}

/** What the officer was told of their own work, with a text that stands in no other figure. */
async function tellOfficer(w: Base) {
  const group = { name: w.marks.officerEstimate, officers: 12, point: 90 }
  const rate = { point: 88, interval: [80, 94] as [number, number], level: 0.95, reaches: 30, target: 0.9 }
  const when = { month: '2026-05-01', fromDay: '2025-06-01', toDay: '2026-05-31', closedAt: new Date('2026-06-01') }
  const head = { indicatorId: 'IND-002-01', officerId: w.officer.id, version: 1 }
  await insertEstimates(w.ctx, [
    { ...head, ...when, estimate: { ...rate, own: 'half', differ: true, group }, refusal: null },
  ])
}

/** A case in the hands of a unit, with a contact that lies sealed and an internal note. */
async function makeCase(
  w: Base,
  identity: 'sealed' | 'public',
  text: string,
  by: Session | undefined,
  against: string | null,
  unitId: string,
) {
  const draft = {
    id: randomUUID(),
    kind: against ? ('complaint' as const) : ('opinion' as const),
    identity,
    text,
    areaId: w.village.id,
    contact: { name: w.marks.contactOne, phone: '13900000002' },
    ...(against ? { conduct: 'uncivil' as const, accusedUnitId: against } : {}),
  }
  const receipt = await must(w.server.call(submitCase, draft, by, w.tenant))
  const step = { caseId: receipt.id }
  const { dispatcher } = w.people
  await must(w.server.call(acceptCase, { id: randomUUID(), ...step, version: 1 }, dispatcher))
  await must(w.server.call(assignCase, { id: randomUUID(), ...step, version: 2, unitId }, dispatcher))
  await must(w.server.call(noteCase, { id: randomUUID(), ...step, words: w.marks.note }, dispatcher))
  return receipt
}
