import { View } from '@tarojs/components'
import { Drawing } from '../../../components/drawing'
import './open.css'

const inRow = 20
const step = 10

export type HundredDotsProps = { low: number; high: number }

/** A hundred ratings as dots: so many are satisfied at least, so many more may be, and the rest are not. */
export function HundredDots({ low, high }: HundredDotsProps) {
  const atLeast = Math.floor(low * 100 + 1e-9)
  const atMost = Math.ceil(high * 100 - 1e-9)
  const maybe = atMost - atLeast
  return (
    <View className="dots">
      <Drawing
        className="dots-drawing"
        svg={drawingOf(atLeast, atMost)}
        label={`100 份评价：至少 ${atLeast} 份满意，另有 ${maybe} 份可能满意，其余 ${100 - atMost} 份不满意`}
      />
      <View className="dots-legend" aria-hidden="true">
        <Key className="dot-sure" words={`满意（至少 ${atLeast} 份）`} />
        <Key className="dot-maybe" words={`可能满意（${maybe} 份）`} />
        <Key className="dot-none" words={`不满意（${100 - atMost} 份）`} />
      </View>
    </View>
  )
}

function Key({ className, words }: { className: string; words: string }) {
  return (
    <View className="dots-key">
      <View className={`dot ${className}`} />
      <View>{words}</View>
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
