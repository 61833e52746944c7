import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { type DistrictFiles, districtId } from '../data/read.ts'
import { registryId } from '../features/registry/sheets/queries.ts'
import { idFromName } from '../platform/ids.ts'
import type { SimulatedMatter } from './matters/simulate.ts'
import { demoTenant } from './tenant.ts'
import { momentOf, type World } from './world.ts'

type Shown = { name: string; unit: string; kind: string; title: string; daysAgo: number; phone: string }

/** Matters whose claims wait for the demo residents; the first two are printed with the accounts, for who only wants to rate. */
const waiting: readonly Shown[] = [
  { name: 'open-1', unit: 'u-cgj', kind: 'enforcement', title: '占道经营检查', daysAgo: 1, phone: '13800000001' },
  { name: 'open-2', unit: 'u-spj', kind: 'service', title: '个体工商户登记', daysAgo: 1, phone: '13800000002' },
  { name: 'open-3', unit: 'u-gaj', kind: 'enforcement', title: '电动自行车检查', daysAgo: 2, phone: '13800000001' },
  { name: 'open-4', unit: 'u-jtj', kind: 'enforcement', title: '网约车经营检查', daysAgo: 2, phone: '13800000003' },
  { name: 'open-5', unit: 'u-scj', kind: 'enforcement', title: '食品经营单位检查', daysAgo: 3, phone: '13800000004' },
  { name: 'open-6', unit: 'u-hbj', kind: 'enforcement', title: '噪声投诉现场检查', daysAgo: 3, phone: '13800000005' },
  { name: 'open-7', unit: 'u-zjj', kind: 'enforcement', title: '物业服务检查', daysAgo: 4, phone: '13800000006' },
]

/** A poor rating of a few days ago, whose follow-up is under way. */
const rated: Shown = {
  name: 'rated-1',
  unit: 'u-cgj',
  kind: 'enforcement',
  title: '油烟和夜间施工检查',
  daysAgo: 4,
  phone: '13800000001',
}

export const openClaimIds = waiting.slice(0, 2).map(({ name }) => claimIdOf(name))

/** The matters that every load has, whatever chance made of the others. */
export function showcaseMatters(world: World): SimulatedMatter[] {
  const open = waiting.map((shown) => matterOf(world, shown))
  const poor = matterOf(world, rated)
  const at = new Date(poor.createdAt.getTime() + 95 * 60_000)
  const ratingId = idFromName(`${poor.id}/rating`)
  const answer = { ratingId, at, grade: 2 as const, assistedBy: null }
  return [...open, { ...poor, claim: poor.claim && { ...poor.claim, answer } }]
}

function matterOf(world: World, shown: Shown): SimulatedMatter {
  const tenantId = world.ctx.tenant.id
  const day: Day = addDays(world.dayOf(world.now), -shown.daysAgo)
  const createdAt = momentOf(world, day, 10 * 60 + 20)
  const resident = world.files.accounts.residents.find(({ phone }) => phone === shown.phone)
  return {
    id: matterIdOf(shown.name),
    unit: shown.unit,
    unitId: registryId(tenantId, 'units', shown.unit),
    officerId: officerOf(world.files, tenantId, shown),
    areaId: registryId(tenantId, 'areas', resident?.area ?? '320585000000'),
    kind: shown.kind,
    source: 'demo',
    externalId: shown.name,
    title: shown.title,
    caseNumber: null,
    closedDay: day,
    createdAt,
    party: { kind: 'person', name: resident?.name, phone: shown.phone },
    claim: { id: claimIdOf(shown.name), mintedAt: createdAt, shownAt: null, answer: null },
  }
}

function officerOf(files: DistrictFiles, tenantId: string, { unit, kind }: Shown): string | null {
  const officer = kind === 'enforcement' ? files.officers.find((each) => each.unit === unit) : undefined
  return officer ? registryId(tenantId, 'officers', officer.externalId) : null
}

function matterIdOf(name: string): string {
  return districtId(demoTenant.id, 'matter', name)
}

function claimIdOf(name: string): string {
  return idFromName(`${matterIdOf(name)}/claim`)
}
