import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { roleOf } from '../../components/aria'
import { classNames } from '../../components/class-names'
import { TextField } from '../../components/field'
import { Icon } from '../../components/icon'
import { Press } from '../../components/press'
import { loadUnits, unitsLike, useRegister } from '../registry/store'
import '../../components/chip.css'
import './units-field.css'

export type UnitsFieldProps = {
  label: string
  values: readonly string[]
  onChange: (unitIds: string[]) => void
  /** One unit only; another choice takes its place. */
  one?: boolean
  error?: string | undefined
  /** Units that have it already. */
  given?: readonly string[]
}

const shownAtOnce = 8

/** Units by name or field of work, one or several; the chosen ones stand first and go with one tap. */
export function UnitsField({ label, values, onChange, one, error, given = [] }: UnitsFieldProps) {
  const units = useRegister((state) => state.units) ?? []
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    loadUnits().catch(() => setFailed(true))
  }, [])
  const free = units.filter(({ id, active }) => active && !given.includes(id))
  const chosen = free.filter(({ id }) => values.includes(id))
  const found = unitsLike(free, typed).filter(({ id }) => !values.includes(id))
  const toggle = (id: string) => {
    setTyped('')
    if (one) onChange([id])
    else onChange(values.includes(id) ? values.filter((other) => other !== id) : [...values, id])
  }
  return (
    <View className="stack-tight">
      <TextField
        id="units-search"
        label={label}
        hint={one ? '输入名称或领域，Enter 选第一个' : '可选多个，Enter 选第一个'}
        icon="search"
        value={typed}
        onChange={setTyped}
        error={failed ? '没有读到单位名录，请检查网络后重新打开' : error}
        onEnter={() => found[0] && toggle(found[0].id)}
      />
      <View className="units-options" {...roleOf('group')} aria-label={label}>
        {[...chosen, ...found.slice(0, shownAtOnce)].map(({ id, name }) => {
          const on = values.includes(id)
          return (
            <Press
              key={id}
              role="checkbox"
              checked={on}
              className={classNames('chip', on && 'chip-on')}
              onPress={() => toggle(id)}
            >
              {on && <Icon name="check" size={14} />}
              <View>{name}</View>
            </Press>
          )
        })}
        {found.length > shownAtOnce && (
          <View className="sub">还有 {found.length - shownAtOnce} 个单位，输入名称查找</View>
        )}
      </View>
    </View>
  )
}
