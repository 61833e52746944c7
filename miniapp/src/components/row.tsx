import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './row.css'

export type RowProps = {
  title: ReactNode
  icon?: IconName
  /** A second, smaller line. */
  note?: ReactNode
  /** A short word before the title, as in 单位 市城管局. */
  term?: string
  /** At the end, before the chevron. */
  value?: ReactNode
  /** With it the whole row is the target and shows a chevron. */
  onPress?: () => void
  label?: string
}

/** One line of a flush card. */
export function Row({ title, icon, note, term, value, onPress, label }: RowProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} className="row-icon" />}
      {term && <View className="row-term">{term}</View>}
      <View className="grow">
        <View>{title}</View>
        {note && <View className="sub">{note}</View>}
      </View>
      {value !== undefined && <View className="row-value">{value}</View>}
      {onPress && <Icon name="forward" className="row-icon" />}
    </>
  )
  if (!onPress) return <View className="row">{inside}</View>
  return (
    <Press className="row row-press" onPress={onPress} label={label}>
      {inside}
    </Press>
  )
}
