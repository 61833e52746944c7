import { useState } from 'react'
import { keepInAddress, queryOfAddress } from './address'

/** Words that stay in the address under `name`, so that a reload, or whoever gets the link, sees the same; none stand for `first`. */
export function useKeptText(name: string, first = ''): [string, (next: string) => void] {
  const [value, setValue] = useState(() => queryOfAddress()[name] ?? first)
  const keep = (next: string) => {
    setValue(next)
    keepInAddress({ ...queryOfAddress(), [name]: next === first ? undefined : next })
  }
  return [value, keep]
}

/** One of some views or filters, kept in the same way; the first is shown where the address names none. */
export function useKeptChoice<T extends string>(name: string, options: readonly [T, ...T[]]): [T, (next: T) => void] {
  const [first] = options
  const [text, keep] = useKeptText(name, first)
  return [options.find((option) => option === text) ?? first, keep]
}
