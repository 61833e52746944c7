import type * as contract from '@minyi/shared/indicators/contract.ts'
import type { Figure, Period, Scope, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { monthsUpTo, periodBefore, periodOf, windowUpTo, yearBefore } from '@minyi/shared/indicators/periods/rules.ts'
import {
  addTallies,
  figureOf,
  funnelOf,
  hiddenCells,
  negated,
  suppressedFigure,
  type Tally,
  validOf,
} from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { reachesAll } from '../../../platform/access.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { cardOf, type Defined, getDefined, listDefined } from '../definitions/service.ts'
import { figureCells, figureHeadings } from '../present.ts'
import * as queries from './queries.ts'

/** Leaders and supervisors see every indicator at a glance, right as of this instant. */
export async function readOverview(
  ctx: Context,
  input: InputOf<typeof contract.readOverview>,
): Promise<OutputOf<typeof contract.readOverview>> {
  const scope = await resolveScope(ctx, { areaId: input.areaId })
  const rows = []
  for (const defined of await listDefined(ctx)) {
    const months = monthsUpTo(today(ctx), 12)
    const periods = [
      windowOf(ctx, defined),
      ...months.map(({ last }) => windowUpTo(last, defined.definition.windowDays)),
    ]
    const [figure, ...points] = await figuresOver(ctx, defined, scope, periods)
    if (figure) rows.push({ indicator: cardOf(ctx, defined), figure, trend: trendOf(months, points) })
  }
  return { rows }
}

/** One indicator over chosen days, with the equally long period before and the same days a year earlier. */
export async function readFigure(
  ctx: Context,
  input: InputOf<typeof contract.readFigure>,
): Promise<OutputOf<typeof contract.readFigure>> {
  const defined = await getDefined(ctx, input.indicatorId)
  const period = chosenPeriod(ctx, defined, input)
  const scope = await resolveScope(ctx, input)
  const periods = [period, periodBefore(period), yearBefore(period)]
  const [figure, before, earlier] = await figuresOver(ctx, defined, scope, periods)
  if (!figure || !before || !earlier) throw new Error('a period without its figure')
  return { indicator: cardOf(ctx, defined), figure, before, yearBefore: earlier }
}

/** The areas directly below one. What is hidden is hidden together, so that the total gives nothing away. */
export async function listByArea(
  ctx: Context,
  input: InputOf<typeof contract.listByArea>,
): Promise<OutputOf<typeof contract.listByArea>> {
  const scope = await resolveScope(ctx, { areaId: input.below })
  const places = queries.listBelow(ctx, scope.dimension === 'all' ? null : scope.id)
  return tabulate(ctx, input, scope, 'area', places)
}

/** The units against the funnel of all of them; never ranked. */
export async function listByUnit(
  ctx: Context,
  input: InputOf<typeof contract.listByUnit>,
): Promise<OutputOf<typeof contract.listByUnit>> {
  const table = await tabulate(ctx, input, await resolveScope(ctx, {}), 'unit', queries.listUnits(ctx))
  const theta = table.total.estimate?.point ?? null
  return { ...table, rows: table.rows.map((figure) => ({ figure, funnel: funnelOf(figure, theta) })) }
}

export async function readTrend(
  ctx: Context,
  input: InputOf<typeof contract.readTrend>,
): Promise<OutputOf<typeof contract.readTrend>> {
  const defined = await getDefined(ctx, input.indicatorId)
  const scope = await resolveScope(ctx, input)
  const months = monthsUpTo(today(ctx), input.months)
  const periods = months.map(({ first, last }) =>
    input.by === 'month' ? { from: first, to: last } : windowUpTo(last, defined.definition.windowDays),
  )
  return { points: trendOf(months, await figuresOver(ctx, defined, scope, periods)) }
}

/** The table by area or by unit as a file. */
export async function exportFigures(ctx: Context, input: InputOf<typeof contract.exportFigures>): Promise<FileAnswer> {
  const defined = await getDefined(ctx, input.indicatorId)
  const { total, rows, hidden } =
    input.by === 'area' ? await listByArea(ctx, input) : unitFigures(await listByUnit(ctx, input))
  const figures = [...rows, ...(hidden ? [hidden] : []), total]
  const name = `${defined.definition.name}-${input.by === 'area' ? '按区域' : '按单位'}`
  return writeSpreadsheet(name, input.format, figureHeadings, figures.map(figureCells))
}

const unitFigures = (table: OutputOf<typeof contract.listByUnit>) => ({
  ...table,
  rows: table.rows.map(({ figure }) => figure),
})

type Chosen = InputOf<typeof contract.listByUnit>

async function tabulate(
  ctx: Context,
  input: Chosen,
  scope: Scope,
  dimension: 'area' | 'unit',
  listed: Promise<{ id: string; name: string }[]>,
) {
  const [defined, places] = await Promise.all([getDefined(ctx, input.indicatorId), listed])
  const { definition } = defined
  const period = chosenPeriod(ctx, defined, input)
  const targets = [queries.targetOf(scope), ...places.map(({ id }) => ({ dimension, key: id }))]
  const counted = await queries.countTargets(ctx, { targets, kinds: definition.kinds, periods: [period] })
  const [whole = {}, ...parts] = counted.map(([tally = {}]) => tally)
  const rows = places
    .map(({ id, name }, i) => ({ scope: { dimension, id, name }, tally: parts[i] ?? {} }))
    .filter(({ tally }) => dimension === 'area' || Object.keys(tally).length > 0)
  const sizes = rows.map(({ tally }) => validOf(tally, definition))
  const elsewhere = Math.max(0, validOf(whole, definition) - sizes.reduce((sum, n) => sum + n, 0))
  const hidden = hiddenCells(sizes, elsewhere, definition.minN)
  const shown = rows.filter((_, i) => !hidden.has(i)).map(({ tally }) => tally)
  const frame = (scope: Scope) => frameOf(ctx, defined, scope, period)
  return {
    total: figureOf(whole, definition, frame(scope)),
    rows: rows.map(({ scope, tally }, i) => {
      const reason = hidden.get(i)
      return reason
        ? suppressedFigure(tally, definition, frame(scope), reason)
        : figureOf(tally, definition, frame(scope))
    }),
    hidden: hidden.size > 0 ? figureOf(without(whole, shown), definition, frame(hiddenScope)) : null,
  }
}

const hiddenScope: Scope = { dimension: 'rest', id: null, name: '不显示的合并' }
const without = (whole: Tally, parts: readonly Tally[]) => addTallies([whole, negated(addTallies(parts))])

async function figuresOver(ctx: Context, defined: Defined, scope: Scope, periods: readonly Period[]) {
  const tallies = await countScope(ctx, defined, scope, periods)
  return periods.map((period, i) =>
    figureOf(tallies[i] ?? {}, defined.definition, frameOf(ctx, defined, scope, period)),
  )
}

async function countScope(ctx: Context, { definition }: Defined, scope: Scope, periods: readonly Period[]) {
  const targets = [queries.targetOf(scope)]
  const [tallies = []] = await queries.countTargets(ctx, { targets, kinds: definition.kinds, periods })
  return tallies
}

/** What the reader asks about, if it lies in their reach; without a choice the widest thing that does. */
async function resolveScope(
  ctx: Context,
  asked: { areaId?: string | undefined; unitId?: string | undefined },
): Promise<Scope> {
  const anything = asked.areaId === undefined && asked.unitId === undefined
  if (anything && reachesAll(ctx.actor, 'figures.exact')) return { dimension: 'all', id: null, name: ctx.tenant.name }
  if (asked.unitId === undefined) {
    const area = await queries.findArea(ctx, asked.areaId)
    if (area) return { dimension: 'area', ...area }
  }
  if (asked.areaId === undefined) {
    const unit = await queries.findUnit(ctx, asked.unitId)
    if (unit) return { dimension: 'unit', ...unit }
  }
  throw new Problem('not-found')
}

function chosenPeriod(ctx: Context, { definition }: Defined, input: Chosen): Period {
  const period = periodOf(input, today(ctx), definition.windowDays)
  if (period) return period
  throw new Problem('input-invalid', { fields: [{ path: 'from', message: '请填写起止日期，起在前，最长 10 年' }] })
}

const windowOf = (ctx: Context, { definition }: Defined) => windowUpTo(today(ctx), definition.windowDays)

const frameOf = (ctx: Context, defined: Defined, scope: Scope, period: Period) => ({
  indicatorId: defined.indicatorId,
  scope,
  period,
  basis: 'exact' as const,
  asOf: instantOf(ctx, ctx.now()),
  demo: ctx.tenant.demo,
})

const trendOf = (months: readonly { month: string }[], figures: readonly Figure[]): TrendPoint[] =>
  months.flatMap(({ month }, i) => {
    const figure = figures[i]
    return figure ? [{ month, figure }] : []
  })
