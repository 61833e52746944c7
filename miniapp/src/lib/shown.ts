import { useDidShow } from '@tarojs/taro'

/** Runs each time the page comes to the front, the first time as well, and never while it lies under another one. */
export function useShown(work: () => void): void {
  useDidShow(work)
}
