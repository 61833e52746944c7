import { funnelOf } from '@minyi/shared/indicators/breakdowns/rules.ts'
import type { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import type * as contract from '@minyi/shared/indicators/closed/contract.ts'
import { elsewhere, minChanges } from '@minyi/shared/indicators/closing/rules.ts'
import type { Figure, Scope, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { monthsUpTo, windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import { figureOf, suppressedFigure } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { listExclusionCounts } from '../../ratings/exclusions/counts/service.ts'
import * as closing from '../closing/queries.ts'
import { cardOf, type Defined, getDefined, listDefined, listVersions } from '../definitions/service.ts'
import { readOwnEstimates } from '../officers/service.ts'
import { figureCells, figureHeadings } from '../present.ts'
import * as queries from './queries.ts'

type Rows = OutputOf<typeof contract.listPublicFigures>
type Row = Rows['rows'][number]

/** Anybody reads the figures that were let out. */
export async function listPublicFigures(ctx: Context): Promise<Rows> {
  const scope: Scope = { dimension: 'all', id: null, name: ctx.tenant.name }
  return closedRows(ctx, (await listDefined(ctx)).filter(isPublic), scope, elsewhere)
}

/** Anybody reads one figure with its year, its townships and what was not counted. */
export async function readPublicFigure(
  ctx: Context,
  input: InputOf<typeof contract.readPublicFigure>,
): Promise<OutputOf<typeof contract.readPublicFigure>> {
  const defined = await getDefined(ctx, input.indicatorId)
  if (!defined.public) throw new Problem('not-found')
  const scope: Scope = { dimension: 'all', id: null, name: ctx.tenant.name }
  const [row] = (await closedRows(ctx, [defined], scope, elsewhere)).rows
  if (!row) throw new Error('an indicator without its figure')
  const latest = await closing.listLatest(ctx, { indicatorIds: [defined.indicatorId] })
  const inForce = latest.filter((one) => one.counts !== null && one.version === row.figure.definition.version)
  const versions = await listVersions(ctx)
  const townships = await queries.listTownships(ctx)
  const standing = townships.flatMap(({ id, name }) => {
    const found = inForce.find((one) => one.dimension === 'area' && one.key === id)
    return found ? [present(ctx, versions, found, { dimension: 'area', id, name })] : []
  })
  const rest = inForce.find((one) => one.dimension === 'rest')
  const restScope: Scope = { dimension: 'rest', id: null, name: '其余合并' }
  const shown = new Set(inForce.filter((one) => one.dimension === 'area').map((one) => one.key))
  const closed = inForce.filter((one) => one.dimension === 'area' || one.dimension === 'rest')
  const last = closed.map((one) => one.closedAt.getTime()).sort((a, b) => b - a)[0]
  return {
    ...row,
    areas: [...standing, ...(rest ? [present(ctx, versions, rest, restScope)] : [])],
    restAreas: townships.filter(({ id }) => !shown.has(id)).map(({ name }) => name),
    closing: { minChanges, lastClosedAt: last === undefined ? null : instantOf(ctx, new Date(last)) },
  }
}

/** The public table as a file: months, townships and the total, each with everything that stands beside a figure. */
export async function exportPublicFigure(
  ctx: Context,
  input: InputOf<typeof contract.exportPublicFigure>,
): Promise<FileAnswer> {
  const { indicator, figure, trend, areas } = await readPublicFigure(ctx, input)
  const months = trend.map((point) => point.figure)
  const cells = [...areas, ...months, figure].map(figureCells)
  return writeSpreadsheet(`${indicator.name}-公开数据`, input.format, figureHeadings, cells)
}

/** Staff of a unit read what was let out about their own unit, its place in the funnel, and what was left out about it. */
export async function readUnitFigures(ctx: Context): Promise<OutputOf<typeof contract.readUnitFigures>> {
  const unit = await queries.findOwnUnit(ctx)
  if (!unit) return { unit: null, rows: [], exclusions: null }
  const indicators = await listDefined(ctx)
  const { rows } = await closedRows(ctx, indicators, { dimension: 'unit', ...unit }, unit.id)
  const whole: Scope = { dimension: 'all', id: null, name: ctx.tenant.name }
  const all = await closedRows(ctx, indicators.filter(isPublic), whole, elsewhere)
  return {
    unit,
    rows: rows.map((row) => ({ ...row, funnel: funnelPlace(row, all) })),
    exclusions: await ownExclusions(ctx, unit.id),
  }
}

/** An officer reads what was let out about their own work, and what is believed of it where the ratings are few. */
export async function readOfficerFigures(ctx: Context): Promise<OutputOf<typeof contract.readOfficerFigures>> {
  const officer = await queries.findOwnOfficer(ctx)
  if (!officer) return { rows: [] }
  const { rows } = await closedRows(ctx, await listDefined(ctx), { dimension: 'officer', ...officer }, officer.id)
  const own = await readOwnEstimates(ctx, officer.id)
  return { rows: rows.map((row) => ({ ...row, own: own(row.indicator.id) })) }
}

function funnelPlace({ indicator, figure }: Row, { rows }: Rows) {
  const all = rows.find((row) => row.indicator.id === indicator.id)?.figure.estimate?.point
  const place = funnelOf(figure, all ?? null)
  return place && all !== undefined ? { all, ...place } : null
}

/** A unit that the public ledger does not name had nothing left out. */
async function ownExclusions(ctx: Context, unitId: string) {
  const { from, to, rows, byReason } = await listExclusionCounts(ctx)
  const own = rows.find(({ unit }) => unit.id === unitId)
  const told = own ?? { total: 0, byReason: byReason.map(({ reason }) => ({ reason, count: 0 })) }
  return { from, to, total: told.total, byReason: told.byReason }
}

async function closedRows(ctx: Context, indicators: readonly Defined[], scope: Scope, key: string): Promise<Rows> {
  const months = monthsUpTo(today(ctx), 12)
  const since = months[0]?.first ?? today(ctx)
  const versions = await listVersions(ctx)
  const history = await closing.listHistory(ctx, scope.dimension, key, since)
  const latest = await closing.listLatest(ctx, { indicatorIds: indicators.map((one) => one.indicatorId), keys: [key] })
  const rows = indicators.map((defined) => {
    const isOwn = (row: closing.ClosedRow) => row.indicatorId === defined.indicatorId
    const inForce = latest.find((row) => isOwn(row) && row.dimension === scope.dimension)
    const trend = months.flatMap(({ month, first, last }): TrendPoint[] => {
      const row = history.findLast((row) => isOwn(row) && row.toDay >= first && row.toDay <= last)
      return row?.counts ? [{ month, figure: present(ctx, versions, row, scope) }] : []
    })
    const figure = inForce ? present(ctx, versions, inForce, scope) : notClosed(ctx, defined, scope)
    return { indicator: cardOf(ctx, defined), figure, trend }
  })
  return { rows }
}

/** A closed figure by the definition that it was closed with. */
function present(
  ctx: Context,
  versions: ReadonlyMap<string, RatingsDefinition>,
  row: closing.ClosedRow,
  scope: Scope,
): Figure {
  const definition = versions.get(`${row.indicatorId}/${row.version}`)
  if (!definition) throw new Error(`closed figure of an unknown definition ${row.indicatorId}/${row.version}`)
  const frame = {
    indicatorId: row.indicatorId,
    scope,
    period: { from: row.fromDay, to: row.toDay },
    basis: 'closed' as const,
    asOf: instantOf(ctx, row.closedAt),
    demo: ctx.tenant.demo,
    withheld: row.withheld,
  }
  if (row.counts === null) return suppressedFigure({}, definition, frame, 'under-minimum')
  return figureOf(row.counts, definition, frame)
}

function notClosed(ctx: Context, { indicatorId, definition }: Defined, scope: Scope): Figure {
  const period = windowUpTo(addDays(today(ctx), -1), definition.windowDays)
  const frame = { indicatorId, scope, period, basis: 'closed' as const, asOf: null, demo: ctx.tenant.demo }
  return suppressedFigure({}, definition, frame, 'not-closed')
}

const isPublic = (defined: Defined) => defined.public
