import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './tile.css'

export type TileProps = { icon: IconName; title: string; note: string; onPress: () => void }

/** A way in from the first page. */
export function Tile({ icon, title, note, onPress }: TileProps) {
  return (
    <Press className="tile" onPress={onPress} label={`${title}，${note}`}>
      <View className="tile-icon">
        <Icon name={icon} />
      </View>
      <View className="grow">
        <View className="tile-title">{title}</View>
        <View className="tile-note">{note}</View>
      </View>
    </Press>
  )
}

/** Tiles two by two. */
export function Tiles({ children }: { children: ReactNode }) {
  return <View className="tiles">{children}</View>
}
