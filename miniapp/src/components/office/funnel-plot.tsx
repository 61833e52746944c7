import { View } from '@tarojs/components'
import { type BaseSyntheticEvent, memo } from 'react'
import { isH5 } from '../../lib/platform'
import { placeOfPointer, placeOfTap } from '../../lib/pointer'
import { classNames } from '../class-names'
import { Drawing } from '../drawing'
import { count, interval, percent, target as whole } from '../figure-words'
import { stretched } from '../plot'
import {
  acrossOf,
  dotsMarkup,
  downOf,
  type FunnelFrame,
  type FunnelLimit,
  type FunnelUnit,
  limitsMarkup,
  nearestUnit,
} from './funnel-drawing'
import './funnel-plot.css'

export type FunnelPlotProps = {
  frame: FunnelFrame
  units: readonly FunnelUnit[]
  /** Units that the reader did not filter out; the others stay as faint dots, so that the cloud does not jump. */
  matching: ReadonlySet<string>
  curve: readonly FunnelLimit[]
  all: number | null
  target: number
  label: string
  shown: FunnelUnit | null
  onShow: (unit: FunnelUnit) => void
  onPick: (unit: FunnelUnit) => void
}

/** Units by size and rate between the limits of chance; the one under the pointer, the finger or the arrow keys is shown. */
export function FunnelPlot(props: FunnelPlotProps) {
  const { frame, units, matching, shown, onShow, onPick } = props
  const candidates = matching.size === units.length ? units : units.filter(({ id }) => matching.has(id))
  const near = (place: { x: number; y: number; width: number; height: number } | null) =>
    place && nearestUnit(frame, candidates, place, place)
  const look = (event: BaseSyntheticEvent) => {
    const unit = near(placeOfPointer(event))
    if (unit && unit.id !== shown?.id) onShow(unit)
  }
  const pick = (event: BaseSyntheticEvent) => {
    const unit = near(placeOfPointer(event))
    if (unit) onPick(unit)
  }
  return (
    <View className="funnel-chart">
      <Axis frame={frame} />
      <View className="funnel-box">
        <Ground {...props} />
        <Outside frame={frame} units={units} matching={matching} />
        {shown && <Ring frame={frame} unit={shown} />}
        {isH5 ? (
          <Walk units={candidates} shown={shown} onShow={onShow} onPick={onPick} look={look} pick={pick} />
        ) : (
          <View
            id="funnel-sense"
            className="funnel-sense"
            onClick={(event) =>
              placeOfTap('funnel-sense', event.detail, (place) => {
                const unit = near(place)
                if (unit) onShow(unit)
              })
            }
          />
        )}
      </View>
      <Ends {...props} />
      <Sizes frame={frame} />
    </View>
  )
}

/** The drawing behind: it changes with figures and filter, never with the pointer. */
const Ground = memo(function Ground({ frame, units, matching, curve, all, target, label }: FunnelPlotProps) {
  const filtered = matching.size < units.length
  const dots = filtered
    ? dotsMarkup(
        frame,
        units.filter(({ id }) => !matching.has(id)),
        { faint: true },
      ) +
      dotsMarkup(
        frame,
        units.filter(({ id }) => matching.has(id)),
      )
    : dotsMarkup(frame, units)
  return (
    <>
      <Drawing className="funnel-layer" svg={stretched(limitsMarkup(frame, curve, all, target))} label={label} />
      <Drawing className="funnel-layer" svg={stretched(dots)} />
    </>
  )
}, sameGround)

function sameGround(before: FunnelPlotProps, now: FunnelPlotProps): boolean {
  return before.frame === now.frame && before.matching === now.matching && before.units === now.units
}

/** Units outside the limits, each with a shape of its own. */
const Outside = memo(function Outside({
  frame,
  units,
  matching,
}: Pick<FunnelPlotProps, 'frame' | 'units' | 'matching'>) {
  return (
    <View aria-hidden="true">
      {units
        .filter(({ standing }) => standing !== 'within')
        .map(({ id, n, point, standing }) => (
          <View
            key={id}
            className={classNames(
              'funnel-mark',
              standing.endsWith('998') ? 'funnel-triangle' : 'funnel-diamond',
              standing.startsWith('low') && 'funnel-low',
              !matching.has(id) && 'funnel-faint',
            )}
            style={{ left: `${acrossOf(frame, n)}%`, top: `${downOf(frame, point)}%` }}
          />
        ))}
    </View>
  )
})

