import { focusOn } from '../../lib/focus'
import { useKeys } from '../../lib/keys'
import { neighbour } from './dense-list'
import { KeyHints } from './key-hint'

/** Walks a list by j and k or the arrows: each opens the next row, which has the keyboard; Escape goes back to the row. */
export function useListKeys(rows: readonly { id: string }[], open: string | undefined, onOpen: (id: string) => void) {
  const move = (step: 1 | -1) => {
    const next = neighbour(rows, open, step)
    if (!next) return
    onOpen(next)
    focusOn(`item-${next}`)
  }
  const keys: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Escape', () => open && focusOn(`item-${open}`)],
  ]
  useKeys(Object.fromEntries(keys))
}

/** The same keys, told under the list. */
export function ListKeyHints() {
  return (
    <KeyHints
      keys={[
        { name: 'j', does: '下' },
        { name: 'k', does: '上' },
        { name: 'Esc', does: '回列表' },
      ]}
    />
  )
}
