import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { typeScale } from './large-print'
import { isH5 } from './platform'

/** From here on the office shows its columns side by side. */
export const desktopWidth = 1000

/**
 * The width of the window in pixels of the reader's own size of type (twice the type is half the room), kept up to date
 * while a browser's window is resized. It is what `em` counts in a media query.
 */
export function useScreenWidth(): number {
  const [width, setWidth] = useState(currentWidth)
  useEffect(() => {
    if (!isH5) return
    const update = () => setWidth(currentWidth())
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [])
  return width
}

function currentWidth(): number {
  if (!isH5) return Taro.getWindowInfo().windowWidth
  return window.innerWidth / typeScale()
}
