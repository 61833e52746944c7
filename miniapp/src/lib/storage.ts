import Taro from '@tarojs/taro'

/** What is kept on this phone, one key a line. Drafts live under `draft:` with the id of what will be sent. */
type Kept = {
  'resident-session': { token: string }
  'staff-session': { token: string }
  'large-print': boolean
}

type Key = keyof Kept | `draft:${string}` | `kept:${string}`
type ValueOf<K extends Key> = K extends keyof Kept ? Kept[K] : unknown

/** Undefined when nothing is kept, when storage is refused, or when it holds something unreadable. */
export function read<K extends Key>(key: K): ValueOf<K> | undefined {
  try {
    return asKept<K>(Taro.getStorageSync(`minyi:${key}`))
  } catch {
    return undefined
  }
}

/** False when the phone would not keep it (full, or storage refused), so that a page never says 已存 wrongly. */
export function keep<K extends Key>(key: K, value: ValueOf<K>): boolean {
  try {
    Taro.setStorageSync(`minyi:${key}`, value)
    return true
  } catch {
    return false
  }
}

export function forget(key: Key): void {
  try {
    Taro.removeStorageSync(`minyi:${key}`)
  } catch {
    return
  }
}

/** Guarantee: only `keep` writes below `minyi:`, with the type of the key; Taro answers '' for what is missing. */
function asKept<K extends Key>(value: unknown): ValueOf<K> | undefined {
  return value === '' || value === undefined || value === null ? undefined : (value as ValueOf<K>)
}
