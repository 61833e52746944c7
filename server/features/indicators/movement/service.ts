import type { Period } from '@minyi/shared/indicators/contract.ts'
import type * as contract from '@minyi/shared/indicators/movement/contract.ts'
import type { MovementBy } from '@minyi/shared/indicators/movement/contract.ts'
import { type Both, movementOf, verdictCauseOf } from '@minyi/shared/indicators/movement/rules.ts'
import { periodBefore, yearBefore } from '@minyi/shared/indicators/periods/rules.ts'
import { figureOf, satisfiedOf, type Tally, throughChannel, validOf } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import type { Context } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { cardOf, type Defined, getDefined } from '../definitions/service.ts'
import * as queries from '../exact/queries.ts'
import { chosenPeriod, countPlaces, frameOf, inChannel, resolvePlace } from '../exact/service.ts'
import { movementCells, movementHeadings } from './present.ts'

type Input = InputOf<typeof contract.readMovement>

/** What moved a figure since the period before or a year ago, taken apart by areas, units, fields or channels. */
export async function readMovement(ctx: Context, input: Input): Promise<OutputOf<typeof contract.readMovement>> {
  const found = await getDefined(ctx, input.indicatorId)
  const defined = inChannel(found, input.channel)
  const period = chosenPeriod(ctx, defined, input)
  const earlier = input.against === 'year' ? yearBefore(period) : periodBefore(period)
  const whole = await resolvePlace(ctx, input)
  const { total, parts } = await countParts(ctx, defined, { whole, by: input.by, periods: [period, earlier] })
  const figure = (tally: Tally, days: Period) =>
    figureOf(tally, defined.definition, frameOf(ctx, defined, whole.scope, days))
  const [now, before] = [figure(total[0] ?? {}, period), figure(total[1] ?? {}, earlier)]
  const shares = bothOf(total, defined.definition)
  const moved = now.estimate && before.estimate ? movementOf(shares, parts, defined.definition.minN) : null
  return {
    indicator: cardOf(ctx, found),
    by: input.by,
    now,
    before,
    change: moved?.change ?? null,
    verdictCause: verdictCauseOf(before, now),
    parts: moved?.parts ?? [],
    rest: moved?.rest ?? null,
  }
}

/** The parts of a change as a file, with the whole and the days of both periods in every row. */
export async function exportMovement(
  ctx: Context,
  input: InputOf<typeof contract.exportMovement>,
): Promise<FileAnswer> {
  const { format, ...asked } = input
  const moved = await readMovement(ctx, asked)
  return writeSpreadsheet(`${moved.indicator.name}-是什么在动`, format, movementHeadings, movementCells(moved))
}

type Wanted = { whole: queries.Place; by: MovementBy; periods: readonly Period[] }

/** The counts of a place in several periods, and of its parts; by channel the parts lie in the counts themselves. */
async function countParts(ctx: Context, defined: Defined, { whole, by, periods }: Wanted) {
  const places = await partsOf(ctx, whole, by)
  const [total = [], ...tallies] = await countPlaces(ctx, defined, [whole, ...places], periods)
  if (by === 'channel') return { total, parts: channelsOf(total, defined) }
  const parts = places.map(({ scope }, i) => ({ scope, ...bothOf(tallies[i] ?? [], defined.definition) }))
  return { total, parts }
}

/** What a place is made up of; an area's counts are not kept by unit, and a unit's not by area. */
async function partsOf(ctx: Context, { scope }: queries.Place, by: MovementBy): Promise<queries.Place[]> {
  const { dimension } = scope
  if (by === 'channel') return []
  if (by === 'area' && (dimension === 'all' || dimension === 'area')) return queries.listBelow(ctx, scope.id)
  if (by === 'field' && dimension === 'all') return queries.listFields(ctx)
  if (by === 'unit' && dimension === 'all') return queries.listUnits(ctx)
  if (by === 'unit' && dimension === 'field')
    return (await queries.listUnits(ctx)).filter(({ field }) => field === scope.name)
  throw new Problem('input-invalid', { fields: [{ path: 'by', message: '这个范围不能这样拆，请换一种拆法' }] })
}

function channelsOf(total: readonly Tally[], { definition }: Defined) {
  return definition.channels
    .filter((channel) => channel !== 'standing')
    .map((channel) => ({
      scope: { dimension: 'channel' as const, id: null, name: ratingChannelLabels[channel] },
      ...bothOf(total, throughChannel(definition, channel)),
    }))
}

function bothOf([now = {}, before = {}]: readonly Tally[], definition: Defined['definition']): Both {
  const share = (tally: Tally) => ({ x: satisfiedOf(tally, definition), n: validOf(tally, definition) })
  return { now: share(now), before: share(before) }
}
