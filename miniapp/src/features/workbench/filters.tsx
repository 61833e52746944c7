import {
  CaseChannel,
  caseEntries,
  caseKinds,
  caseStates,
  conducts,
  identityLevels,
  tiers,
} from '@minyi/shared/cases/contract.ts'
import {
  caseChannelLabels,
  caseEntryLabels,
  caseKindLabels,
  caseStateLabels,
  conductLabels,
  identityLabels,
} from '@minyi/shared/cases/labels.ts'
import { tierLabels } from '@minyi/shared/cases/tiers/labels.ts'
import type { Topic } from '@minyi/shared/cases/topics/contract.ts'
import type { Area, Unit } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { DayField, PickField } from '../../components/pick-field'
import { Press } from '../../components/press'
import { phoneDay } from '../../lib/phone-clock'
import { shortDay } from '../../lib/time-words'
import { loadAreas, loadUnits, townsOf, useRegister } from '../registry/store'
import type { ListFilter } from './list/store'
import { filterOf, viewOf } from './queues'
import { loadTopics, topicOptions, useTopics } from './topics/store'

export type FiltersProps = { filter: ListFilter; onChange: (filter: ListFilter) => void }
type Names = { areas: readonly Area[]; units: readonly Unit[]; topics: readonly Topic[] }

const standings = { soon: '将超期', overdue: '已超期', 'on-time': '未到期' } as const

/** What narrows the list, as chips that each go with one tap, and the form that adds more. */
export function Filters({ filter, onChange }: FiltersProps) {
  const [open, setOpen] = useState(false)
  const { areas = [], units = [] } = useRegister()
  const topics = useTopics((state) => state.topics) ?? []
  useEffect(() => {
    for (const load of [loadAreas, loadUnits, loadTopics]) load().catch(() => undefined)
  }, [])
  const chips = chipsOf(filter, { areas, units, topics })
  return (
    <View className="stack-tight">
      <View className="wrap filter-chips">
        {chips.map(({ key, words }) => (
          <Press
            key={key}
            className="chip chip-on"
            label={`去掉${words}`}
            onPress={() => onChange({ ...filter, [key]: undefined })}
          >
            {words}
            <Icon name="close" size={12} />
          </Press>
        ))}
        <Press className="chip" expanded={open} onPress={() => setOpen(!open)}>
          <Icon name="plus" size={12} />
          筛选
        </Press>
        {chips.length > 0 && (
          <Button kind="word" small onPress={() => onChange({ ...filterOf(viewOf(filter)), sort: filter.sort })}>
            清除全部
          </Button>
        )}
      </View>
      {open && <FilterForm filter={filter} onChange={onChange} names={{ areas, units, topics }} />}
    </View>
  )
}

export function narrows(filter: ListFilter): boolean {
  return chipsOf(filter, { areas: [], units: [], topics: [] }).length > 0
}

function chipsOf(filter: ListFilter, { areas, units, topics }: Names): { key: keyof ListFilter; words: string }[] {
  const named = (rows: readonly { id: string; name: string }[], id: string | undefined) =>
    id && (rows.find((row) => row.id === id)?.name ?? '…')
  const all: [keyof ListFilter, string, string | undefined][] = [
    ['q', '搜索', filter.q],
    ['kind', '类别', filter.kind && caseKindLabels[filter.kind]],
    ['topicId', '主题', named(topics, filter.topicId)],
    ['conduct', '问题', filter.conduct && conductLabels[filter.conduct].title],
    ['state', '状态', filter.state && caseStateLabels[filter.state]],
    ['clock', '时限', filter.clock && standings[filter.clock]],
    ['areaId', '区域', named(areas, filter.areaId)],
    ['unitId', '单位', filter.unitId && (units.find(({ id }) => id === filter.unitId)?.shortName ?? '…')],
    ['channel', '来源', filter.channel && caseChannelLabels[filter.channel]],
    ['entry', '入口', filter.entry && caseEntryLabels[filter.entry]],
    ['identity', '公开程度', filter.identity && identityLabels[filter.identity].title],
    ['tier', '层级', filter.tier && tierLabels[filter.tier]],
    ['from', '收到', filter.from && `${shortDay(filter.from)}起`],
    ['to', '收到', filter.to && `${shortDay(filter.to)}止`],
  ]
  return all.flatMap(([key, term, value]) => (value ? [{ key, words: `${term}：${value}` }] : []))
}

function FilterForm({ filter, onChange, names }: FiltersProps & { names: Names }) {
  const pick = <T extends string>(
    label: string,
    key: keyof ListFilter,
    value: T | undefined,
    options: readonly { value: T; word: string }[],
  ) => (
    <PickField
      label={label}
      placeholder="不限"
      options={options}
      value={value}
      onChange={(chosen) => onChange({ ...filter, ...(key === 'state' ? { queue: undefined } : {}), [key]: chosen })}
    />
  )
  const worded = <T extends string>(values: readonly T[], word: (value: T) => string) =>
    values.map((value) => ({ value, word: word(value) }))
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, word: name }))
  const today = phoneDay()
  return (
    <View className="filter-form">
      {pick(
        '类别',
        'kind',
        filter.kind,
        worded(caseKinds, (one) => caseKindLabels[one]),
      )}
      {pick('诉求主题', 'topicId', filter.topicId, topicOptions(names.topics))}
      {pick(
        '执法问题',
        'conduct',
        filter.conduct,
        worded(conducts, (one) => conductLabels[one].title),
      )}
      {pick(
        '状态',
        'state',
        filter.state,
        worded(caseStates, (one) => caseStateLabels[one]),
      )}
      {pick(
        '时限',
        'clock',
        filter.clock,
        worded(['soon', 'overdue', 'on-time'], (one) => standings[one]),
      )}
      {pick('镇街', 'areaId', filter.areaId, named(townsOf([...names.areas])))}
      {pick(
        '单位',
        'unitId',
        filter.unitId,
        worded(
          names.units.map(({ id }) => id),
          (id) => names.units.find((one) => one.id === id)?.shortName ?? '',
        ),
      )}
      {pick(
        '来源',
        'channel',
        filter.channel,
        worded(CaseChannel.options, (one) => caseChannelLabels[one]),
      )}
      {pick(
        '入口',
        'entry',
        filter.entry,
        worded(caseEntries, (one) => caseEntryLabels[one]),
      )}
      {pick(
        '公开程度',
        'identity',
        filter.identity,
        worded(identityLevels, (one) => identityLabels[one].title),
      )}
      {pick(
        '办理层级',
        'tier',
        filter.tier,
        worded(tiers, (one) => tierLabels[one]),
      )}
      <DayField
        label="收到（从）"
        placeholder="不限"
        value={filter.from}
        to={filter.to ?? today}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <DayField
        label="收到（到）"
        placeholder="不限"
        value={filter.to}
        from={filter.from}
        to={today}
        onChange={(to) => onChange({ ...filter, to })}
      />
    </View>
  )
}
