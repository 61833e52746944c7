import type { BaseSyntheticEvent } from 'react'
import { isH5 } from '../lib/platform'
import { roleOf } from './aria'

const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/**
 * A group of which one is chosen, none beforehand: one tab stop, the arrow keys walk and choose, as radio buttons do.
 * Spread `group` on the View around and `option(value)` on each Press.
 */
export function choices<T extends string | number>(
  label: string,
  values: readonly T[],
  chosen: T | undefined,
  choose: (value: T) => void,
) {
  const focusable = chosen ?? values[0]
  return {
    group: {
      ...roleOf('radiogroup'),
      'aria-label': label,
      ...(isH5
        ? { onKeyDown: (event: BaseSyntheticEvent<object, unknown, unknown>) => walk(event, values, chosen, choose) }
        : {}),
    },
    option: (value: T) => ({
      role: 'radio' as const,
      checked: value === chosen,
      tabIndex: value === focusable ? 0 : -1,
      onPress: () => choose(value),
    }),
  }
}

function walk<T extends string | number>(
  event: BaseSyntheticEvent<object, unknown, unknown>,
  values: readonly T[],
  chosen: T | undefined,
  choose: (value: T) => void,
): void {
  const key: unknown = Reflect.get(event.nativeEvent, 'key')
  const step = typeof key === 'string' ? steps[key] : undefined
  if (!step || !(event.currentTarget instanceof Element)) return
  event.preventDefault()
  const at = chosen === undefined ? 0 : values.indexOf(chosen)
  const next = (at + step + values.length) % values.length
  const value = values[next]
  if (value === undefined) return
  choose(value)
  const option = event.currentTarget.querySelectorAll('[role=radio]')[next]
  if (option instanceof HTMLElement) option.focus()
}
