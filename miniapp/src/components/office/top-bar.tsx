import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goInstead } from '../../lib/navigate'
import type { RouteName } from '../../lib/routes'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { roleOf } from '../aria'
import { Brand } from '../brand'
import { classNames } from '../class-names'
import { Press } from '../press'
import { DemoMark } from '../tag'
import { Switcher } from './switcher'
import './top-bar.css'

export type TopBarItem = { route: RouteName; word: string }
export type TopBarProps = {
  district: string
  items: readonly TopBarItem[]
  current: RouteName
  /** Name and post of whoever signed in. */
  person?: { name: string; post: string; onPress: () => void }
  demo?: boolean
  /** Search and the like, before the person. */
  children?: ReactNode
}

/**
 * Where one is in the office; an item stands here once the capability behind it exists. Its pages take each other's place, so
 * that only the one in sight listens to the keyboard.
 */
export function TopBar({ district, items, current, person, demo, children }: TopBarProps) {
  const wide = useScreenWidth() >= desktopWidth
  return (
    <View className="top-bar" {...roleOf('banner')}>
      <Brand />
      <View className="top-district">{district}</View>
      {wide || items.length < 2 ? (
        <Entries items={items} current={current} />
      ) : (
        <Menu items={items} current={current} />
      )}
      {demo && <DemoMark />}
      {children}
      {person && (
        <Press
          className="top-person"
          label={wide ? undefined : `${person.name}，${person.post}`}
          onPress={person.onPress}
        >
          <View className="top-initial" aria-hidden="true">
            {person.name.slice(0, 1)}
          </View>
          {wide && (
            <View className="top-who">
              <View className="top-name">{person.name}</View>
              <View className="top-post">{person.post}</View>
            </View>
          )}
        </Press>
      )}
    </View>
  )
}

type EntriesProps = Pick<TopBarProps, 'items' | 'current'>

function Entries({ items, current }: EntriesProps) {
  return (
    <View className="top-items" {...roleOf('navigation')} aria-label="后台">
      {items.map(({ route, word }) => (
        <Press
          key={route}
          role="link"
          current={route === current}
          className={classNames('top-item', route === current && 'top-item-on')}
          onPress={() => {
            if (route !== current) goInstead(route)
          }}
        >
          {word}
        </Press>
      ))}
    </View>
  )
}

function Menu({ items, current }: EntriesProps) {
  return (
    <View className="top-menu" {...roleOf('navigation')} aria-label="后台">
      <Switcher
        label="去哪里"
        items={items.map(({ route, word }) => ({ value: route, word }))}
        value={current}
        onChange={(route) => {
          if (route !== current) goInstead(route)
        }}
      />
    </View>
  )
}
