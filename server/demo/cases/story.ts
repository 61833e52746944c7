import type { CaseState, Verdict } from '@minyi/shared/cases/contract.ts'
import { collectCase, receiptSecretOf, submitCase } from '../../features/cases/intake/service.ts'
import {
  acceptCase,
  assignCase,
  callBackCase,
  refuseCase,
  replyCase,
  returnCase,
} from '../../features/cases/office/steps/service.ts'
import { giveVerdict, withdrawCase } from '../../features/cases/resident/service.ts'
import { registryId } from '../../features/registry/sheets/queries.ts'
import type { StaffActor } from '../../platform/context.ts'
import { idFromName } from '../../platform/ids.ts'
import { acting, homeMoment, officeMoment, type World } from '../world.ts'
import type { SimulatedCase } from './simulate.ts'

/** How an item stands after an act; `steps` counts the acts, so that each has an id of its own. */
export type Standing = { state: CaseState; version: number; round: number; at: Date; steps: number }
type ActName = 'accept' | 'refuse' | 'assign' | 'return' | 'reply' | 'verdict' | 'withdraw' | 'call-back'
export type PlannedAct = { at: Date; act: ActName }

const anyone = { kind: 'anyone', id: null } as const

/** The resident files it, or a collector for them. */
export async function fileCase(world: World, item: SimulatedCase): Promise<Standing> {
  const { text, receivedAt: at, collector } = item
  const idOf = (sheet: 'areas' | 'units' | 'officers', externalId: string) =>
    registryId(world.ctx.tenant.id, sheet, externalId)
  const accused = text.kind === 'complaint' && text.conduct !== null
  const draft = {
    id: item.id,
    kind: text.kind,
    entry: 'general' as const,
    identity: item.identity,
    text: text.text,
    title: text.title,
    ...(accused && text.conduct ? { conduct: text.conduct, accusedUnitId: idOf('units', text.unit) } : {}),
    ...(accused && item.officer ? { accusedOfficerId: idOf('officers', item.officer) } : {}),
    place: text.place,
    happened: { day: item.happenedDay },
    photos: [],
    contact: item.contact,
  }
  if (collector === null) {
    const actor = item.resident ? world.people.resident(item.resident) : anyone
    const channel = item.channel === 'web' ? ('web' as const) : ('mini-app' as const)
    const areaId = idOf('areas', text.area)
    await submitCase(acting(world, at, actor, `case/${item.id}`), { ...draft, areaId, channel })
  } else {
    const account = world.files.accounts.staff.find(({ login }) => login === collector)
    const areaId = idOf('areas', account?.scopeArea ?? text.area)
    const channel = item.channel === 'mini-app' || item.channel === 'web' ? 'grid' : item.channel
    await collectCase(acting(world, at, world.people.staff(collector)), { ...draft, areaId, channel })
  }
  return { state: 'received', version: 1, round: 1, at, steps: 0 }
}

/** What comes next and when, or null where the item rests, is over, or waits for somebody who never acts. */
export function planAct(world: World, item: SimulatedCase, standing: Standing): PlannedAct | null {
  const { chance, stop } = item
  const { state, at, round } = standing
  const office = (act: ActName, from: number, to: number) => ({
    act,
    at: officeMoment(world, chance, at, chance.between(from, to)),
  })
  const late = chance.of(0.1)
  if (item.smooth) return planSmooth(world, item, standing)
  if (stop === state) return state === 'handling' && chance.of(0.3) ? office('return', 0, 2) : null
  if (stop === 'handling' && state === 'returned') return null
  if (state === 'received') return office(round === 1 && chance.of(0.04) ? 'refuse' : 'accept', 0, late ? 8 : 3)
  if (state === 'accepted' || state === 'returned') return office('assign', 0, 1)
  if (state === 'handling') {
    if (chance.of(0.03) && round === 1) return { act: 'withdraw', at: homeMoment(world, chance, at, 1) }
    if (chance.of(0.06)) return office('return', 0, 2)
    return item.text.kind === 'complaint' ? office('reply', 4, late ? 30 : 16) : office('reply', 1, late ? 7 : 3)
  }
  if (state === 'replied') {
    if (item.verdict === 'no-answer') return null
    return { act: 'verdict', at: homeMoment(world, chance, at, chance.between(0, 4)) }
  }
  return state === 'call-back' ? office('call-back', 0, 2) : null
}

const smoothActs: Partial<Record<CaseState, ActName>> = {
  received: 'accept',
  accepted: 'assign',
  handling: 'reply',
  replied: 'verdict',
}

