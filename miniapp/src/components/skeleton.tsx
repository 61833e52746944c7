import { View } from '@tarojs/components'
import { roleOf } from './aria'
import './skeleton.css'

const widths = ['62%', '94%', '78%', '86%', '70%', '90%']
const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']

/** Grey blocks in the shape of what is coming, up to eight with up to six lines each. They show only after a moment. */
export function Skeleton({ blocks = 2, rows = 3 }: { blocks?: number; rows?: number }) {
  return (
    <View className="stack skeleton" {...roleOf('status')} aria-label="正在读取">
      {places.slice(0, blocks).map((place) => (
        <View key={place} className="card stack-tight" aria-hidden="true">
          {widths.slice(0, rows).map((width) => (
            <View key={width} className="skeleton-row" style={{ width }} />
          ))}
        </View>
      ))}
    </View>
  )
}
