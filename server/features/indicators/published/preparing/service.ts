import { elsewhere } from '@minyi/shared/indicators/closing/rules.ts'
import type { Basis, FigureCounts, Period, Scope } from '@minyi/shared/indicators/contract.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { inFull } from '@minyi/shared/indicators/definitions/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import type { Audience } from '@minyi/shared/indicators/published/contract.ts'
import { areaCells, openRows, toldBy } from '@minyi/shared/indicators/published/protection.ts'
import type { FigureRow } from '@minyi/shared/indicators/published/rows.ts'
import { figureOf, type Tally } from '@minyi/shared/indicators/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { reachesAll } from '../../../../platform/access.ts'
import { type Context, instantOf, today } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { listTownships } from '../../closed/queries.ts'
import { type ClosedRow, listLatest } from '../../closing/queries.ts'
import { type Defined, getDefined, getVersion } from '../../definitions/service.ts'
import type { Cut, Selection } from '../rows/service.ts'
import * as queries from './queries.ts'

/** What somebody wants to publish. */
export type Choice = {
  indicatorId: string
  audience: Audience
  areaId?: string | undefined
  unitId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  asOf?: string | undefined
}

/** A figure that is ready to be computed and frozen: by which definition, of what, from which rows. */
export type Prepared = {
  defined: Defined
  definition: DefinitionInFull
  audience: Audience
  scope: Scope
  areaId: string | null
  unitId: string | null
  period: Period
  basis: Basis
  asOf: Date
  selection: Selection
  /** What the closing let out: the counts that the rows must give, and the rows that everybody may have. */
  closed: { counts: FigureCounts; open: readonly FigureRow[] } | null
}

/** Whatever was written before this had time to be committed; later figures of the same instant would otherwise differ. */
const settledMs = 60_000
/** A preview may be signed for so long. */
const previewLivesMs = 86_400_000
const longestDays = 3_660

/**
 * Finds what a choice means. For the public it is a figure that a closing let out, and nothing else: a freely chosen period or place
 * would be one more sum over the same ratings, and with the closings of every day it could be subtracted down to a single one.
 * Freezing what is out already tells nobody anything new.
 */
export async function prepareFigure(ctx: Context, choice: Choice): Promise<Prepared> {
  const defined = await getDefined(ctx, choice.indicatorId)
  return choice.audience === 'public' ? prepareClosed(ctx, defined, choice) : prepareExact(ctx, defined, choice)
}

/** What tells the rows of one figure from those of another: it goes into the key of every row. */
export const saltOf = (ctx: Context, { definition, scope, period, asOf }: Prepared): string =>
  [
    definition.id,
    definition.version,
    scope.dimension,
    scope.id ?? '',
    period.from,
    period.to,
    instantOf(ctx, asOf),
  ].join('/')

const refused = (detail: string) => new Problem('figure-not-publishable', { detail })

async function prepareClosed(ctx: Context, newest: Defined, choice: Choice): Promise<Prepared> {
  if (choice.unitId !== undefined) throw refused('单位的数字不向社会发布，只发布全部或一个区域的')
  if (choice.from !== undefined || choice.to !== undefined)
    throw refused('向社会发布的是关账值，时段由关账决定，不能自选')
  if (!newest.public) throw refused('这个指标不向社会公开')
  const scope = await scopeFor(ctx, choice)
  const latest = await listLatest(ctx, { indicatorIds: [newest.indicatorId] })
  const whole = latest.find((row) => row.dimension === scope.dimension && row.key === (scope.id ?? elsewhere))
  if (!whole?.counts) throw refused('还没有关账值可以发布，或者这个区域份数少，和别的区域合并公布')
  const defined = await getVersion(ctx, newest.indicatorId, whole.version)
  const parts = scope.dimension === 'all' ? latest.filter((row) => isPart(row, whole)) : [whole]
  const closed = await closedOf(ctx, defined, scope, { ...whole, counts: whole.counts }, parts)
  return {
    defined,
    definition: inFull(defined.definition),
    audience: 'public',
    scope,
    areaId: scope.id,
    unitId: null,
    period: { from: whole.fromDay, to: whole.toDay },
    basis: 'closed',
    asOf: whole.closedAt,
    selection: { kinds: defined.definition.kinds, cuts: cutsOf(parts), areaId: null, unitId: null },
    closed,
  }
}

