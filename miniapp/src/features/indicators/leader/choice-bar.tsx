import type { Period } from '@minyi/shared/indicators/contract.ts'
import { periodOf } from '@minyi/shared/indicators/periods/rules.ts'
import { addDays, addMonths } from '@minyi/shared/platform/time.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { listAreas, listUnits } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Choose } from '../../../components/office/choose'
import { DayField } from '../../../components/pick-field'
import { Press } from '../../../components/press'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { type Choice, channels, isNarrowed, type PeriodKind } from './store'
import './leader.css'

export type ChoiceBarProps = {
  choice: Choice
  onChange: (choice: Choice) => void
  windowDays: number
  /** The days that are shown now, from which the steps to the period before and after lead. */
  period?: Period
  today?: string
  /** Only the days and the area, as on the page of all indicators. */
  short?: boolean
}

/** Which days, which place and which channel: whatever is chosen stands in the address. */
export function ChoiceBar({ choice, onChange, windowDays, period, today, short }: ChoiceBarProps) {
  const change = (part: Partial<Choice>) => onChange({ ...choice, ...part })
  return (
    <>
      <PeriodChoice choice={choice} onChange={onChange} windowDays={windowDays} period={period} today={today} />
      <PlaceChoice choice={choice} onChange={onChange} short={short} />
      {!short && (
        <Choose
          label="渠道"
          on={choice.channel !== undefined}
          value={choice.channel ?? 'all'}
          options={[
            { value: 'all', word: '全部渠道' },
            ...channels.map((value) => ({ value, word: ratingChannelLabels[value] })),
          ]}
          onChange={(value) => change({ channel: channels.find((one) => one === value) })}
        />
      )}
      {isNarrowed(choice) && !short && (
        <Button
          kind="word"
          small
          narrow
          onPress={() => change({ areaId: undefined, unitId: undefined, field: undefined, channel: undefined })}
        >
          看全部
        </Button>
      )}
    </>
  )
}

const stepMonths: Partial<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 }

function PeriodChoice({ choice, onChange, windowDays, period, today }: Omit<ChoiceBarProps, 'short'>) {
  const months = stepMonths[choice.period]
  // Steps lead from what is chosen: the figures on the screen may still be those of the choice before.
  const chosen = months && today ? periodOf(choice, today, windowDays) : null
  const step = (count: number) => {
    if (chosen && months) onChange({ ...choice, at: addMonths(chosen.from, count * months) })
  }
  const chooseKind = (kind: PeriodKind) => {
    const custom =
      kind === 'custom' && period ? { from: period.from, to: period.to } : { from: undefined, to: undefined }
    onChange({ ...choice, period: kind, at: undefined, ...custom })
  }
  return (
    <>
      <Choose
        label="时间"
        on={choice.period !== 'window'}
        value={choice.period}
        options={[
          { value: 'window', word: `近 ${windowDays} 天` },
          { value: 'month', word: '按月' },
          { value: 'quarter', word: '按季度' },
          { value: 'year', word: '按年' },
          { value: 'custom', word: '自选日期' },
        ]}
        onChange={chooseKind}
      />
      {chosen && (
        <View className="period-steps">
          <Press className="period-step" label="前一期" onPress={() => step(-1)}>
            ‹
          </Press>
          <View className="period-name">{periodName(choice.period, chosen)}</View>
          <Press
            className="period-step"
            label="后一期"
            disabled={!today || addDays(chosen.to, 1) > today}
            onPress={() => step(1)}
          >
            ›
          </Press>
        </View>
      )}
      {choice.period === 'custom' && <CustomDays choice={choice} onChange={onChange} today={today} />}
    </>
  )
}

function CustomDays({ choice, onChange, today }: Pick<ChoiceBarProps, 'choice' | 'onChange' | 'today'>) {
  const { from, to } = choice
  return (
    <View className="period-days">
      <DayField
        label="从"
        placeholder="起"
        value={from}
        to={to ?? today}
        onChange={(day) => onChange({ ...choice, from: day, to: to && to >= day ? to : day })}
      />
      <DayField
        label="到"
        placeholder="止"
        value={to}
        from={from}
        to={today}
        onChange={(day) => onChange({ ...choice, to: day, from: from && from <= day ? from : day })}
      />
    </View>
  )
}

function PlaceChoice({ choice, onChange, short }: Pick<ChoiceBarProps, 'choice' | 'onChange' | 'short'>) {
  const areas = useKeptRemote(() => call(listAreas, {}), 'registry.listAreas').value?.areas ?? []
  const units = useKeptRemote(() => call(listUnits, {}), 'registry.listUnits').value?.units ?? []
  const place = (part: Pick<Choice, 'areaId' | 'unitId' | 'field'>) =>
    onChange({ ...choice, areaId: undefined, unitId: undefined, field: undefined, by: undefined, ...part })
  const fields = [...new Set(units.map(({ fields: [first] }) => first ?? '未填领域'))]
  const townships = areas.filter(({ level, id }) => level === 'township' || id === choice.areaId)
  return (
    <>
      <Choose
        label="区域"
        on={choice.areaId !== undefined}
        value={choice.areaId ?? ''}
        options={[{ value: '', word: '全部区域' }, ...townships.map(({ id, name }) => ({ value: id, word: name }))]}
        onChange={(id) => place({ areaId: id || undefined })}
      />
      {!short && (
        <>
          <Choose
            label="单位"
            on={choice.unitId !== undefined}
            value={choice.unitId ?? ''}
            options={[
              { value: '', word: '全部单位' },
              ...units.map(({ id, shortName }) => ({ value: id, word: shortName })),
            ]}
            onChange={(id) => place({ unitId: id || undefined })}
          />
          <Choose
            label="执法领域"
            on={choice.field !== undefined}
            value={choice.field ?? ''}
            options={[{ value: '', word: '全部领域' }, ...fields.map((field) => ({ value: field, word: field }))]}
            onChange={(field) => place({ field: field || undefined })}
          />
        </>
      )}
    </>
  )
}

function periodName(kind: PeriodKind, { from }: Period): string {
  const year = from.slice(0, 4)
  if (kind === 'year') return `${year} 年`
  if (kind === 'quarter') return `${year} 年第 ${Math.ceil(Number(from.slice(5, 7)) / 3)} 季度`
  return `${year} 年 ${Number(from.slice(5, 7))} 月`
}
