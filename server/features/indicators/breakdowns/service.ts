import type * as own from '@minyi/shared/indicators/breakdowns/contract.ts'
import { funnelCurve, funnelOf, hiddenGroups } from '@minyi/shared/indicators/breakdowns/rules.ts'
import type * as contract from '@minyi/shared/indicators/contract.ts'
import type { Figure, Period, Scope, Suppression } from '@minyi/shared/indicators/contract.ts'
import {
  addTallies,
  figureOf,
  negated,
  suppressedFigure,
  type Tally,
  unscoredOf,
  validOf,
} from '@minyi/shared/indicators/rules.ts'
import { hiddenCells } from '@minyi/shared/indicators/telling/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import type { Context } from '../../../platform/context.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { type Defined, getDefined } from '../definitions/service.ts'
import * as queries from '../exact/queries.ts'
import { chosenPeriod, countPlaces, frameOf, inChannel, readTrend, resolvePlace } from '../exact/service.ts'
import { figureCells, figureHeadings } from '../present.ts'

/** The areas directly below one. What is hidden is hidden together, so that the total gives nothing away. */
export async function listByArea(
  ctx: Context,
  input: InputOf<typeof contract.listByArea>,
): Promise<OutputOf<typeof contract.listByArea>> {
  const whole = await resolvePlace(ctx, { areaId: input.below })
  const [ask, places] = await Promise.all([chosen(ctx, input), queries.listBelow(ctx, whole.scope.id)])
  return tabulate(ask, await count(ask, whole, places))
}

/** The units against the funnel of all of them; never ranked. */
export async function listByUnit(
  ctx: Context,
  input: InputOf<typeof contract.listByUnit>,
): Promise<OutputOf<typeof contract.listByUnit>> {
  const { total, rows, hidden } = await tabulateUnits(ctx, input)
  const theta = total.estimate?.point ?? null
  return { total, hidden, rows: rows.map(({ figure }) => ({ figure, funnel: funnelOf(figure, theta) })) }
}

/** The same units as points of a funnel plot, with the curves of its limits, small enough to be read at every change of the choice. */
export async function readFunnel(
  ctx: Context,
  input: InputOf<typeof own.readFunnel>,
): Promise<OutputOf<typeof own.readFunnel>> {
  const { total, rows, hidden, minN } = await tabulateUnits(ctx, input)
  const theta = total.estimate?.point ?? null
  const largest = Math.max(minN, ...rows.map(({ figure }) => figure.estimate?.n ?? 0))
  return {
    total,
    minN,
    hidden,
    curve: funnelCurve(theta, minN, largest),
    rows: rows.map(({ id, field, figure }) => ({
      id,
      name: figure.scope.name,
      field,
      n: figure.n,
      suppressed: figure.suppressed,
      point: figure.estimate?.point ?? null,
      interval: figure.estimate?.interval ?? null,
      verdict: figure.verdict,
      standing: funnelOf(figure, theta)?.standing ?? null,
    })),
  }
}

/** The fields of enforcement, each unit counted under its first one; a field that would give a small unit away is not shown. */
export async function listByField(
  ctx: Context,
  input: InputOf<typeof own.listByField>,
): Promise<OutputOf<typeof own.listByField>> {
  const [whole, ask, units] = await Promise.all([resolvePlace(ctx, {}), chosen(ctx, input), queries.listUnits(ctx)])
  const counted = await count(ask, whole, units)
  const sizes = counted.parts.map(({ tally }) => validOf(tally, ask.defined.definition))
  const rated = counted.parts.filter((_, i) => (sizes[i] ?? 0) > 0)
  const groups = [...new Set(rated.map(({ field }) => field))].map((field) => ({
    field,
    members: units.flatMap((unit, i) => (unit.field === field ? [i] : [])),
  }))
  const hidden = hiddenGroups(sizes, groups, elsewhereOf(ask, counted), ask.defined.definition.minN)
  const parts = groups.map(({ field, members }) => ({
    scope: queries.fieldScope(field),
    tally: addTallies(members.map((i) => counted.parts[i]?.tally ?? {})),
  }))
  const reasons = new Map<number, Suppression>()
  for (const i of hidden) {
    const small = validOf(parts[i]?.tally ?? {}, ask.defined.definition) < ask.defined.definition.minN
    reasons.set(i, small ? 'under-minimum' : 'complementary')
  }
  return present(ask, { ...counted, parts }, reasons)
}

/** The channels of a place that are scored, and beside them how many ratings came through standing codes. */
export async function listByChannel(
  ctx: Context,
  input: InputOf<typeof own.listByChannel>,
): Promise<OutputOf<typeof own.listByChannel>> {
  const [whole, ask] = await Promise.all([resolvePlace(ctx, input), chosen(ctx, input)])
  const { total } = await count(ask, whole, [])
  const { definition } = ask.defined
  const channels = definition.channels.filter((channel) => channel !== 'standing')
  const parts = channels.map((channel) => ({
    scope: { dimension: 'channel' as const, id: null, name: ratingChannelLabels[channel] },
    tally: { none: total.none ?? {}, [channel]: total[channel] ?? {} },
  }))
  return { ...tabulate(ask, { scope: whole.scope, total, parts }), unscored: unscoredOf(total) }
}

