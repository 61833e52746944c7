import { elsewhere } from '@minyi/shared/indicators/closing/rules.ts'
import type { FigureCounts, Scope } from '@minyi/shared/indicators/contract.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { inFull } from '@minyi/shared/indicators/definitions/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import type { CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { areaCells, openRows, toldBy } from '@minyi/shared/indicators/published/protection.ts'
import {
  addRow,
  type FigureRow,
  lineOf,
  noSums,
  type RowSums,
  rowsFormat,
  rowsHeading,
} from '@minyi/shared/indicators/published/rows.ts'
import { certify } from '@minyi/shared/indicators/published/rules.ts'
import { figureOf, type Tally } from '@minyi/shared/indicators/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type Context, dayOf, instantOf, today } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { listTownships } from '../../closed/queries.ts'
import { type ClosedRow, listLatest } from '../../closing/queries.ts'
import { cardOf, type Defined, getDefined, getVersion } from '../../definitions/service.ts'
import { type Choice, type Computed, fileOf, type Prepared, refused, saltOf, scopeFor } from '../places/service.ts'
import { type Cut, listFunnel, type Selection, streamRatings } from '../rows/queries.ts'
import { type Form, known, sealRows } from '../rows/service.ts'

/** Whatever was written before this had time to be committed; later figures of the same instant would otherwise differ. */
const settledMs = 60_000
/** A preview may be signed for so long. */
const previewLivesMs = 86_400_000
const longestDays = 3_660

/** What the closing let out: the counts that the rows must give, and the rows that everybody may have. */
type Closed = { counts: FigureCounts; open: readonly FigureRow[] }

type Chosen = Omit<Prepared, 'compute' | 'indicatorId' | 'definition' | 'definitionSince' | 'clause'> & {
  defined: Defined
  selection: Selection
  closed: Closed | null
}

/**
 * Finds what a choice means. For the public it is a figure that a closing let out, and nothing else: a freely chosen period or place
 * would be one more sum over the same ratings, and with the closings of every day it could be subtracted down to a single one.
 * Freezing what is out already tells nobody anything new.
 */
export async function prepareRatings(ctx: Context, choice: Choice): Promise<Prepared> {
  const newest = await getDefined(ctx, choice.indicatorId)
  const chosen = await (choice.audience === 'public' ? chooseClosed : chooseExact)(ctx, newest, choice)
  const { defined, selection, closed, ...rest } = chosen
  const prepared = {
    ...rest,
    indicatorId: defined.indicatorId,
    definition: inFull(defined.definition),
    definitionSince: dayOf(ctx, defined.setAt),
    clause: cardOf(ctx, defined).clause,
  }
  const salt = saltOf(ctx, prepared)
  return { ...prepared, compute: (ctx, keepAs) => compute(ctx, keepAs, { ...prepared, selection, closed, salt }) }
}

const form: Form<FigureRow, RowSums> = {
  format: rowsFormat,
  heading: rowsHeading,
  lineOf,
  none: noSums,
  add: addRow,
}

type Computing = { definition: DefinitionInFull; selection: Selection; closed: Closed | null; salt: string }

async function compute(ctx: Context, keepAs: string | null, computing: Computing): Promise<Computed> {
  const { definition, selection, closed, salt } = computing
  const { seal, sums } = await sealRows(ctx, form, rowsOf(ctx, selection, salt), fileOf(keepAs, false))
  const figure = figureFrom(sums, definition, closed)
  return { rows: seal, figure, open: closed && (() => computeOpen(ctx, keepAs, closed.open, definition, figure)) }
}

async function* rowsOf(ctx: Context, selection: Selection, salt: string): AsyncGenerator<readonly FigureRow[]> {
  yield await listFunnel(ctx, selection)
  yield* streamRatings(ctx, selection, salt)
}

/** The figure of the rows. What a closing let out must be what its rows say now, or they were written late. */
function figureFrom(sums: RowSums, definition: DefinitionInFull, closed: Closed | null): CertifiedFigure {
  const figure = certify(sums, definition)
  if (figure.estimate === null) throw refused(`有效评价不足 ${definition.minN} 份，不能发布`)
  if (closed && canonicalJson(closed.counts) !== canonicalJson(figure.counts)) {
    throw refused('关账之后有更早的记录补登，请等下一次关账再发布')
  }
  return figure
}

/** The figure that follows from the open rows: the same rate, with less beside it. */
async function computeOpen(
  ctx: Context,
  keepAs: string | null,
  rows: readonly FigureRow[],
  definition: DefinitionInFull,
  full: CertifiedFigure,
) {
  const { seal, sums } = await sealRows(ctx, form, known(rows), fileOf(keepAs, true))
  const figure = certify(sums, definition)
  if (canonicalJson(figure.estimate) !== canonicalJson(full.estimate)) throw new Error('open rows give another figure')
  return { rows: seal, figure }
}

async function chooseClosed(ctx: Context, newest: Defined, choice: Choice): Promise<Chosen> {
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

async function chooseExact(ctx: Context, defined: Defined, choice: Choice): Promise<Chosen> {
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
