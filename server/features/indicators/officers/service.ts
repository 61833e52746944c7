import type { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import type { Figure, Period } from '@minyi/shared/indicators/contract.ts'
import type * as contract from '@minyi/shared/indicators/officers/contract.ts'
import type { OfficerEstimate, OfficerRow } from '@minyi/shared/indicators/officers/contract.ts'
import { estimateOfficer, fewestRatings, type Group, groupOf } from '@minyi/shared/indicators/officers/rules.ts'
import { figureOf, satisfiedOf, targetOf, validOf } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, addMonths, type Day, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { cardOf, type Defined, getDefined, listDefined } from '../definitions/service.ts'
import * as queries from './queries.ts'

const monthsTold = 12

/**
 * Tells officers at the end of a month of their own ratings (月末结): an estimate over twelve whole months for each who has five
 * ratings or more that changed since they were told last. It stays as it is until then, so that nobody learns of a single rating by
 * reading every day. Does the last month that is over on `day`, once.
 */
export async function closeOfficers(ctx: Context, day: Day): Promise<void> {
  const next = firstOfMonth(addDays(day, 1))
  const month = addMonths(next, -1)
  const cut = {
    period: { from: addMonths(next, -monthsTold), to: addDays(next, -1) },
    before: startOfDay(ctx.tenant.zone, next),
  }
  if (!(await queries.startMonth(ctx, month, cut.before))) return
  for (const defined of await listDefined(ctx)) await closeIndicator(ctx, defined, month, cut)
}

async function closeIndicator(ctx: Context, defined: Defined, month: Day, cut: queries.MonthCut): Promise<void> {
  const { indicatorId, definition, version } = defined
  const counted = await queries.countAtCut(ctx, definition, cut)
  const fresh = await queries.countFresh(ctx, indicatorId, definition, cut)
  const groups = groupsIn(counted)
  const rows = counted.flatMap((own): queries.Told[] => {
    const found = estimateOfficer(own, groups(own.fields), judgedBy(definition))
    if (found === 'few-ratings' || (fresh.get(own.officerId) ?? 0) < fewestRatings) return []
    const told = typeof found === 'string' ? { estimate: null, refusal: found } : { estimate: found, refusal: null }
    const { from, to } = cut.period
    const when = { month, version, closedAt: cut.before, fromDay: from, toDay: to }
    return [{ indicatorId, officerId: own.officerId, ...when, ...told }]
  })
  await queries.insertEstimates(ctx, rows)
}

/** What an officer was told last about each indicator, and the course of it. */
export async function readOwnEstimates(ctx: Context, officerId: string): Promise<(id: string) => OfficerEstimate> {
  const told = await queries.listTold(ctx, officerId, addMonths(firstOfMonth(today(ctx)), -monthsTold))
  return (indicatorId) => {
    const own = told.filter((row) => row.indicatorId === indicatorId)
    const last = own[own.length - 1]
    return {
      shrunken: last?.estimate ?? null,
      refusal: last ? last.refusal : 'not-closed',
      period: last ? { from: last.fromDay, to: last.toDay } : null,
      asOf: last ? instantOf(ctx, last.closedAt) : null,
      version: last?.version ?? null,
      course: own.flatMap(({ month, estimate }) =>
        estimate ? [{ month: month.slice(0, 7), point: estimate.point, interval: estimate.interval }] : [],
      ),
    }
  }
}

const Cursor = z.tuple([z.string(), z.string()])

/** The supervising office reads officers in the order of the register: a rate only from the minimum on, an estimate for the others. */
export async function listOfficerFigures(
  ctx: Context,
  input: InputOf<typeof contract.listOfficerFigures>,
): Promise<OutputOf<typeof contract.listOfficerFigures>> {
  const defined = await getDefined(ctx, input.indicatorId)
  const { definition } = defined
  const first = addMonths(firstOfMonth(today(ctx)), 1 - monthsTold)
  const period = { from: first, to: today(ctx) }
  const found = await queries.listOfficers(ctx, input, readCursor(Cursor, input.after))
  const ids = found.map(({ id }) => id)
  const tallies = await queries.tallyOfficers(ctx, ids, definition, period)
  const groups = groupsIn(await queries.countFolded(ctx, definition, period))
  const page = pageFrom(
    found,
    input.limit,
    ({ unit, externalId }) => [unit.externalId, externalId],
    ({ id, name, certificateNumber, unit }): OfficerRow => {
      const tally = tallies.get(id) ?? {}
      const figure = figureOf(tally, definition, frameOf(ctx, defined, { id, name }, period))
      const n = validOf(tally, definition)
      const shrunken = estimateOfficer(
        { x: satisfiedOf(tally, definition), n },
        groups(unit.fields),
        judgedBy(definition),
      )
      return {
        officer: { id, name, certificateNumber, unit: { id: unit.id, name: unit.name } },
        figure: underMinimum(figure),
        ...(typeof shrunken === 'string' ? { shrunken: null, refusal: shrunken } : { shrunken, refusal: null }),
      }
    },
  )
  return { indicator: cardOf(ctx, defined), period, ...page }
}

/** The groups of officers by the first field of a unit; each is fitted once, when somebody of it is asked for. */
function groupsIn(counted: readonly queries.Counted[]): (fields: readonly string[]) => Group | null {
  const known = new Map<string, Group | null>()
  return ([field]) => {
    if (field === undefined) return null
    const found = known.get(field)
    if (found !== undefined) return found
    const group = groupOf(
      field,
      counted.filter(({ fields }) => fields.includes(field)),
    )
    known.set(field, group)
    return group
  }
}

/** Under the minimum not even the supervising office reads how many ratings an officer has. */
const underMinimum = (figure: Figure): Figure =>
  figure.suppressed ? { ...figure, n: null, withExcluded: null, verdictFlips: false } : figure

const judgedBy = (definition: RatingsDefinition) => ({ target: targetOf(definition), level: definition.level })

function frameOf(ctx: Context, { indicatorId }: Defined, place: { id: string; name: string }, period: Period) {
  const scope = { dimension: 'officer' as const, ...place }
  return { indicatorId, scope, period, basis: 'exact' as const, asOf: instantOf(ctx, ctx.now()), demo: ctx.tenant.demo }
}
