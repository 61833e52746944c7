import { hash } from 'node:crypto'
import { comparisonOf, keptSections } from '@minyi/shared/bulletins/comparison/rules.ts'
import type { BulletinFigures, BulletinKind } from '@minyi/shared/bulletins/contract.ts'
import {
  type Certified,
  type Counted,
  certifiedRates,
  isAnnual,
  noConducts,
  noKinds,
  type PeriodCounts,
  type PlaceCounts,
  type Quoted,
  togetherOf,
} from '@minyi/shared/bulletins/counting/rules.ts'
import { figuresFrom } from '@minyi/shared/bulletins/numbers/rules.ts'
import { comparedPeriods } from '@minyi/shared/bulletins/rules.ts'
import { sectionsFrom } from '@minyi/shared/bulletins/writing/rules.ts'
import { type CaseKind, caseKinds } from '@minyi/shared/cases/contract.ts'
import { conductLabels } from '@minyi/shared/cases/labels.ts'
import type { Period } from '@minyi/shared/indicators/contract.ts'
import { handlingIdOf, isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import { addDays, addMonths } from '@minyi/shared/platform/time.ts'
import { hashOf } from '../../../platform/audit.ts'
import { type Context, instantOf, type Platform } from '../../../platform/context.ts'
import { inEachTenant } from '../../../platform/tenants.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { listInterventions } from '../../cases/interventions/service.ts'
import { definitionsInForce } from '../../indicators/handling/definitions/service.ts'
import { countHandling } from '../../indicators/handling/service.ts'
import { listOpen } from '../../indicators/published/reading/service.ts'
import { readText } from '../present.ts'
import { type BulletinRecord, findAloneOf } from '../queries.ts'
import * as queries from './queries.ts'

/** How many steps a counting reports. */
export const countingSteps = 6

const mostCases = 2
/** Among fewer items a case without names would still be somebody's. */
const leastForCases = 30
/** A bulletin is about complaints about enforcement, an annual report about everything. */
const kindsOf = (kind: BulletinKind): readonly CaseKind[] => (isAnnual(kind) ? caseKinds : ['complaint', 'report'])

/** Counts what waits to be counted, in each place. */
export function countWaiting(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'bulletins.counting', async (ctx) => {
    while (await countNext(ctx));
  })
}

/**
 * Counts the bulletin that waits longest, from one snapshot of the database, and writes its text. The progress is told from outside
 * of the snapshot. A counting that breaks off with its process begins anew; one that fails says so and can be asked for again.
 */
export async function countNext(ctx: Context): Promise<boolean> {
  const row = await queries.findWaiting(ctx)
  if (!row) return false
  const tell = (done: number) => queries.updateCounting(ctx, row, { stepsDone: done })
  try {
    const counted = await ctx.db.transaction(
      async (tx) => {
        const inner = { ...ctx, db: tx }
        return (await queries.claimCounting(inner, row.id)) ? countAll(inner, row, tell) : null
      },
      { isolationLevel: 'repeatable read' },
    )
    if (!counted) return false
    await keepCounted(ctx, row, counted)
  } catch (cause) {
    ctx.log.error({ err: cause, bulletin: row.id }, 'a bulletin could not be counted')
    await queries.updateCounting(ctx, row, { state: 'failed' })
  }
  return true
}

async function keepCounted(ctx: Context, row: BulletinRecord, counted: Counted): Promise<void> {
  const written = figuresFrom(counted)
  const frozen: Omit<BulletinFigures, 'sha256'> = {
    period: counted.now.period,
    before: counted.before.period,
    yearBefore: counted.yearBefore.period,
    asOf: counted.asOf,
    demo: ctx.tenant.demo,
    ...written,
  }
  const figures: BulletinFigures = { ...frozen, sha256: hash('sha256', canonicalJson(frozen)) }
  const places = written.tables.find(({ key }) => key === 'places')
  await queries.updateCounting(ctx, row, {
    state: 'draft',
    figures,
    sections: textOf(row, counted, written),
    comparison: comparisonOf(counted),
    alone: places?.rows.map(([name]) => name ?? '') ?? [],
    stepsDone: countingSteps,
  })
}

