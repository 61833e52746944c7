import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { isH5 } from '../../lib/platform'
import { roleOf } from '../aria'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import { Press } from '../press'
import './menu.css'

export type MenuItem = { word: string; icon?: IconName; onPress: () => void }
export type MenuProps = { word: string; icon: IconName; label: string; items: readonly MenuItem[] }

/** A few ways to do one thing behind one button; Escape and any press elsewhere close it. */
export function Menu({ word, icon, label, items }: MenuProps) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!isH5 || !open) return
    const close = () => setOpen(false)
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    // The press that opened it is still on its way to the document.
    const timer = setTimeout(() => document.addEventListener('click', close))
    document.addEventListener('keydown', closeByKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('click', close)
      document.removeEventListener('keydown', closeByKey)
    }
  }, [open])
  return (
    <View className="menu">
      <Press className="menu-button" label={label} expanded={open} onPress={() => setOpen(!open)}>
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
                setOpen(false)
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
