import type { Party } from '@minyi/shared/matters/contract.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { districtId } from '../../data/read.ts'
import type { SimulationFile } from '../../data/schema.ts'
import { registryId } from '../../features/registry/sheets/queries.ts'
import { idFromName } from '../../platform/ids.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { inventParty } from '../parties.ts'
import { dayShare, homeMoment, momentOf, type World } from '../world.ts'

/** What the party of a matter answered. `assistedBy` is the login of the grid worker who filled it in for them. */
export type Answer = { ratingId: string; at: Date; grade: Grade; assistedBy: string | null }
export type SimulatedClaim = { id: string; mintedAt: Date; shownAt: Date | null; answer: Answer | null }
export type SimulatedMatter = {
  id: string
  unit: string
  unitId: string
  officerId: string | null
  areaId: string
  kind: string
  source: string
  externalId: string
  title: string
  caseNumber: string | null
  closedDay: Day
  createdAt: Date
  party: Party
  claim: SimulatedClaim | null
}

type UnitSetting = SimulationFile['units'][number]
const gradesInOrder = [1, 2, 3, 4, 5] as const

/** Every closed matter of the simulated days, with what became of its claim until now. */
export function simulateMatters(world: World): SimulatedMatter[] {
  const { simulation } = world.files
  const chance = chanceOf(simulation.seed, 'matters')
  const made: SimulatedMatter[] = []
  for (const [i, day] of world.days.entries()) {
    const last = Math.max(1, world.days.length - 1)
    const when = { progress: i / last, daysLeft: world.days.length - 1 - i }
    for (const setting of simulation.units) {
      const mean = setting.mattersPerDay * dayShare(world, day) * world.scale
      for (let count = chance.count(mean); count > 0; count -= 1) {
        made.push(simulateMatter(world, chance, setting, { day, when, running: made.length + 1 }))
      }
    }
  }
  return made
}

/** How far the simulated days have gone, as a fraction and as days that are left. */
type Moment = { progress: number; daysLeft: number }
type Place = { day: Day; when: Moment; running: number }

function simulateMatter(world: World, chance: Chance, setting: UnitSetting, place: Place): SimulatedMatter {
  const { simulation } = world.files
  const { claims, parties } = simulation
  const base = describeMatter(world, chance, setting, place)
  if (chance.of(parties.none)) return { ...base, party: { kind: 'none' }, claim: null }
  const minted = chance.of(claims.mintedShare / (1 - parties.none))
  const atCounter = minted && chance.of(claims.counterShare)
  const party = inventParty(world, chance, minted && !atCounter)
  if (!minted) return { ...base, party, claim: null }
  const shownAt = atCounter ? new Date(base.createdAt.getTime() + chance.between(1, 6) * 60_000) : null
  const mintedAt = shownAt ?? base.createdAt
  const claim = { id: idFromName(`${base.id}/claim`), mintedAt, shownAt }
  const answer = simulateAnswer(world, chance, {
    setting,
    when: place.when,
    mintedAt,
    atCounter,
    grid: base.grid,
  })
  return {
    ...base,
    party,
    claim: { ...claim, answer: answer && { ...answer, ratingId: idFromName(`${base.id}/rating`) } },
  }
}

function describeMatter(world: World, chance: Chance, setting: UnitSetting, { day, running }: Place) {
  const { files } = world
  const tenantId = world.ctx.tenant.id
  const titles = files.simulation.titles.find(({ unit, kind }) => unit === setting.unit && kind === setting.kind)
  const officers = files.officers.filter(({ unit }) => unit === setting.unit)
  const officer = setting.kind === 'enforcement' && officers.length > 0 ? chance.pick(officers).externalId : null
  const township = chance.weighted(setting.areas, ({ weight }) => weight).area
  const grid = chance.of(files.simulation.gridShare) ? pickGrid(world, chance, township) : null
  const source = sources[setting.kind]
  const externalId = `${source}-${day.replaceAll('-', '')}-${String(running).padStart(6, '0')}`
  const numbered = setting.kind === 'enforcement' && chance.of(0.4)
  return {
    id: districtId(tenantId, 'matter', externalId),
    unit: setting.unit,
    unitId: registryId(tenantId, 'units', setting.unit),
    officerId: officer === null ? null : registryId(tenantId, 'officers', officer),
    areaId: registryId(tenantId, 'areas', grid ?? township),
    grid,
    kind: setting.kind,
    source,
    externalId,
    title: chance.pick(titles?.titles ?? ['其他事项']),
    caseNumber: numbered ? `太执〔${day.slice(0, 4)}〕${String(running).padStart(5, '0')}号` : null,
    closedDay: day,
    createdAt: momentOf(world, day, chance.between(9 * 60, 17 * 60 + 20)),
  }
}

const sources = {
  enforcement: 'zhzf',
  service: 'zwfw',
  mediation: 'rmtj',
  proposal: 'jyta',
  hotline: 'rx12345',
} as const

/** A grid of the township, for the share of matters that a grid worker comes across. */
function pickGrid(world: World, chance: Chance, township: string): string | null {
  const grids = world.files.simulation.grids[township] ?? []
  return grids.length > 0 ? chance.pick(grids) : null
}

type Asked = { setting: UnitSetting; when: Moment; mintedAt: Date; atCounter: boolean; grid: string | null }

function simulateAnswer(world: World, chance: Chance, asked: Asked): Omit<Answer, 'ratingId'> | null {
  const { claims, gridShare } = world.files.simulation
  const { setting, when, mintedAt, atCounter, grid } = asked
  if (!chance.of(atCounter ? claims.counterAnswerRate : claims.answerRate)) return null
  const delay = chance.weighted([...claims.answerDelayDays.keys()], (days) => claims.answerDelayDays[days] ?? 0)
  const soon = new Date(mintedAt.getTime() + chance.between(1, 10) * 60_000)
  const at = atCounter ? soon : homeMoment(world, chance, mintedAt, delay)
  const grade = chance.weighted(gradesInOrder, gradeWeights(setting, when))
  const assisted = !atCounter && grid !== null && chance.of(Math.min(1, claims.assistedShare / gridShare))
  const assistedBy = assisted ? gridWorkerOf(setting.unit) : null
  return at < world.now ? { at, grade, assistedBy } : null
}

/** Nobody fills in for somebody what their own unit is rated on. */
const gridWorkerOf = (ratedUnit: string) => (ratedUnit === 'u-chengxiang' ? 'wangge' : 'wangge2')

/** The unit's grade probabilities on a day: the satisfied share moves by drift and slip, the shape within each half stays. */
function gradeWeights({ grades, drift, slip }: UnitSetting, at: Moment): (grade: Grade) => number {
  const poor = grades[0] + grades[1]
  const slipped = slip && at.daysLeft < slip.lastDays ? slip.morePoor : 0
  const nowPoor = poor - drift * (at.progress - 0.5) + slipped
  return (grade) => {
    const weight = grades[grade - 1] ?? 0
    return grade <= 2 ? (weight / poor) * nowPoor : (weight / (1 - poor)) * (1 - nowPoor)
  }
}
