import type { CaseChannel, IdentityLevel, Verdict } from '@minyi/shared/cases/contract.ts'
import { workingDaysBetween } from '@minyi/shared/clocks/working-days.ts'
import { addDays, type Day, daysBetween } from '@minyi/shared/platform/time.ts'
import { type DistrictFiles, districtId } from '../../data/read.ts'
import { type Chance, chanceOf, drawKey } from '../chance.ts'
import { inventName, inventPhone } from '../parties.ts'
import { demoTenant } from '../tenant.ts'
import { momentOf, type World } from '../world.ts'

type CaseText = DistrictFiles['cases'][number]
type Stop = keyof DistrictFiles['simulation']['cases']['states'] | 'call-back'

/** One item as it was filed, and how far its story may go. `resident` is the telephone of a demo resident. */
export type SimulatedCase = {
  id: string
  text: CaseText
  receivedAt: Date
  channel: CaseChannel
  /** The login of the collector who entered it, for the channels that have one. */
  collector: string | null
  resident: string | null
  contact: { name?: string; phone?: string }
  identity: IdentityLevel
  officer: string | null
  happenedDay: Day
  verdict: Verdict
  stop: Stop
  /** Nobody is late with it and nothing goes astray, so that it has come to where it stops. */
  smooth: boolean
  chance: Chance
}

/** Items older than this have all come to their end; the younger ones are spread over the states. */
const openForDays = 30

type Showcase = { name: string; kind: CaseText['kind']; workingDays: number; stop: Stop; verdict: Verdict }

/** Items that every load has: answered and waiting for what its resident says, due tomorrow, due today, and to be called back. */
const showcases: readonly Showcase[] = [
  { name: 'shown-answered', kind: 'complaint', workingDays: 4, stop: 'replied', verdict: 'no-answer' },
  { name: 'shown-tomorrow', kind: 'opinion', workingDays: 4, stop: 'handling', verdict: 'solved' },
  { name: 'shown-today', kind: 'opinion', workingDays: 5, stop: 'handling', verdict: 'solved' },
  { name: 'shown-disputed', kind: 'complaint', workingDays: 6, stop: 'call-back', verdict: 'not-solved' },
]

/** The receipt of the first one is printed with the accounts. */
export const shownCaseId = districtId(demoTenant.id, 'case', 'shown-answered')

/** All items of the simulated days, the one with the printed receipt among them. */
export function simulateCases(world: World): SimulatedCase[] {
  const { cases, seed } = world.files.simulation
  const chance = chanceOf(seed, 'cases')
  const texts = (kind: CaseText['kind']) => world.files.cases.filter((text) => text.kind === kind)
  const days = world.days.slice(-cases.days)
  const { firstDayShare } = cases
  const growth = (i: number) => firstDayShare + (1 - firstDayShare) * (i / Math.max(1, days.length - 1))
  const filed = days.flatMap((day, i) =>
    (['complaint', 'opinion'] as const).flatMap((kind) => {
      const mean = kind === 'complaint' ? cases.complaintsPerDay : cases.opinionsPerDay
      const count = chance.count(mean * growth(i) * world.scale)
      return Array.from({ length: count }, () => ({ day, text: chance.pick(texts(kind)) }))
    }),
  )
  const made = filed.map(({ day, text }, i) => simulateCase(world, chanceOf(seed, `case/${i}`), day, text, `case-${i}`))
  return [...made, ...showcases.map((shown) => showcase(world, shown))].sort(
    (a, b) => a.receivedAt.getTime() - b.receivedAt.getTime(),
  )
}

function simulateCase(world: World, chance: Chance, day: Day, text: CaseText, name: string): SimulatedCase {
  const { cases } = world.files.simulation
  const channel = drawKey(chance, cases.channels)
  const { residents, staff } = world.files.accounts
  const ownPhone = channel === 'mini-app' || channel === 'web'
  const collectors = staff.filter(({ role }) => role === 'grid-worker' || role === 'collector')
  const officers = world.files.officers.filter(({ unit }) => unit === text.unit)
  const named = text.kind === 'complaint' && officers.length > 0 && chance.of(0.35)
  const young = daysBetween(day, world.dayOf(world.now)) <= openForDays
  return {
    id: districtId(world.ctx.tenant.id, 'case', name),
    text,
    receivedAt: momentOf(world, day, chance.between(7 * 60, 21 * 60 + 30)),
    channel,
    collector: ownPhone ? null : chance.pick(collectors).login,
    resident: ownPhone && chance.of(0.12) ? chance.pick(residents).phone : null,
    contact: chance.of(0.75) ? { name: inventName(chance), phone: inventPhone(chance) } : {},
    identity: drawKey(chance, cases.identity),
    officer: named ? chance.pick(officers).externalId : null,
    happenedDay: addDays(day, -chance.between(0, 3)),
    verdict: drawKey(chance, cases.verdicts),
    stop: young ? drawKey(chance, cases.states) : 'closed',
    smooth: false,
    chance,
  }
}

function showcase(world: World, { name, kind, workingDays, stop, verdict }: Showcase): SimulatedCase {
  const text = world.files.cases.find((each) => each.kind === kind && each.unit === 'u-cgj')
  const [resident] = world.files.accounts.residents
  if (!text || !resident) throw new Error(`the demo district has no ${kind} or no resident`)
  const chance = chanceOf(world.files.simulation.seed, `case/${name}`)
  return {
    ...simulateCase(world, chance, workingDayBefore(world, workingDays), text, name),
    channel: 'mini-app',
    collector: null,
    resident: resident.phone,
    contact: { name: resident.name, phone: resident.phone },
    identity: 'supervisor',
    verdict,
    stop,
    smooth: true,
  }
}

/** The day from which so many working days have gone by today. */
function workingDayBefore({ dayOf, now, calendar }: World, count: number): Day {
  const today = dayOf(now)
  let day = addDays(today, -count)
  while (workingDaysBetween(day, today, calendar) < count) day = addDays(day, -1)
  return day
}