function Ring({ frame, unit }: { frame: FunnelFrame; unit: FunnelUnit }) {
  const left = acrossOf(frame, unit.n)
  return (
    <View aria-hidden="true">
      <View className="funnel-ring" style={{ left: `${left}%`, top: `${downOf(frame, unit.point)}%` }} />
      <View
        className={classNames('funnel-name', left > 60 && 'funnel-name-left')}
        style={{ left: `${left}%`, top: `${downOf(frame, unit.point)}%` }}
      >
        {unit.name}
      </View>
    </View>
  )
}

type WalkProps = Pick<FunnelPlotProps, 'shown' | 'onShow' | 'onPick'> & {
  units: readonly FunnelUnit[]
  look: (event: BaseSyntheticEvent) => void
  pick: (event: BaseSyntheticEvent) => void
}

const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

/** One tab stop: the arrow keys walk the units by size, Enter chooses the one shown, and a screen reader says it. */
function Walk({ units, shown, onShow, onPick, look, pick }: WalkProps) {
  const bySize = [...units].sort((a, b) => a.n - b.n)
  const at = shown ? bySize.findIndex(({ id }) => id === shown.id) : -1
  const go = (key: string): boolean => {
    const step = steps[key]
    const last = bySize.length - 1
    const next = key === 'Home' ? 0 : key === 'End' ? last : step === undefined ? null : at + step
    if (next === null) return false
    const unit = bySize[Math.max(0, Math.min(last, next))]
    if (unit) onShow(unit)
    return true
  }
  return (
    <div
      className="funnel-walk"
      role="slider"
      tabIndex={0}
      aria-label="逐个看单位，左右键按份数走，回车选中"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, bySize.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={shown ? unitWords(shown) : '还没有选'}
      onPointerMove={look}
      onPointerDown={look}
      onClick={pick}
      onKeyDown={(event) => {
        if (go(event.key)) event.preventDefault()
        else if (event.key === 'Enter' && shown) onPick(shown)
      }}
    />
  )
}

function Axis({ frame }: { frame: FunnelFrame }) {
  return (
    <View className="chart-axis" aria-hidden="true">
      {frame.scale.ticks.map((tick) => (
        <View key={tick} className="chart-tick" style={{ top: `${downOf(frame, tick)}%` }}>
          {whole(tick)}
        </View>
      ))}
    </View>
  )
}

/** Names at the end of the lines; those that would lie on another are left to the legend. */
function Ends({ frame, curve, all, target }: Pick<FunnelPlotProps, 'frame' | 'curve' | 'all' | 'target'>) {
  const last = curve[curve.length - 1]
  const wanted = [
    { word: `目标 ${whole(target)}`, at: target, tone: 'funnel-goal' },
    ...(all === null ? [] : [{ word: `全部 ${percent(all)}`, at: all, tone: '' }]),
    ...(last
      ? [
          { word: '95%', at: last.limits95[0], tone: '' },
          { word: '99.8%', at: last.limits998[0], tone: '' },
        ]
      : []),
  ]
  const placed: { word: string; tone: string; top: number }[] = []
  for (const { word, at, tone } of wanted) {
    const top = downOf(frame, at)
    if (top <= 100 && placed.every((other) => Math.abs(other.top - top) > 6)) placed.push({ word, tone, top })
  }
  return (
    <View className="funnel-ends" aria-hidden="true">
      {placed.map(({ word, tone, top }) => (
        <View key={word} className={classNames('chart-last', 'funnel-end', tone)} style={{ top: `${top}%` }}>
          {word}
        </View>
      ))}
    </View>
  )
}

function Sizes({ frame }: { frame: FunnelFrame }) {
  return (
    <View className="funnel-sizes" aria-hidden="true">
      {frame.sizes.map((n) => (
        <View key={n} className="chart-date" style={{ left: `${acrossOf(frame, n)}%` }}>
          {count(n)}
        </View>
      ))}
    </View>
  )
}

/** A unit of the plot in words: `市交通局 87.2%，n=187`. */
export const unitWords = ({ name, point, n }: FunnelUnit): string => `${name} ${percent(point)}，n=${count(n)}`

/** `81.6%–91.2%` of a unit. */
export const unitInterval = (bounds: readonly [number, number] | null): string => (bounds ? interval(...bounds) : '')
