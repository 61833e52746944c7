import type { Scope } from '@minyi/shared/indicators/contract.ts'
import { handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type * as contract from '@minyi/shared/indicators/three-rates/contract.ts'
import { threeRates } from '@minyi/shared/indicators/three-rates/contract.ts'
import {
  closedQuarters,
  emptyTally,
  hiddenRates,
  threeRateFigures,
} from '@minyi/shared/indicators/three-rates/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, daysBetween } from '@minyi/shared/platform/time.ts'
import { reachesAll } from '../../../platform/access.ts'
import { type Context, instantOf, staffOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { barOver } from '../../cases/conflicts/service.ts'
import { definitionsInForce } from '../handling/definitions/service.ts'
import { linksTo } from '../published/links/service.ts'
import * as queries from './queries.ts'

const longestDays = 366
const quartersTold = 4

/** Leaders and supervisors read the three rates of the call-backs that were made in a period, as one and by the unit that handled. */
export async function readThreeRates(
  ctx: Context,
  input: InputOf<typeof contract.readThreeRates>,
): Promise<OutputOf<typeof contract.readThreeRates>> {
  const { from, to, by } = input
  if (from > to || daysBetween(from, to) >= longestDays) {
    throw new Problem('input-invalid', { fields: [{ path: 'from', message: '起在前，最长一年' }] })
  }
  const scope = await scopeFor(ctx, input.unitId)
  const before = startOfDay(ctx.tenant.zone, addDays(to, 1))
  const unbarred = await barOver(ctx, 'item', { from: new Date(0), before })
  const asked = { from, to, unitId: scope.id, unbarred }
  const whole = (await queries.countCalls(ctx, asked)) ?? emptyTally
  const groups = by === 'unit' ? await queries.countCallsByUnit(ctx, asked) : []
  const { calls: definitions } = await definitionsInForce(ctx)
  const hidden = hiddenRates(
    whole,
    groups.map(({ tally }) => tally),
    definitions,
  )
  const frame = { period: { from, to }, asOf: instantOf(ctx, ctx.now()), demo: ctx.tenant.demo, definitions }
  const ids = threeRates.map((rate) => handlingIdOf('calls', rate))
  const linkTo = await linksTo(ctx, ids, { areaId: null, unitId: scope.id })
  return {
    figures: threeRateFigures(whole, { ...frame, scope }).map((figure) => ({
      ...figure,
      certificate: linkTo(handlingIdOf('calls', figure.rate)),
    })),
    calls: whole.calls,
    rows: groups.map(({ id, name, tally }, i) => {
      const of: Scope = { dimension: 'unit', id, name }
      const calls = tally.calls.done < 5 ? null : tally.calls
      return { scope: of, figures: threeRateFigures(tally, { ...frame, scope: of }, hidden[i]), calls }
    }),
  }
}

/** A unit reads its own rates by the quarters that are over: they never change any more and never overlap. */
export async function readOwnThreeRates(ctx: Context): Promise<OutputOf<typeof contract.readOwnThreeRates>> {
  const { unitId } = staffOf(ctx)
  if (unitId === null) return { quarters: [] }
  const scope: Scope = { dimension: 'unit', id: unitId, name: (await queries.findUnitName(ctx, unitId)) ?? '' }
  const { calls: definitions } = await definitionsInForce(ctx)
  const quarters = []
  for (const period of closedQuarters(today(ctx), quartersTold)) {
    const tally = await queries.countCallsOfUnit(ctx, unitId, period.from, period.to)
    const frame = { period, scope, asOf: instantOf(ctx, ctx.now()), demo: ctx.tenant.demo, definitions }
    const figures = threeRateFigures(tally, frame)
    quarters.push({ period, figures: figures.map((figure) => (figure.suppressed ? { ...figure, n: null } : figure)) })
  }
  return { quarters }
}

async function scopeFor(ctx: Context, unitId: string | undefined): Promise<Scope> {
  if (unitId === undefined) {
    return { dimension: 'all', id: null, name: reachesAll(ctx.actor, 'figures.exact') ? ctx.tenant.name : '辖区内' }
  }
  const name = await queries.findUnitName(ctx, unitId)
  if (name === undefined) throw new Problem('not-found')
  return { dimension: 'unit', id: unitId, name }
}