/** The words that a recount keeps, or, where there are none, the text that a new bulletin starts with. */
function textOf(row: BulletinRecord, counted: Counted, written: ReturnType<typeof figuresFrom>) {
  const { sections } = readText(row)
  return sections.length > 0 ? keptSections(sections, written) : sectionsFrom(counted, written)
}

type Tell = (done: number) => Promise<void>

async function countAll(ctx: Context, row: BulletinRecord, tell: Tell): Promise<Counted> {
  const kind: BulletinKind = row.kind === 'annual' ? 'annual' : 'period'
  const kinds = kindsOf(kind)
  const period = { from: row.fromDay, to: row.toDay }
  const compared = comparedPeriods(period)
  const by = isAnnual(kind) ? 'area' : 'unit'
  const group = isAnnual(kind) ? 'items' : 'complaints'
  const [open, definitions] = [await listAllOpen(ctx), (await definitionsInForce(ctx))[group]]
  const now = await countPeriod(ctx, period, kinds, by)
  await tell(1)
  const before = await countPeriod(ctx, compared.before, kinds, by)
  await tell(2)
  const yearBefore = isAnnual(kind) ? before : await countPeriod(ctx, compared.yearBefore, kinds, 'none')
  await tell(3)
  const year = { from: addMonths(addDays(period.to, 1), -12), to: period.to }
  const found = await queries.countMonths(ctx, spanOf(ctx, year, kinds))
  const months = Array.from({ length: 12 }, (_, i) => {
    const month = addMonths(year.from, i).slice(0, 7)
    return { month, count: found.find((one) => one.month === month)?.count ?? 0 }
  })
  await tell(4)
  const span = spanOf(ctx, period, kinds)
  const supervision = await queries.countSupervision(ctx, span)
  const interventions = await listInterventions(ctx, period)
  const typical = now.received < leastForCases ? [] : await queries.listTypical(ctx, span, mostCases)
  await tell(5)
  const hashes = {
    'items-by-place': sealOf(ctx, hashOf([now.places, before.places])),
    'items-by-month': sealOf(ctx, hashOf(months)),
    supervision: sealOf(ctx, hashOf(supervision)),
    interventions: sealOf(ctx, hashOf(interventions)),
    'typical-cases': sealOf(ctx, hashOf(typical)),
  }
  return {
    kind,
    kinds,
    asOf: instantOf(ctx, ctx.now()),
    now,
    before,
    yearBefore,
    aloneBefore: await findAloneOf(ctx, kind, compared.before.from, compared.before.to),
    months,
    supervision,
    interventions,
    quoted: quotedOf(open, period),
    definitions,
    certified: {
      now: certifiedOf(open, period, group, definitions),
      before: certifiedOf(open, compared.before, group, definitions),
      yearBefore: certifiedOf(open, compared.yearBefore, group, definitions),
    },
    typical: typical.map(({ kind, conduct, days, verdict }) => ({
      kind,
      days,
      conduct: conduct === null ? null : conductLabels[conduct].title,
      solved: verdict === 'solved',
    })),
    hashes,
  }
}

const spanOf = (ctx: Context, { from, to }: Period, kinds: readonly CaseKind[]): queries.Span => ({
  from: startOfDay(ctx.tenant.zone, from),
  before: startOfDay(ctx.tenant.zone, addDays(to, 1)),
  kinds,
})

