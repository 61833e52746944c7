import { addDays, daysBetween } from '@minyi/shared/platform/time.ts'
import type { OrderDetail } from '@minyi/shared/supervision/contract.ts'
import { periodOf } from '@minyi/shared/supervision/lists/rules.ts'
import { registryId } from '../../features/registry/sheets/queries.ts'
import { sendLetter } from '../../features/supervision/letters/sending/service.ts'
import * as letters from '../../features/supervision/letters/service.ts'
import { issueList } from '../../features/supervision/lists/service.ts'
import { openOrder } from '../../features/supervision/orders/service.ts'
import * as steps from '../../features/supervision/steps/service.ts'
import * as tasks from '../../features/supervision/tasks/service.ts'
import type { Actor, Context } from '../../platform/context.ts'
import { idFromName } from '../../platform/ids.ts'
import { parameters } from '../../platform/tables.ts'
import { acting, momentOf, type World } from '../world.ts'
import { type DemoLetter, type DemoOrder, demoLetters, demoOrders, type LetterStep, type OrderAct } from './orders.ts'

type Due = { daysAgo: number; minutes: number; run: (ctx: Context) => Promise<unknown>; actor: Actor }

const minutesApart = 7
const opening = 9 * 60

/** Orders and letters of the last two months through the product's own use cases, in one line of time, and the lists issued since. */
export async function writeSupervision(world: World): Promise<void> {
  await setSign(world.ctx)
  const line = [
    ...demoOrders.flatMap((order, i) => lineOfOrder(world, order, i)),
    ...demoLetters.flatMap((letter, i) => lineOfLetter(world, letter, i)),
    ...issues(world),
  ]
  line.sort((a, b) => b.daysAgo - a.daysAgo || a.minutes - b.minutes)
  for (const { daysAgo, minutes, run, actor } of line) {
    const at = momentOf(world, addDays(world.dayOf(world.now), -daysAgo), minutes)
    if (at < world.now) await run(acting(world, at, actor))
  }
}

/** How the numbers of the demo's orders and letters begin. */
async function setSign({ db, tenant, now }: Context): Promise<void> {
  const source = '演示设置：文号前加地名代字'
  const row = { tenantId: tenant.id, name: 'supervision.sign', version: 1, value: '太', source, setAt: now() }
  await db.insert(parameters).values(row).onConflictDoNothing()
}

const unitIdOf = (world: World, unit: string) => registryId(world.ctx.tenant.id, 'units', unit)
const idOf = (world: World, what: string) => idFromName(`${world.ctx.tenant.id}/supervision/${what}`)

function lineOfOrder(world: World, order: DemoOrder, index: number): Due[] {
  const assigner = world.people.staff(order.by)
  const name = `order-${index}`
  const id = idOf(world, name)
  const parts = new Map<string, string>()
  const open = async (ctx: Context) => {
    const { units, by: _, planInDays, daysAgo: __, acts: ___, ...words } = order
    const unitIds = units.map((unit) => unitIdOf(world, unit))
    const plannedDay = planInDays === undefined ? null : addDays(world.dayOf(world.now), planInDays)
    const detail: OrderDetail = await openOrder(ctx, { ...words, id, unitIds, plannedDay, sourceId: null })
    for (const task of detail.tasks) parts.set(task.unitId, task.id)
  }
  const versions = new Map<string, number>()
  const take = (act: OrderAct, turn: number) => async (ctx: Context) => {
    const version = (versions.get(act.unit) ?? 0) + 1
    versions.set(act.unit, version)
    const taskId = parts.get(unitIdOf(world, act.unit)) ?? ''
    await stepOf(world, ctx, act, { id: idOf(world, `${name}-${turn}`), taskId, version })
  }
  const first: Due = { daysAgo: order.daysAgo, minutes: opening + index, run: open, actor: assigner }
  const rest = order.acts.map((act, turn): Due => {
    const isUnit = act.act !== 'clear' && act.act !== 'return'
    const actor = isUnit ? world.people.handlerOf(act.unit) : assigner
    return { daysAgo: act.daysAgo, minutes: opening + 30 + turn * minutesApart, run: take(act, turn), actor }
  })
  return [first, ...rest]
}

type OnTask = { id: string; taskId: string; version: number }

async function stepOf(world: World, ctx: Context, { act, words, untilDays = 0 }: OrderAct, on: OnTask): Promise<void> {
  const said = { ...on, words }
  if (act === 'study') await tasks.studyTask(ctx, said)
  if (act === 'report') await tasks.reportTask(ctx, { ...said, photos: [] })
  if (act === 'finish') await tasks.finishTask(ctx, { ...said, photos: [] })
  if (act === 'clear') await steps.clearTask(ctx, said)
  if (act === 'return') await steps.returnTask(ctx, said)
  const untilDay = addDays(world.dayOf(world.now), untilDays)
  if (act === 'ask-extension') await tasks.askExtension(ctx, { ...said, untilDay })
}

function lineOfLetter(world: World, letter: DemoLetter, index: number): Due[] {
  const name = `letter-${index}`
  const id = idOf(world, name)
  const { unit, daysAgo, acts, ...words } = letter
  const post = (ctx: Context) => sendLetter(ctx, { ...words, id, unitId: unitIdOf(world, unit), orderId: null })
  const first: Due = { daysAgo, minutes: opening + 60 + index, run: post, actor: world.people.staff('jiandu') }
  const rest = acts.map((step, turn): Due => {
    const on = { id: idOf(world, `${name}-${turn}`), letterId: id, version: turn + 1 }
    const isUnit = step.act !== 'accept'
    const actor = isUnit ? world.people.handlerOf(unit) : world.people.staff(step.by ?? 'jiandu')
    return { daysAgo: step.daysAgo, minutes: opening + 90, run: (ctx) => letterStepOf(ctx, step, on), actor }
  })
  return [first, ...rest]
}

async function letterStepOf(
  ctx: Context,
  { act, words }: LetterStep,
  on: { id: string; letterId: string; version: number },
): Promise<void> {
  if (act === 'acknowledge') await letters.acknowledgeLetter(ctx, on)
  if (act === 'correct') await letters.correctLetter(ctx, { ...on, words, photos: [] })
  if (act === 'report') await letters.reportLetter(ctx, { ...on, words, photos: [] })
  if (act === 'accept') await letters.acceptLetter(ctx, { ...on, words, accept: true })
  if (act === 'object') await letters.objectLetter(ctx, { ...on, words })
}

/** The weeks and the month that are over, each issued the Monday or the first after. */
function issues(world: World): Due[] {
  const today = world.dayOf(world.now)
  const actor = world.people.staff('jiandu')
  const issue = (kind: 'weekly' | 'monthly', daysAgo: number, day: string): Due => ({
    daysAgo,
    minutes: opening + 10,
    run: (ctx) => issueList(ctx, { id: idOf(world, `${kind}-${day}`), kind, day, words: null }),
    actor,
  })
  const monday = daysBetween(periodOf('weekly', today).fromDay, today)
  const dayOfMonth = Number(today.slice(8))
  return [
    issue('weekly', monday, addDays(today, -monday - 7)),
    issue('weekly', monday + 7, addDays(today, -monday - 14)),
    issue('monthly', dayOfMonth - 1, addDays(today, -dayOfMonth)),
  ]
}
