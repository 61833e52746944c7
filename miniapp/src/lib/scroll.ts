import Taro from '@tarojs/taro'

/** Back to the beginning of the page, as when another thing takes its place in it. */
export function toTop(): void {
  Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
}