async function countPeriod(
  ctx: Context,
  period: Period,
  kinds: readonly CaseKind[],
  by: 'unit' | 'area' | 'none',
): Promise<PeriodCounts> {
  const span = spanOf(ctx, period, kinds)
  const asked = { from: period.from, to: period.to, kinds, asOf: ctx.now(), areaId: null, unitId: null }
  const [whole] = await countHandling(ctx, asked, 'none')
  const groups = by === 'none' ? [] : await countHandling(ctx, asked, by)
  const parts = await queries.countParts(ctx, span)
  const [conducts, kindCounts] = [noConducts(), noKinds()]
  for (const { kind, conduct, count } of parts) {
    kindCounts[kind] += count
    if (conduct !== null) conducts[conduct] += count
  }
  const none = { of: 0, good: 0 }
  return {
    period,
    received: whole?.counts.funnel.received ?? 0,
    accepted: whole?.counts.funnel.accepted ?? 0,
    replied: whole?.counts.funnel.replied ?? 0,
    silent: whole?.counts.funnel.silent ?? 0,
    ended: parts.reduce((sum, { ended }) => sum + ended, 0),
    refused: parts.reduce((sum, { refused }) => sum + refused, 0),
    rates: whole?.counts.rates ?? { responded: none, solved: none, satisfied: none, 'on-time': none },
    conducts,
    kinds: kindCounts,
    places: groups.map(placeOf),
    sha256: sealOf(ctx, await queries.sealItems(ctx, span)),
  }
}

/** The seal of what was counted, keyed: an unkeyed one of a few small counts could be guessed from a handful of candidates. */
const sealOf = ({ encryption, tenant }: Context, sha256: string) =>
  encryption.blindIndex(`${tenant.id}/bulletin-seal`, sha256).toString('hex')

type Group = Awaited<ReturnType<typeof countHandling>>[number]

const placeOf = ({ id, name, counts: { funnel, rates } }: Group): PlaceCounts => ({
  id,
  name: name ?? '尚未分派',
  received: funnel.received,
  replied: funnel.replied,
  solved: rates.solved,
  satisfied: rates.satisfied,
})

/** The public figures in force whose days touch the period, the latest of each indicator, of the whole place. */
function quotedOf(open: OpenFigures, period: Period): Quoted[] {
  const fitting = open.filter(
    (one) =>
      one.state === 'in-force' &&
      !isHandlingId(one.indicatorId) &&
      one.scope.dimension === 'all' &&
      one.period.from <= period.to &&
      one.period.to >= period.from,
  )
  const latest = fitting.filter((one, i) => fitting.findIndex((other) => other.indicatorId === one.indicatorId) === i)
  return latest.flatMap(quotedFrom)
}

function quotedFrom({ id, name, sha256, period, estimate, target, verdict }: OpenFigures[number]): Quoted[] {
  if (!estimate) return []
  const { satisfied, n, point, interval } = estimate
  return [{ id, name, sha256, period, satisfied, n, point, interval, target, verdict, parts: [] }]
}

/**
 * The rates of these days that were published for everybody and are in force: of exactly these days, or of months and quarters that make
 * them up without a gap, added together.
 */
function certifiedOf(
  open: OpenFigures,
  period: Period,
  group: 'items' | 'complaints',
  definitions: Definitions,
): Certified {
  const ofPlace = open.filter(({ state, scope }) => state === 'in-force' && scope.dimension === 'all')
  const certified: Certified = {}
  for (const rate of certifiedRates) {
    const published = ofPlace.filter(({ indicatorId }) => indicatorId === handlingIdOf(group, rate)).flatMap(quotedFrom)
    const found = togetherOf(published, period, definitions[rate])
    if (found) certified[rate] = found
  }
  return certified
}

/** Which of some published figures are not in force any more: corrected since they were quoted. */
export async function listOutdated(ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const inForce = (await listAllOpen(ctx)).flatMap(({ id, state }) => (state === 'in-force' ? [id] : []))
  return ids.filter((id) => !inForce.includes(id))
}

/** Every figure that was ever published for everybody, the newest first. */
async function listAllOpen(ctx: Context): Promise<OpenFigures> {
  const all: OpenFigures = []
  let after: string | undefined
  do {
    const page = await listOpen(ctx, { limit: 100, ...(after === undefined ? {} : { after }) })
    all.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  return all
}
type Definitions = Awaited<ReturnType<typeof definitionsInForce>>['items']
type OpenFigures = Awaited<ReturnType<typeof listOpen>>['rows']
