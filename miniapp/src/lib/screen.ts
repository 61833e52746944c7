import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { isH5 } from './platform'

/** From here on the office shows its columns side by side. */
export const desktopWidth = 1000

/** The width of the window in CSS pixels, kept up to date while a browser's window is resized. */
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
  return isH5 ? window.innerWidth : Taro.getWindowInfo().windowWidth
}
