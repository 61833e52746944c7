import type { Scope } from '@minyi/shared/indicators/contract.ts'
import type { DefinitionInFull, HandlingMethod } from '@minyi/shared/indicators/definitions/contract.ts'
import { familyOf, findHandling } from '@minyi/shared/indicators/handling/certified/catalogue.ts'
import {
  type HandlingCell,
  mayStandBeside,
  openBeside,
  openHandlingRows,
  sidesOf,
} from '@minyi/shared/indicators/handling/certified/protection.ts'
import {
  addHandlingRow,
  type HandlingRow,
  type HandlingSums,
  handlingFormat,
  handlingHeading,
  handlingLineOf,
  noHandlingSums,
  readHandlingRow,
} from '@minyi/shared/indicators/handling/certified/rows.ts'
import { certifyHandling } from '@minyi/shared/indicators/handling/certified/rules.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import type { CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { addDays, addMonths, daysBetween, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { parse } from 'csv-parse'
import { type Context, dayOf, today } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import { barOver } from '../../../cases/conflicts/service.ts'
import { getDefinedHandling } from '../../handling/definitions/service.ts'
import {
  type Certified,
  type Choice,
  type Computed,
  fileOf,
  type Prepared,
  refused,
  saltOf,
  scopeFor,
} from '../places/service.ts'
import { type Form, known, readRows, sealRows } from '../rows/service.ts'
import * as queries from './queries.ts'

const longestDays = 366

/**
 * A rate of handling that is to be published: of items received, or call-backs made, on days that are over, as they stood when today
 * began. For the public whole months of the whole place: what is out of the same items is then told once, or moved by five and more.
 */
export async function prepareHandling(ctx: Context, choice: Choice): Promise<Prepared> {
  const { definition, card, setAt } = await getDefinedHandling(ctx, choice.indicatorId)
  const scope = await scopeFor(ctx, choice)
  const period = periodFor(ctx, choice, scope)
  const asOf = startOfDay(ctx.tenant.zone, today(ctx))
  if (choice.asOf !== undefined && Date.parse(choice.asOf) !== asOf.getTime()) throw new Problem('preview-outdated')
  await refuseBarred(ctx, definition, period)
  const [areaId, unitId] = [choice.areaId ?? null, choice.unitId ?? null]
  const prepared = {
    ...{ definition, scope, period, asOf, areaId, unitId, basis: 'exact' as const, audience: choice.audience },
    indicatorId: definition.id,
    definitionSince: dayOf(ctx, setAt),
    clause: card.clause,
  }
  const selection = { ...period, cut: asOf, kinds: definition.kinds, areaId, unitId }
  const computing = { ...prepared, selection, salt: saltOf(ctx, prepared), corrects: choice.corrects }
  return { ...prepared, compute: (ctx, keepAs) => compute(ctx, keepAs, computing) }
}

/** Days that are over, the last whole month where none are named. */
function periodFor(ctx: Context, choice: Choice, scope: Scope) {
  const thisMonth = firstOfMonth(today(ctx))
  const { from = addMonths(thisMonth, -1), to = addDays(thisMonth, -1) } = choice
  if (from > to || to >= today(ctx) || daysBetween(from, to) >= longestDays) {
    throw new Problem('input-invalid', { fields: [{ path: 'from', message: '起在前、止在昨天或更早，最长一年' }] })
  }
  if (choice.audience === 'office') return { from, to }
  if (scope.dimension !== 'all') throw refused('办理类指标向社会只发布全部范围的数字，区域和单位的可以内部发布')
  const wholeMonths = from === firstOfMonth(from) && addDays(to, 1) === firstOfMonth(addDays(to, 1))
  if (!wholeMonths) throw refused('向社会发布的时段应当是整月：从某月 1 日到某月最后一天')
  return { from, to }
}

/** Whoever must stay away from an item of these days publishes nothing that counts it, and reads no rows among which it is. */
async function refuseBarred(ctx: Context, definition: DefinitionInFull, period: { from: string; to: string }) {
  if (await isBarredFrom(ctx, definition, period)) throw refused('这段时间里有您应当回避的件，请由别人发布')
}

/** Whether the caller is barred from some item that a rate of these days counts. */
export async function isBarredFrom(
  ctx: Context,
  { handling }: DefinitionInFull,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  if (!handling) return false
  const { zone } = ctx.tenant
  const span = {
    from: handling.rows === 'calls' ? new Date(0) : startOfDay(zone, from),
    before: startOfDay(zone, addDays(to, 1)),
  }
  return (await barOver(ctx, 'item', span)) !== null
}

