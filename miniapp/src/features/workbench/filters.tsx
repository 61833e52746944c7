import { caseKinds, caseStates } from '@minyi/shared/cases/contract.ts'
import { caseKindLabels, caseStateLabels, conductLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { PickField } from '../../components/pick-field'
import { Press } from '../../components/press'
import { loadAreas, loadUnits, townsOf, useRegister } from '../registry/store'
import type { ListFilter } from './list/store'
import { filterOf, viewOf } from './queues'

export type FiltersProps = { filter: ListFilter; onChange: (filter: ListFilter) => void }
type Key = 'kind' | 'conduct' | 'state' | 'areaId' | 'unitId' | 'q'

/** What narrows the list, as chips that each go with one tap, and the form that adds more. */
export function Filters({ filter, onChange }: FiltersProps) {
  const [open, setOpen] = useState(false)
  const { areas, units } = useRegister()
  useEffect(() => {
    loadAreas().catch(() => undefined)
    loadUnits().catch(() => undefined)
  }, [])
  const words: Record<Key, string | undefined> = {
    q: filter.q && `搜索：${filter.q}`,
    kind: filter.kind && `类别：${caseKindLabels[filter.kind]}`,
    conduct: filter.conduct && `问题：${conductLabels[filter.conduct].title}`,
    state: filter.state && `状态：${caseStateLabels[filter.state]}`,
    areaId: filter.areaId && `区域：${areas?.find(({ id }) => id === filter.areaId)?.name ?? '…'}`,
    unitId: filter.unitId && `单位：${units?.find(({ id }) => id === filter.unitId)?.shortName ?? '…'}`,
  }
  const set = keysOf(words)
  return (
    <View className="stack-tight">
      <View className="wrap filter-chips">
        {set.map((key) => (
          <Press
            key={key}
            className="chip chip-on"
            label={`去掉${words[key]}`}
            onPress={() => onChange({ ...filter, [key]: undefined })}
          >
            {words[key]}
            <Icon name="close" size={12} />
          </Press>
        ))}
        <Press className="chip" expanded={open} onPress={() => setOpen(!open)}>
          <Icon name="plus" size={12} />
          筛选
        </Press>
        {set.length > 0 && (
          <Button kind="word" small onPress={() => onChange({ ...filterOf(viewOf(filter)), sort: filter.sort })}>
            清除全部
          </Button>
        )}
      </View>
      {open && <FilterForm filter={filter} onChange={onChange} />}
    </View>
  )
}

export function narrows(filter: ListFilter): boolean {
  return Boolean(filter.q || filter.kind || filter.conduct || filter.state || filter.areaId || filter.unitId)
}

function keysOf(words: Record<Key, string | undefined>): Key[] {
  const order: readonly Key[] = ['q', 'kind', 'conduct', 'state', 'areaId', 'unitId']
  return order.filter((key) => words[key])
}

function FilterForm({ filter, onChange }: FiltersProps) {
  const { areas, units } = useRegister()
  const conducts = ['irregular', 'uncivil', 'inaction', 'abuse'] as const
  return (
    <View className="filter-form">
      <PickField
        label="类别"
        placeholder="不限"
        options={caseKinds.map((value) => ({ value, word: caseKindLabels[value] }))}
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <PickField
        label="执法问题"
        placeholder="不限"
        options={conducts.map((value) => ({ value, word: conductLabels[value].title }))}
        value={filter.conduct}
        onChange={(conduct) => onChange({ ...filter, conduct })}
      />
      <PickField
        label="状态"
        placeholder="不限"
        options={caseStates.map((value) => ({ value, word: caseStateLabels[value] }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, queue: undefined, state })}
      />
      <PickField
        label="镇街"
        placeholder="不限"
        options={townsOf(areas ?? []).map(({ id, name }) => ({ value: id, word: name }))}
        value={filter.areaId}
        onChange={(areaId) => onChange({ ...filter, areaId })}
      />
      <PickField
        label="单位"
        placeholder="不限"
        options={(units ?? []).map(({ id, shortName }) => ({ value: id, word: shortName }))}
        value={filter.unitId}
        onChange={(unitId) => onChange({ ...filter, unitId })}
      />
    </View>
  )
}
