import Taro from '@tarojs/taro'
import type { BaseSyntheticEvent } from 'react'
import { isH5 } from './platform'

/** A place in a box, with the size of the box; all in px. */
export type PlaceInBox = { x: number; y: number; width: number; height: number }

/** Where a pointer is in the box that listens to it; a browser answers at once. */
export function placeOfPointer(event: BaseSyntheticEvent): PlaceInBox | null {
  const { currentTarget } = event
  if (!isH5 || !(currentTarget instanceof Element)) return null
  const { nativeEvent } = event
  const at = nativeEvent instanceof MouseEvent ? nativeEvent : null
  if (!at) return null
  const box = currentTarget.getBoundingClientRect()
  return { x: at.clientX - box.left, y: at.clientY - box.top, width: box.width, height: box.height }
}

/** Where WeChat says that a box was tapped; it answers a moment later. */
export function placeOfTap(id: string, detail: unknown, then: (place: PlaceInBox) => void): void {
  const { x, y } = asPlace(detail)
  Taro.createSelectorQuery()
    .select(`#${id}`)
    .boundingClientRect((found) => {
      const box = Array.isArray(found) ? found[0] : found
      if (!box) return
      then({ x: x - box.left, y: y - box.top, width: box.width, height: box.height })
    })
    .exec()
}

/** Guarantee: WeChat's tap carries the place on the screen in its detail. */
const asPlace = (detail: unknown) => detail as { x: number; y: number }
