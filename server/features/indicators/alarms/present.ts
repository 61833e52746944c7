import { type Alarm, AlarmCase, type WatchRule } from '@minyi/shared/indicators/alarms/contract.ts'
import { Dimension, type Scope } from '@minyi/shared/indicators/contract.ts'
import { RatingChannel } from '@minyi/shared/ratings/contract.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { AlarmRow, NoteRow, Series, WatchRow } from './queries.ts'

/** What alarms are shown with: names of indicators, areas and units, and what was written to them. */
export type Around = {
  indicators: ReadonlyMap<string, string>
  places: ReadonlyMap<string, string>
  notes: readonly NoteRow[]
}

export function alarmOf(ctx: Context, row: AlarmRow, { indicators, places, notes }: Around): Alarm {
  const { parts, ...evidence } = row.evidence
  return {
    id: row.id,
    indicator: { id: row.indicatorId, name: indicators.get(row.indicatorId) ?? row.indicatorId },
    scope: scopeFrom(ctx, row, places),
    raisedOn: row.raisedOn,
    raisedAt: instantOf(ctx, row.raisedAt),
    overOn: row.overOn,
    case: AlarmCase.parse({
      ...evidence,
      parts: parts.map(({ dimension, key, ...part }) => ({
        ...part,
        scope: scopeFrom(ctx, { dimension, key }, places),
      })),
    }),
    acknowledgements: notes
      .filter(({ alarmId }) => alarmId === row.id)
      .map(({ by, at, note }) => ({ by, at: instantOf(ctx, at), note })),
    demo: ctx.tenant.demo,
  }
}

export const ruleOf = (row: WatchRow | undefined, falseAlarmDays: number): WatchRule => ({
  falseAlarmDays: row?.falseAlarmDays ?? falseAlarmDays,
  watched: row?.watched ?? 0,
  unwatched: row?.unwatched ?? 0,
  falseAlarmsPerMonth: (row?.falsePerMonthHundredths ?? 0) / 100,
  lastDay: row?.day ?? null,
})

function scopeFrom(ctx: Context, { dimension, key }: Series, places: ReadonlyMap<string, string>): Scope {
  if (dimension === 'all') return { dimension: 'all', id: null, name: ctx.tenant.name }
  if (dimension === 'channel') {
    return { dimension, id: null, name: ratingChannelLabels[RatingChannel.parse(key)] }
  }
  return { dimension: Dimension.parse(dimension), id: key, name: places.get(key) ?? '已不在名录' }
}
