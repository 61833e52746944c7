import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { choices } from '../../components/choices'
import { classNames } from '../../components/class-names'
import { TextField } from '../../components/field'
import { Icon } from '../../components/icon'
import { Mark } from '../../components/mark'
import { Press } from '../../components/press'
import { loadUnits, unitsLike, useRegister } from '../registry/store'

export type UnitPickerProps = {
  value: string | undefined
  onChange: (unitId: string) => void
  /** Units that cannot be chosen, with the reason that is shown beside each. */
  barred: Record<string, string>
  error?: string
}

/** The units by name or field of work; one that is barred stays in sight and says why. */
export function UnitPicker({ value, onChange, barred, error }: UnitPickerProps) {
  const units = useRegister((state) => state.units)
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    loadUnits().catch(() => setFailed(true))
  }, [])
  const shown = unitsLike(units ?? [], typed).filter(({ active }) => active)
  const free = shown.filter(({ id }) => !barred[id])
  const { group, option } = choices(
    '承办单位',
    free.map(({ id }) => id),
    free.some(({ id }) => id === value) ? value : undefined,
    onChange,
  )
  return (
    <View className="stack-tight">
      <TextField
        id="unit-search"
        label="承办单位"
        hint="输入名称或领域，Enter 选第一个"
        icon="search"
        value={typed}
        onChange={setTyped}
        error={failed ? '没有读到单位名录，请检查网络后重新打开' : error}
        onEnter={() => free[0] && onChange(free[0].id)}
      />
      <View className="unit-options" {...group}>
        {shown.map((unit) =>
          barred[unit.id] ? (
            <View key={unit.id} className="unit-option unit-barred">
              <Icon name="lock" />
              <View className="grow">{unit.name}</View>
              <View className="sub">{barred[unit.id]}</View>
            </View>
          ) : (
            <Press
              key={unit.id}
              className={classNames('unit-option', unit.id === value && 'unit-on')}
              {...option(unit.id)}
            >
              <Mark on={unit.id === value} />
              <View className="grow">{unit.name}</View>
            </Press>
          ),
        )}
        {units && shown.length === 0 && <View className="sub">没有这样的单位，换个词试试。</View>}
      </View>
    </View>
  )
}
