import Taro from '@tarojs/taro'
import { isTab, pathOf, type RouteName } from './routes'

export type Query = Record<string, string | number | undefined>

/** WeChat keeps at most ten pages; beyond that the current one is replaced instead of failing silently. */
const deepestStack = 10

export function go(name: RouteName, query: Query = {}): void {
  if (isTab(name)) {
    Taro.switchTab({ url: pathOf(name) })
    return
  }
  const url = urlOf(name, query)
  if (Taro.getCurrentPages().length >= deepestStack) Taro.redirectTo({ url })
  else Taro.navigateTo({ url })
}

/** The new page takes the place of this one, as a receipt does with the form it came from. */
export function goInstead(name: RouteName, query: Query = {}): void {
  if (isTab(name)) Taro.switchTab({ url: pathOf(name) })
  else Taro.redirectTo({ url: urlOf(name, query) })
}

/** Back to where one came from; a page opened from a link or a scan has no such place and goes to the first page. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else Taro.switchTab({ url: pathOf('home') })
}

/** Back to the page this one was opened from, or to `name` where it was opened from a link. */
export function backOr(name: RouteName): void {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else goInstead(name)
}

export function urlOf(name: RouteName, query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`],
  )
  return pairs.length > 0 ? `${pathOf(name)}?${pairs.join('&')}` : pathOf(name)
}