/** The table by area, unit, field, channel or month as a file. */
export async function exportFigures(ctx: Context, input: InputOf<typeof contract.exportFigures>): Promise<FileAnswer> {
  const { definition } = await getDefined(ctx, input.indicatorId)
  const through = input.channel === undefined ? '' : `-${ratingChannelLabels[input.channel]}`
  const name = `${definition.name}-${tableNames[input.by]}${through}`
  return writeSpreadsheet(name, input.format, figureHeadings, (await figuresBy(ctx, input)).map(figureCells))
}

const tableNames = { area: '按区域', unit: '按单位', field: '按执法领域', channel: '按渠道', month: '按月' }

async function figuresBy(ctx: Context, input: InputOf<typeof contract.exportFigures>): Promise<Figure[]> {
  if (input.by === 'month') return (await readTrend(ctx, { ...input, by: 'window', months: 12 })).points.map(figureIn)
  const read = { area: listByArea, unit: listUnitFigures, field: listByField, channel: listByChannel }[input.by]
  const { total, rows, hidden } = await read(ctx, input)
  return [...rows, ...(hidden ? [hidden] : []), total]
}

const figureIn = ({ figure }: { figure: Figure }) => figure

async function listUnitFigures(ctx: Context, input: InputOf<typeof contract.listByUnit>) {
  const { rows, ...table } = await tabulateUnits(ctx, input)
  return { ...table, rows: rows.map(figureIn) }
}

/** What was asked: the indicator, and the days. */
type Ask = { ctx: Context; defined: Defined; period: Period }
type Chosen = { indicatorId: string; channel?: string | undefined } & Parameters<typeof chosenPeriod>[2]

async function chosen(ctx: Context, input: Chosen): Promise<Ask> {
  const defined = inChannel(await getDefined(ctx, input.indicatorId), input.channel)
  return { ctx, defined, period: chosenPeriod(ctx, defined, input) }
}

type Part = { scope: Scope; tally: Tally }
type Counted<P extends Part = Part> = { scope: Scope; total: Tally; parts: P[] }

async function count<P extends queries.Place>(ask: Ask, whole: queries.Place, places: readonly P[]) {
  const [[total = {}] = [], ...parts] = await countPlaces(ask.ctx, ask.defined, [whole, ...places], [ask.period])
  return {
    scope: whole.scope,
    total,
    parts: places.map((place, i) => ({ ...place, tally: parts[i]?.[0] ?? {} })),
  }
}

async function tabulateUnits(ctx: Context, input: Chosen & { field?: string | undefined }) {
  const { field } = input
  const [whole, ask, all] = await Promise.all([
    resolvePlace(ctx, { field }),
    chosen(ctx, input),
    queries.listUnits(ctx),
  ])
  const counted = await count(ask, whole, field === undefined ? all : all.filter((unit) => unit.field === field))
  const parts = counted.parts.filter(({ tally }) => Object.keys(tally).length > 0)
  const { total, rows, hidden } = tabulate(ask, { ...counted, parts })
  const units = parts.flatMap(({ id, field }, i) => {
    const figure = rows[i]
    return figure ? [{ id, field, figure }] : []
  })
  return { total, hidden, rows: units, minN: ask.defined.definition.minN }
}

const elsewhereOf = ({ defined }: Ask, { total, parts }: Counted) => {
  const inParts = parts.reduce((sum, { tally }) => sum + validOf(tally, defined.definition), 0)
  return Math.max(0, validOf(total, defined.definition) - inParts)
}

function tabulate(ask: Ask, counted: Counted) {
  const { definition } = ask.defined
  const sizes = counted.parts.map(({ tally }) => validOf(tally, definition))
  return present(ask, counted, hiddenCells(sizes, elsewhereOf(ask, counted), definition.minN))
}

/** The figures of the parts, with what is not shown as one figure of its own. */
function present({ ctx, defined, period }: Ask, counted: Counted, reasons: ReadonlyMap<number, Suppression>) {
  const { scope, total, parts } = counted
  const { definition } = defined
  const shown = parts.filter((_, i) => !reasons.has(i)).map(({ tally }) => tally)
  const frame = (scope: Scope) => frameOf(ctx, defined, scope, period)
  const rest = addTallies([total, negated(addTallies(shown))])
  return {
    total: figureOf(total, definition, frame(scope)),
    rows: parts.map(({ scope, tally }, i) => {
      const reason = reasons.get(i)
      return reason
        ? suppressedFigure(tally, definition, frame(scope), reason)
        : figureOf(tally, definition, frame(scope))
    }),
    hidden: reasons.size > 0 ? figureOf(rest, definition, frame(hiddenScope)) : null,
  }
}

const hiddenScope: Scope = { dimension: 'rest', id: null, name: '不显示的合并' }
