import { View } from '@tarojs/components'
import { Drawing } from '../../../components/drawing'
import { Table } from '../../../components/table'
import './open.css'

const inRow = 20
const step = 10

export type HundredDotsProps = { atLeast: number; atMost: number }

/** A hundred ratings as dots, so many satisfied at least and at most, over the table of the same three numbers. */
export function HundredDots({ atLeast, atMost }: HundredDotsProps) {
  const rows = [
    { word: '满意', dot: 'dot-sure', words: `至少 ${atLeast} 份` },
    { word: '可能满意', dot: 'dot-maybe', words: `${atMost - atLeast} 份` },
    { word: '不满意', dot: 'dot-none', words: `${100 - atMost} 份` },
  ]
  return (
    <View className="dots">
      <Drawing
        className="dots-drawing"
        svg={drawingOf(atLeast, atMost)}
        label="100 份评价，一份一个点；每种有几份在下面的表里"
      />
      <Table
        label="每 100 份评价里"
        rows={rows}
        rowKey={({ word }) => word}
        columns={[
          {
            key: 'word',
            head: '每 100 份评价里',
            grow: 2,
            cell: ({ word, dot }) => (
              <View className="dots-key">
                <View className={`dot ${dot}`} />
                <View>{word}</View>
              </View>
            ),
          },
          { key: 'n', head: '份数', number: true, strong: true, cell: ({ words }) => words },
        ]}
      />
    </View>
  )
}

function drawingOf(atLeast: number, atMost: number): string {
  const dots = Array.from({ length: 100 }, (_, i) => {
    const place = `cx="${(i % inRow) * step + step / 2}" cy="${Math.floor(i / inRow) * step + step / 2}"`
    if (i < atLeast) return `<circle ${place} r="3.4" fill="#1d4ed8"/>`
    if (i < atMost) return `<circle ${place} r="3.1" fill="#93b4f5" stroke="#1d4ed8" stroke-width=".6"/>`
    return `<circle ${place} r="3" fill="#fff" stroke="#636b78" stroke-width=".8"/>`
  })
  const size = `0 0 ${inRow * step} ${(100 / inRow) * step}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}">${dots.join('')}</svg>`
}
