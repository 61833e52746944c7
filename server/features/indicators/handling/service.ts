import { caseKinds } from '@minyi/shared/cases/contract.ts'
import type { Period, Scope, Suppression } from '@minyi/shared/indicators/contract.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import {
  type readHandling as contract,
  type HandlingRate,
  handlingRates,
} from '@minyi/shared/indicators/handling/contract.ts'
import { type HandlingCounts, handlingFigures } from '@minyi/shared/indicators/handling/rules.ts'
import { hiddenCells } from '@minyi/shared/indicators/telling/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, daysBetween } from '@minyi/shared/platform/time.ts'
import { reachesAll } from '../../../platform/access.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { barOver } from '../../cases/conflicts/service.ts'
import { findArea, findUnit } from '../exact/queries.ts'
import { linksTo } from '../published/links/service.ts'
import { definitionsInForce } from './definitions/service.ts'
import * as queries from './queries.ts'

const longestDays = 366

/**
 * Leaders and supervisors read how items are handled: four rates of what was received in a period, each with n, interval, verdict and
 * funnel. What is hidden in a table is hidden so that no subtraction from the whole gives it away.
 */
export async function readHandling(ctx: Context, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const scope = await scopeFor(ctx, input)
  const { from, to, by } = input
  const kinds = input.kind === undefined ? caseKinds : [input.kind]
  const unbarred = await barOver(ctx, 'item', instantsOf(ctx, { from, to }))
  const asked = {
    unbarred,
    from,
    to,
    asOf: ctx.now(),
    kinds,
    areaId: scope.dimension === 'area' ? scope.id : null,
    unitId: scope.dimension === 'unit' ? scope.id : null,
  }
  const [whole] = await queries.countHandling(ctx, asked, 'none')
  const groups = by === 'none' ? [] : await queries.countHandling(ctx, asked, by)
  const { items: definitions } = await definitionsInForce(ctx)
  const frame = { period: { from, to }, asOf: instantOf(ctx, asked.asOf), demo: ctx.tenant.demo, kinds, definitions }
  const named = groups.filter(({ id }) => id !== null)
  const hidden = hiddenOf(whole?.counts, named, definitions)
  const linkTo = await linksOf(ctx, scope, kinds)
  return {
    figures: handlingFigures(whole?.counts ?? none, { ...frame, scope }).map((figure) => ({
      ...figure,
      certificate: linkTo(handlingIdOf('items', figure.rate)),
    })),
    rows: named.map(({ id, name, counts }, i) => {
      const of: Scope = { dimension: by === 'unit' ? 'unit' : 'area', id, name: name ?? '' }
      return { scope: of, figures: handlingFigures(counts, { ...frame, scope: of }, hidden[i]) }
    }),
  }
}

/** The published figures of all kinds of items in a place; those of one kind are none of them. */
async function linksOf(ctx: Context, { dimension, id }: Scope, kinds: readonly string[]) {
  if (kinds.length < caseKinds.length) return () => null
  const place = { areaId: dimension === 'area' ? id : null, unitId: dimension === 'unit' ? id : null }
  return linksTo(
    ctx,
    handlingRates.map((rate) => handlingIdOf('items', rate)),
    place,
  )
}

/** The first instant of a period and the first after it; at most a year. */
export function instantsOf(ctx: Context, { from, to }: Period): { from: Date; before: Date } {
  if (from > to || daysBetween(from, to) >= longestDays) {
    throw new Problem('input-invalid', { fields: [{ path: 'from', message: '起在前，最长一年' }] })
  }
  return { from: startOfDay(ctx.tenant.zone, from), before: startOfDay(ctx.tenant.zone, addDays(to, 1)) }
}

const zero = { of: 0, good: 0 }
const none: HandlingCounts = {
  funnel: {
    received: 0,
    accepted: 0,
    replied: 0,
    reached: 0,
    answered: 0,
    silent: 0,
    excluded: { total: 0, byReason: [] },
  },
  rates: { responded: zero, solved: zero, satisfied: zero, 'on-time': zero },
}

/** Which rates of which rows must be hidden beside those under the minimum. */
function hiddenOf(
  whole: HandlingCounts | undefined,
  groups: readonly queries.Group[],
  definitions: Record<HandlingRate, DefinitionInFull>,
) {
  const hidden: Partial<Record<HandlingRate, Suppression>>[] = groups.map(() => ({}))
  for (const rate of handlingRates) {
    const sizes = groups.map(({ counts }) => counts.rates[rate].of)
    const elsewhere = (whole?.rates[rate].of ?? 0) - sizes.reduce((sum, size) => sum + size, 0)
    for (const [i, reason] of hiddenCells(sizes, elsewhere, definitions[rate].minN)) {
      const row = hidden[i]
      if (row) row[rate] = reason
    }
  }
  return hidden
}

/** Everything in the caller's reach, or one area or unit of it. */
export async function scopeFor(
  ctx: Context,
  { areaId, unitId }: Pick<InputOf<typeof contract>, 'areaId' | 'unitId'>,
): Promise<Scope> {
  const all: Scope = { dimension: 'all', id: null, name: ctx.tenant.name }
  if (areaId === undefined && unitId === undefined) {
    return reachesAll(ctx.actor, 'figures.exact') ? all : { ...all, name: '辖区内' }
  }
  const area = areaId === undefined ? undefined : await findArea(ctx, areaId)
  if (area && unitId === undefined) return area.scope
  const unit = unitId === undefined ? undefined : await findUnit(ctx, unitId)
  if (unit && areaId === undefined) return unit.scope
  throw new Problem('not-found')
}

/** The same counts as they are, protected by nobody: for papers of the whole place, which protect them before they print them. */
export const countHandling = (...asked: Parameters<typeof queries.countHandling>) => queries.countHandling(...asked)
