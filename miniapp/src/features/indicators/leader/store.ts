import type { Day } from '@minyi/shared/platform/time.ts'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import type { Query } from '../../../lib/navigate'

export const periods = ['window', 'month', 'quarter', 'year', 'custom'] as const
export type PeriodKind = (typeof periods)[number]
export const channels = ['link', 'counter', 'assisted'] as const
export type Channel = (typeof channels)[number]
export const movementBys = ['unit', 'area', 'field', 'channel'] as const
export type MovedBy = (typeof movementBys)[number]

/** What a leader chose to look at; all of it stands in the address. At most one place is named. */
export type Choice = {
  period: PeriodKind
  at?: Day
  from?: Day
  to?: Day
  areaId?: string
  unitId?: string
  field?: string
  channel?: Channel
  against: 'before' | 'year'
  by?: MovedBy
}

const isDay = (text: string | undefined): text is Day => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)
const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text)

/** The choice that an address holds; what makes no sense in it is left out. */
export function choiceFrom(query: Record<string, string | undefined>): Choice {
  const asked = oneOf(periods, query.period) ?? 'window'
  const { from, to, at } = query
  const custom = isDay(from) && isDay(to) && from <= to
  const period = asked === 'custom' && !custom ? 'window' : asked
  return {
    period,
    ...(isDay(at) && period !== 'custom' ? { at } : {}),
    ...(period === 'custom' ? { from, to } : {}),
    ...placeFrom(query),
    channel: oneOf(channels, query.channel),
    against: query.against === 'year' ? 'year' : 'before',
    by: oneOf(movementBys, query.by),
  }
}

function placeFrom({ area, unit, field }: Record<string, string | undefined>): Partial<Choice> {
  if (unit) return { unitId: unit }
  if (area) return { areaId: area }
  return field ? { field } : {}
}

/** The same choice as the query of an address; the usual is left out. */
export const queryFrom = (choice: Choice): Query => ({
  period: choice.period === 'window' ? undefined : choice.period,
  at: choice.at,
  from: choice.from,
  to: choice.to,
  area: choice.areaId,
  unit: choice.unitId,
  field: choice.field,
  channel: choice.channel,
  against: choice.against === 'year' ? 'year' : undefined,
  by: choice.by,
})

/** The days as the operations take them. */
export const daysOf = ({ period, at, from, to }: Choice) => ({ period, at, from, to })

/** Days, place and channel as the operations take them. */
export const askOf = (choice: Choice) => ({
  ...daysOf(choice),
  areaId: choice.areaId,
  unitId: choice.unitId,
  field: choice.field,
  channel: choice.channel,
})

export const choiceOfAddress = (): Choice => choiceFrom(queryOfAddress())

export function keepChoice(choice: Choice, more: Query = {}): void {
  keepInAddress({ ...more, ...queryFrom(choice) })
}

/** How many things of the address differ from the usual. */
export const isNarrowed = ({ areaId, unitId, field, channel }: Choice): boolean =>
  [areaId, unitId, field, channel].some((one) => one !== undefined)

/** The inputs of the operations that follow the days; the same text names their answers among those that are kept. */
export const figureAsk = (indicatorId: string, choice: Choice) => ({ indicatorId, ...askOf(choice) })
export const funnelAsk = (indicatorId: string, choice: Choice) => ({
  indicatorId,
  ...daysOf(choice),
  field: choice.field,
  channel: choice.channel,
})
export const keyOf = (operation: string, ask: object): string => `${operation}/${JSON.stringify(ask)}`

/** The usual days that a reader is likely to choose next. */
export const likelyNext = (choice: Choice): Choice[] =>
  periods
    .filter((period) => period !== 'custom' && period !== choice.period)
    .map((period) => ({ ...choice, period, at: undefined, from: undefined, to: undefined }))
