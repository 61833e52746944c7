import { View } from '@tarojs/components'
import { roleOf } from '../aria'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import { Press } from '../press'
import { useOpening } from './opening'
import './menu.css'

export type MenuItem = { word: string; icon?: IconName; onPress: () => void }
export type MenuProps = { word: string; icon: IconName; label: string; items: readonly MenuItem[] }

/** A few ways to do one thing behind one button; Escape and any press elsewhere close it. */
export function Menu({ word, icon, label, items }: MenuProps) {
  const { open, toggle, close } = useOpening()
  return (
    <View className="menu">
      <Press className="menu-button" label={label} expanded={open} onPress={toggle}>
        <Icon name={icon} />
        <View>{word}</View>
        <Icon name="down" />
      </Press>
      {open && (
        <View className="menu-list" aria-label={label} {...roleOf('group')}>
          {items.map((item) => (
            <Press
              key={item.word}
              className="menu-item"
              onPress={() => {
                close()
                item.onPress()
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              <View>{item.word}</View>
            </Press>
          ))}
        </View>
      )}
    </View>
  )
}