const isPart = (row: ClosedRow, whole: ClosedRow) =>
  (row.dimension === 'area' || row.dimension === 'rest') && row.counts !== null && row.version === whole.version

async function closedOf(
  ctx: Context,
  { indicatorId, definition }: Defined,
  scope: Scope,
  whole: ClosedRow & { counts: Tally },
  parts: readonly ClosedRow[],
) {
  const frameOf = (row: ClosedRow) => ({
    indicatorId,
    scope,
    period: { from: row.fromDay, to: row.toDay },
    basis: 'closed' as const,
    asOf: instantOf(ctx, row.closedAt),
    demo: ctx.tenant.demo,
    withheld: row.withheld,
  })
  const told = toldBy(whole.counts, definition, frameOf(whole))
  const { counts } = figureOf(whole.counts, definition, { ...frameOf(whole), basis: 'exact' })
  if (!told || !counts) throw refused(`有效评价不足 ${definition.minN} 份，不能发布`)
  const names = new Map((await listTownships(ctx)).map(({ id, name }) => [id, name]))
  const cells = parts.map((row) =>
    areaCells(
      row.dimension === 'rest' ? '其余区域' : (names.get(row.key) ?? ''),
      row.counts ?? {},
      definition,
      frameOf(row),
    ),
  )
  return { counts, open: openRows(cells, told) }
}

/** Parts that were closed at the same instant over the same days are read together. */
function cutsOf(parts: readonly ClosedRow[]): Cut[] {
  const cuts = new Map<string, { cut: Omit<Cut, 'townships'>; townships: string[] }>()
  for (const { fromDay, toDay, closedAt, members } of parts) {
    const key = `${fromDay}/${toDay}/${closedAt.toISOString()}`
    const known = cuts.get(key) ?? { cut: { from: fromDay, to: toDay, before: closedAt }, townships: [] }
    cuts.set(key, known)
    known.townships.push(...members)
  }
  return [...cuts.values()].map(({ cut, townships }) => ({ ...cut, townships }))
}

async function prepareExact(ctx: Context, defined: Defined, choice: Choice): Promise<Prepared> {
  const scope = await scopeFor(ctx, choice)
  const yesterday = addDays(today(ctx), -1)
  const window = windowUpTo(yesterday, defined.definition.windowDays)
  const period = { from: choice.from ?? window.from, to: choice.to ?? window.to }
  if (period.from > period.to || period.to > yesterday || period.from < addDays(period.to, -longestDays)) {
    throw new Problem('input-invalid', { fields: [{ path: 'from', message: '起在前、止在昨天或更早，最长 10 年' }] })
  }
  const settled = new Date(Math.floor((ctx.now().getTime() - settledMs) / settledMs) * settledMs)
  const asOf = choice.asOf === undefined ? settled : new Date(choice.asOf)
  if (asOf > settled || asOf.getTime() < settled.getTime() - previewLivesMs) throw new Problem('preview-outdated')
  const [areaId, unitId] = [choice.areaId ?? null, choice.unitId ?? null]
  return {
    defined,
    definition: inFull(defined.definition),
    audience: 'office',
    scope,
    areaId,
    unitId,
    period,
    basis: 'exact',
    asOf,
    selection: {
      kinds: defined.definition.kinds,
      cuts: [{ ...period, before: asOf, townships: null }],
      areaId,
      unitId,
    },
    closed: null,
  }
}

/** The place that a choice means, if the caller may publish about it. */
async function scopeFor(ctx: Context, { areaId, unitId }: Choice): Promise<Scope> {
  if (areaId !== undefined && unitId !== undefined) {
    throw new Problem('input-invalid', { fields: [{ path: 'unitId', message: '区域和单位只能选一个' }] })
  }
  if (areaId === undefined && unitId === undefined) {
    if (!reachesAll(ctx.actor, 'figures.publish')) throw new Problem('not-found')
    return { dimension: 'all', id: null, name: ctx.tenant.name }
  }
  const area = areaId === undefined ? undefined : await queries.findArea(ctx, areaId)
  if (area) return { dimension: 'area', ...area }
  const unit = unitId === undefined ? undefined : await queries.findUnit(ctx, unitId)
  if (unit) return { dimension: 'unit', ...unit }
  throw new Problem('not-found')
}