function planSmooth(world: World, { chance, stop }: SimulatedCase, { state, at }: Standing): PlannedAct | null {
  const act = smoothActs[state]
  return stop === state || !act ? null : { act, at: officeMoment(world, chance, at, 1) }
}

/** Takes a planned act as the person whose it is. */
export async function takeAct(
  world: World,
  item: SimulatedCase,
  standing: Standing,
  { at, act }: PlannedAct,
): Promise<Standing> {
  const steps = standing.steps + 1
  const step = { id: idFromName(`${item.id}/step/${steps}`), caseId: item.id, version: standing.version }
  const after = await acts[act]({ world, item, standing, at, step })
  return { state: after.state, version: after.version, round: after.round, at, steps }
}

type Taking = {
  world: World
  item: SimulatedCase
  standing: Standing
  at: Date
  step: { id: string; caseId: string; version: number }
}
type Taken = { state: CaseState; version: number; round: number }

const acts: Record<ActName, (taking: Taking) => Promise<Taken>> = {
  accept: (t) => acceptCase(by(t, dispatcherOf(t)), { ...t.step, words: '' }),
  refuse: (t) =>
    refuseCase(by(t, dispatcherOf(t)), {
      ...t.step,
      otherPath: 'reconsideration',
      words: '您反映的是对处罚决定本身的异议，可以在六十日内申请行政复议，我们已把申请方式发给您。',
    }),
  assign: (t) => assignCase(by(t, dispatcherOf(t)), { ...t.step, unitId: unitIdOf(t, handlingUnit(t)), words: '' }),
  return: (t) =>
    returnCase(by(t, handlerOf(t)), { ...t.step, words: '按职责分工应由其他单位承办，请重新确定承办单位' }),
  reply: (t) => replyCase(by(t, handlerOf(t)), { ...t.step, outcome: 'done', words: t.item.text.reply }),
  withdraw: (t) => withdrawCase(byResident(t), { ...own(t), words: '已经当面解决了，不用再办' }),
  verdict: (t) => giveVerdict(byResident(t), { ...own(t), ...verdictOf(t) }),
  'call-back': (t) => callBackCase(by(t, t.world.people.staff('jiandu')), { ...t.step, ...callBackOf(t) }),
}

const by = ({ world, at }: Taking, actor: StaffActor) => acting(world, at, actor)
const byResident = ({ world, at }: Taking) => acting(world, at, anyone)
const own = ({ world, item, step }: Taking) => ({
  id: step.id,
  caseId: item.id,
  secret: receiptSecretOf(world.ctx, item.id),
})

/** Nobody works on what accuses their own unit. */
const dispatcherOf = ({ world, item }: Taking) => world.people.staff(item.text.unit === 'u-sfj' ? 'fenpai2' : 'fenpai')

/** An opinion goes to the unit whose field it is; a complaint to an office that supervises, never to the accused. */
function handlingUnit({ item }: Taking): string {
  if (item.text.kind === 'opinion') return item.text.unit
  return item.text.unit === 'u-sfj' ? 'u-fzb' : 'u-sfj'
}

const handlerOf = (taking: Taking) => taking.world.people.handlerOf(handlingUnit(taking))
const unitIdOf = ({ world }: Taking, unit: string) => registryId(world.ctx.tenant.id, 'units', unit)

function verdictOf({ item, standing }: Taking): {
  verdict: Exclude<Verdict, 'no-answer'>
  grade: 5 | 4 | 3 | 2 | 1
  words: string
} {
  const { text, chance } = item
  const drawn = item.verdict === 'no-answer' ? 'partly' : item.verdict
  const verdict = standing.round > 1 && chance.of(0.7) ? 'solved' : drawn
  const grades = { solved: [5, 4, 4], partly: [3, 3, 4], 'not-solved': [2, 1, 2] } as const
  return { verdict, grade: chance.pick(grades[verdict]), words: verdict === text.verdict ? text.verdictWords : '' }
}

function callBackOf({ item, standing }: Taking) {
  if (standing.round > 1)
    return { result: 'not-settled', next: 'close', words: '已两次办理并回访，向诉求人说明了其他救济途径' } as const
  if (item.chance.of(0.3))
    return { result: 'settled', next: 'close', words: '回访时诉求人认可后续处理，同意结案' } as const
  return { result: 'not-settled', next: 'redo', words: '诉求人仍不认可，退回承办单位再办一次' } as const
}