type Sums = { sums: HandlingSums; cells: Map<string, HandlingCell> }

const form: Form<HandlingRow, Sums> = {
  format: handlingFormat,
  heading: handlingHeading,
  lineOf: handlingLineOf,
  none: () => ({ sums: noHandlingSums(), cells: new Map() }),
  add({ sums, cells }, row) {
    addHandlingRow(sums, row)
    const key = `${row.state}/${row.area}`
    const cell = cells.get(key) ?? { area: row.area, state: row.state, count: 0 }
    cells.set(key, { ...cell, count: cell.count + row.count })
  },
}

type Computing = Pick<Prepared, 'definition' | 'audience' | 'period'> & {
  selection: queries.Selection
  salt: string
  corrects: string | undefined
}

async function compute(ctx: Context, keepAs: string | null, computing: Computing): Promise<Computed> {
  const { definition, selection, salt, audience } = computing
  const { method, measure } = methodOf(definition)
  const rows = queries.streamHandling(ctx, method.rows, measure, selection, salt)
  const { seal, sums } = await sealRows(ctx, form, rows, fileOf(keepAs, false))
  const figure = certifyHandling(sums.sums, definition)
  if (figure.estimate === null) throw refused(`可计算的不足 ${definition.minN} 件，不能发布`)
  const open = () => computeOpen(ctx, keepAs, computing, [...sums.cells.values()], figure)
  return { rows: seal, figure, open: audience === 'public' ? open : null }
}

function methodOf(definition: DefinitionInFull): { method: HandlingMethod; measure: string } {
  const found = findHandling(definition.id)
  if (!definition.handling || !found) throw new Error(`${definition.id} is no rate of handling`)
  return { method: definition.handling, measure: found.measure }
}

/** The figure that follows from the open rows: the same rate, with less beside it. */
async function computeOpen(
  ctx: Context,
  keepAs: string | null,
  computing: Computing,
  cells: readonly HandlingCell[],
  full: CertifiedFigure,
): Promise<Certified> {
  const { definition } = computing
  const rows = await openRowsOf(ctx, computing, cells)
  const { seal, sums } = await sealRows(ctx, form, known(rows), fileOf(keepAs, true))
  const figure = certifyHandling(sums.sums, definition)
  if (canonicalJson(figure.estimate) !== canonicalJson(full.estimate)) throw new Error('open rows give another figure')
  return { rows: seal, figure }
}

/** The rows that everybody may have, unless they, with what is out of the same items already, would tell of a few. */
async function openRowsOf(ctx: Context, { definition, period }: Computing, cells: readonly HandlingCell[]) {
  const { method } = methodOf(definition)
  const out = await queries.listOpenTouching(ctx, familyOf(definition.id), period)
  if (out.some(({ from, to }) => from !== period.from || to !== period.to)) {
    throw refused(
      '这段时间的一部分已经公布过。重叠的时段互相减，会看出少数几件的结果：请按已经公布的时段发布，或者内部发布',
    )
  }
  const same = await readOpen(
    ctx,
    out.filter(({ indicatorId }) => indicatorId === definition.id),
  )
  const kin = out.filter(({ indicatorId }) => indicatorId !== definition.id)
  const sides = sidesOf(openHandlingRows(cells, method), method)
  const rows = openBeside(cells, same, method)
  const others = (await readOpen(ctx, kin)).map((rows, i) => sidesBy(kin[i]?.indicatorId, rows))
  if (!rows || !others.every((other) => mayStandBeside(sides, other))) {
    throw refused('和这段时间已经公布的数字相减，会看出不到 5 件的结果，不能向社会发布，可以内部发布')
  }
  return rows
}

function sidesBy(indicatorId: string | undefined, rows: readonly HandlingRow[]): number[] {
  const method = findHandling(indicatorId ?? '')?.definition.handling
  if (!method) throw new Error('a published rate of handling that is none')
  return sidesOf(rows, method)
}

async function readOpen(ctx: Context, figures: readonly { id: string }[]): Promise<HandlingRow[][]> {
  const all: HandlingRow[][] = []
  for (const { id } of figures) {
    const rows: HandlingRow[] = []
    for await (const cells of readRows(ctx, { figureId: id, open: true }).pipe(parse({ from_line: 2 }))) {
      const row = readHandlingRow(cells)
      if (row) rows.push(row)
    }
    all.push(rows)
  }
  return all
}
