import type * as contract from '@minyi/shared/indicators/contract.ts'
import type { Figure, Period, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { monthsUpTo, periodBefore, periodOf, windowUpTo, yearBefore } from '@minyi/shared/indicators/periods/rules.ts'
import { addTallies, figureOf, type Tally, throughChannel } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { reachesAll } from '../../../platform/access.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { cardOf, type Defined, getDefined, listDefined } from '../definitions/service.ts'
import * as queries from './queries.ts'

/** Leaders and supervisors see every indicator at a glance, right as of this instant. */
export async function readOverview(
  ctx: Context,
  input: InputOf<typeof contract.readOverview>,
): Promise<OutputOf<typeof contract.readOverview>> {
  const place = await resolvePlace(ctx, { areaId: input.areaId })
  const rows = []
  for (const found of await listDefined(ctx)) {
    const defined = inChannel(found, input.channel)
    const months = monthsUpTo(today(ctx), 12)
    const period = chosenPeriod(ctx, defined, input)
    const windows = months.map(({ last }) => windowUpTo(last, defined.definition.windowDays))
    const periods = [period, periodBefore(period), yearBefore(period), ...windows]
    const [figure, before, earlier, ...points] = await figuresOver(ctx, defined, place, periods)
    if (!figure || !before || !earlier) throw new Error('a period without its figure')
    rows.push({ indicator: cardOf(ctx, found), figure, before, yearBefore: earlier, trend: trendOf(months, points) })
  }
  return { rows }
}

/** One indicator over chosen days, with the equally long period before and the same days a year earlier. */
export async function readFigure(
  ctx: Context,
  input: InputOf<typeof contract.readFigure>,
): Promise<OutputOf<typeof contract.readFigure>> {
  const found = await getDefined(ctx, input.indicatorId)
  const defined = inChannel(found, input.channel)
  const period = chosenPeriod(ctx, defined, input)
  const place = await resolvePlace(ctx, input)
  const periods = [period, periodBefore(period), yearBefore(period)]
  const [figure, before, earlier] = await figuresOver(ctx, defined, place, periods)
  if (!figure || !before || !earlier) throw new Error('a period without its figure')
  return { indicator: cardOf(ctx, found), figure, before, yearBefore: earlier }
}

/** The course of an indicator, month by month. */
export async function readTrend(
  ctx: Context,
  input: InputOf<typeof contract.readTrend>,
): Promise<OutputOf<typeof contract.readTrend>> {
  const defined = inChannel(await getDefined(ctx, input.indicatorId), input.channel)
  const place = await resolvePlace(ctx, input)
  const months = monthsUpTo(today(ctx), input.months)
  const periods = months.map(({ first, last }) =>
    input.by === 'month' ? { from: first, to: last } : windowUpTo(last, defined.definition.windowDays),
  )
  return { points: trendOf(months, await figuresOver(ctx, defined, place, periods)) }
}

type Chosen = Parameters<typeof periodOf>[0]

/** The days that a reader chose, or the words for what is wrong with the choice. */
export function chosenPeriod(ctx: Context, { definition }: Defined, input: Chosen): Period {
  const period = periodOf(input, today(ctx), definition.windowDays)
  if (period) return period
  throw new Problem('input-invalid', { fields: [{ path: 'from', message: '请填写起止日期，起在前，最长 10 年' }] })
}

/** The same indicator with the ratings of one channel only; all that are scored where none is named. */
export const inChannel = (defined: Defined, channel: string | undefined): Defined =>
  channel === undefined ? defined : { ...defined, definition: throughChannel(defined.definition, channel) }

type Asked = { areaId?: string | undefined; unitId?: string | undefined; field?: string | undefined }

/** What the reader asks about, if it lies in their reach; without a choice the widest thing that does. */
export async function resolvePlace(ctx: Context, asked: Asked): Promise<queries.Place> {
  const { areaId, unitId, field } = asked
  const named = [areaId, unitId, field].filter((one) => one !== undefined).length
  if (named > 1) {
    throw new Problem('input-invalid', { fields: [{ path: 'areaId', message: '区域、单位、领域一次只能选一个' }] })
  }
  if (named === 0 && reachesAll(ctx.actor, 'figures.exact')) return queries.placeOfAll(ctx)
  const found =
    (field !== undefined && (await queries.findField(ctx, field))) ||
    (field === undefined && unitId === undefined && (await queries.findArea(ctx, areaId))) ||
    (field === undefined && areaId === undefined && (await queries.findUnit(ctx, unitId)))
  if (found) return found
  throw new Problem('not-found')
}

/** Counts of each place over each period, in the order asked, all as of one instant. */
export async function countPlaces(
  ctx: Context,
  { definition }: Defined,
  places: readonly Pick<queries.Place, 'targets'>[],
  periods: readonly Period[],
): Promise<Tally[][]> {
  const targets = places.flatMap((place) => place.targets)
  const counted = await queries.countTargets(ctx, { targets, kinds: definition.kinds, periods })
  let next = 0
  return places.map((place) => {
    const own = counted.slice(next, next + place.targets.length)
    next += place.targets.length
    return periods.map((_, slot) => addTallies(own.map((tallies) => tallies[slot] ?? {})))
  })
}

/** What stands around the counts of an exact figure. */
export const frameOf = (ctx: Context, defined: Defined, scope: Figure['scope'], period: Period) => ({
  indicatorId: defined.indicatorId,
  scope,
  period,
  basis: 'exact' as const,
  asOf: instantOf(ctx, ctx.now()),
  demo: ctx.tenant.demo,
})

async function figuresOver(ctx: Context, defined: Defined, place: queries.Place, periods: readonly Period[]) {
  const [tallies = []] = await countPlaces(ctx, defined, [place], periods)
  return periods.map((period, i) =>
    figureOf(tallies[i] ?? {}, defined.definition, frameOf(ctx, defined, place.scope, period)),
  )
}

const trendOf = (months: readonly { month: string }[], figures: readonly Figure[]): TrendPoint[] =>
  months.flatMap(({ month }, i) => {
    const figure = figures[i]
    return figure ? [{ month, figure }] : []
  })
