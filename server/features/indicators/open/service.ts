import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { gradesInWords, suppressionLabels, verdictLabels } from '@minyi/shared/indicators/labels.ts'
import type * as contract from '@minyi/shared/indicators/open/contract.ts'
import { type OpenTable, openTables } from '@minyi/shared/indicators/open/contract.ts'
import { openDescriptions, openTerms } from '@minyi/shared/indicators/open/labels.ts'
import type { PublishedSummary } from '@minyi/shared/indicators/published/contract.ts'
import { methodInWords, publishedStateLabels } from '@minyi/shared/indicators/published/labels.ts'
import { grades as allGrades } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { listExclusionCounts } from '../../ratings/exclusions/counts/service.ts'
import { listPublicFigures, readPublicFigure } from '../closed/service.ts'
import { listDefinitionVersions, listMethods } from '../methods/service.ts'
import { countOpen, listOpen } from '../published/reading/service.ts'

type Cell = string | number | boolean | null
type Row = Record<string, Cell>

/** Anybody reads which tables are open, how many rows each has, and what each column means. */
export async function listOpenTables(ctx: Context): Promise<OutputOf<typeof contract.listOpenTables>> {
  const tables = []
  for (const id of openTables) {
    const { fields, ...described } = openDescriptions[id]
    tables.push({ id, ...described, fields: [...fields], rows: await countRows(ctx, id) })
  }
  return { tables, terms: openTerms, demo: ctx.tenant.demo, today: today(ctx) }
}

/** Published figures only grow in number, so they are counted and not read. */
const countRows = async (ctx: Context, table: OpenTable): Promise<number> =>
  table === 'published' ? countOpen(ctx) : (await rowsOf[table](ctx)).length

/** One table as a file; JSON carries its own data dictionary. */
export async function downloadOpenTable(
  ctx: Context,
  { table, format }: InputOf<typeof contract.downloadOpenTable>,
): Promise<FileAnswer> {
  const { name, fields } = openDescriptions[table]
  const rows = await rowsOf[table](ctx)
  const title = `${ctx.tenant.name}-${name}-${today(ctx)}`
  if (format !== 'json') {
    const cells = rows.map((row) => fields.map(({ code }) => inCell(row[code] ?? null)))
    return writeSpreadsheet(
      title,
      format,
      fields.map((field) => field.name),
      cells,
    )
  }
  const whole = {
    table,
    name,
    terms: openTerms,
    demo: ctx.tenant.demo,
    madeAt: instantOf(ctx, ctx.now()),
    fields,
    rows,
  }
  const body = Buffer.from(`${JSON.stringify(whole, null, 1)}\n`, 'utf8')
  return { mediaType: 'application/json; charset=utf-8', fileName: `${title}.json`, body }
}

const rowsOf: Record<OpenTable, (ctx: Context) => Promise<Row[]>> = {
  figures: figureRows,
  published: publishedRows,
  definitions: definitionRows,
  exclusions: exclusionRows,
}

async function figureRows(ctx: Context): Promise<Row[]> {
  const { rows } = await listPublicFigures(ctx)
  const found: Row[] = []
  for (const { indicator } of rows) {
    const { figure, trend, areas } = await readPublicFigure(ctx, { indicatorId: indicator.id })
    const row = (one: Figure, cut: string, month = ''): Row => ({
      ...{ indicator: indicator.id, name: indicator.name, cut, place: one.scope.name, month },
      ...figureCells(one),
    })
    found.push(row(figure, '合计'), ...areas.map((area) => row(area, '镇街')))
    found.push(...trend.map((point) => row(point.figure, '月份', point.month)))
  }
  return found
}

function figureCells(one: Figure): Row {
  const { estimate, counts, period, target, verdict } = one
  return {
    ...{ from: period.from, to: period.to, asOf: one.asOf, ...rateCells(estimate) },
    target,
    verdict: verdict && estimate ? verdictLabels[verdict] : null,
    eligible: counts?.eligible ?? null,
    invited: counts?.invited ?? null,
    defaulted: counts?.defaulted ?? null,
    excluded: counts?.excluded?.total ?? null,
    version: one.definition.version,
    why: estimate ? null : suppressionLabels[one.suppressed ?? 'under-minimum'],
    demo: one.demo,
  }
}

type Rate = { n: number; satisfied: number | null; point: number; interval: [number, number] }

/** Shares with six digits behind the point: more than anybody needs, and the same in every file. */
function rateCells(estimate: Rate | null): Row {
  const six = (share: number) => Number(share.toFixed(6))
  if (!estimate) return { n: null, satisfied: null, rate: null, low: null, high: null }
  const [low, high] = estimate.interval
  return { n: estimate.n, satisfied: estimate.satisfied, rate: six(estimate.point), low: six(low), high: six(high) }
}

async function publishedRows(ctx: Context): Promise<Row[]> {
  const found: PublishedSummary[] = []
  let after: string | undefined
  do {
    const page = await listOpen(ctx, { limit: 100, after })
    found.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found.map((one) => ({
    id: one.id,
    indicator: one.indicatorId,
    name: one.name,
    place: one.scope.name,
    ...{ from: one.period.from, to: one.period.to, asOf: one.asOf, ...rateCells(one.estimate) },
    target: one.target,
    verdict: one.verdict && one.estimate ? verdictLabels[one.verdict] : null,
    state: publishedStateLabels[one.state],
    publishedAt: one.publishedAt,
    publishedBy: one.publishedBy.name,
    sha256: one.sha256,
    version: one.definition.version,
    demo: one.demo,
  }))
}

async function definitionRows(ctx: Context): Promise<Row[]> {
  const { methods } = await listMethods(ctx)
  const found: Row[] = []
  for (const { indicatorId } of methods) {
    const { versions } = await listDefinitionVersions(ctx, { indicatorId })
    for (const { definition, setAt, inForce, changes, reason } of versions) {
      const { grades, channels, method, denominator, numerator, windowDays, minN, level, target } = definition
      found.push({
        ...{ indicator: indicatorId, name: definition.name, version: definition.version, since: setAt, inForce },
        ...{ grades: gradesInWords({ grades: allGrades.filter((grade) => grades.includes(grade)) }) },
        channels: channels.map((channel) => wordOf(ratingChannelLabels, channel)).join('、'),
        ...{ numerator, denominator, windowDays, minN, level, target },
        method: methodInWords(method),
        changes: changes.map(({ field, before, after }) => `${field}：${before} → ${after}`).join('；'),
        reason,
      })
    }
  }
  return found
}

async function exclusionRows(ctx: Context): Promise<Row[]> {
  const { from, to, total, byReason, rows } = await listExclusionCounts(ctx)
  const cell = (unit: string, reason: string, count: number | null): Row => ({
    ...{ unit, reason, count, from, to },
    why: count === null ? '份数少于 5，或能由它减出别的小格' : null,
  })
  const of = (unit: string, told: { total: number | null; byReason: typeof byReason }) => [
    ...told.byReason.map(({ reason, count }) => cell(unit, exclusionReasonLabels[reason], count)),
    cell(unit, '合计', told.total),
  ]
  return [...rows.flatMap(({ unit, ...told }) => of(unit.name, told)), ...of('合计', { total, byReason })]
}

const wordOf = (labels: Readonly<Record<string, string>>, code: string) => labels[code] ?? code

function inCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value)
}
