import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { isH5 } from './platform'

/** Does something again every `everyMs`, only while the page is on the screen. */
export function usePolling(work: () => void, everyMs: number): void {
  const current = useRef(work)
  current.current = work
  const shown = useRef(true)
  useDidShow(() => {
    shown.current = true
  })
  useDidHide(() => {
    shown.current = false
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (shown.current && !(isH5 && document.hidden)) current.current()
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
