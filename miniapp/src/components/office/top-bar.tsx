import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { goInstead } from '../../lib/navigate'
import type { RouteName } from '../../lib/routes'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { roleOf } from '../aria'
import { Brand } from '../brand'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import { Press } from '../press'
import { DemoMark } from '../tag'
import { useOpening } from './opening'
import { Switcher } from './switcher'
import './top-bar.css'

export type TopBarItem = { route: RouteName; word: string; group: string }
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
  const many = items.length > mostAtEase && items.length <= mostSideBySide
  return (
    <View className={classNames('top-bar', many && 'top-bar-many')} {...roleOf('banner')}>
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

/** So many entries stand side by side, the last two of them closer; more are gathered by what they are for. */
const mostSideBySide = 8
const mostAtEase = 6

function Entries({ items, current }: EntriesProps) {
  const groups = [...new Set(items.map(({ group }) => group))]
  return (
    <View className="top-items" {...roleOf('navigation')} aria-label="后台">
      {items.length <= mostSideBySide
        ? items.map((item) => <Entry key={item.route} item={item} current={current} />)
        : groups.map((group) => (
            <Group key={group} word={group} items={items.filter((item) => item.group === group)} current={current} />
          ))}
    </View>
  )
}

type EntryProps = { item: TopBarItem; current: RouteName }

function Entry({ item: { route, word }, current }: EntryProps) {
  return (
    <Press
      role="link"
      current={route === current}
      className={classNames('top-item', route === current && 'top-item-on')}
      onPress={() => {
        if (route !== current) goInstead(route)
      }}
    >
      {word}
    </Press>
  )
}

/** Entries that are for one thing, behind its word; the one in sight is named beside it. */
function Group({ word, items, current }: EntriesProps & { word: string }) {
  const { open, toggle } = useOpening()
  const [only] = items
  const here = items.find(({ route }) => route === current)
  if (only && items.length === 1) return <Entry item={only} current={current} />
  return (
    <View className="top-group">
      <Press className={classNames('top-item', here && 'top-item-on')} expanded={open} onPress={toggle}>
        <View>{here && here.word !== word ? `${word} · ${here.word}` : word}</View>
        <Icon name="down" size={16} />
      </Press>
      {open && (
        <View className="top-group-list">
          {items.map((item) => (
            <Entry key={item.route} item={item} current={current} />
          ))}
        </View>
      )}
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
