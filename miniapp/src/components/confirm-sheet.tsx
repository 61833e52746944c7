import { Popup } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import { type ReactNode, useEffect, useRef } from 'react'
import { isH5 } from '../lib/platform'
import { roleOf } from './aria'
import { Button } from './button'
import { Heading } from './heading'
import './confirm-sheet.css'

export type SheetProps = { open: boolean; title: string; onClose: () => void; children: ReactNode }

/** A sheet from the bottom for one short task; Escape, the ground behind it and its own button close it. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  const closing = useRef(onClose)
  closing.current = onClose
  useEffect(() => (isH5 && open ? holdKeyboard(() => closing.current()) : undefined), [open])
  return (
    <Popup visible={open} position="bottom" round onClose={onClose} destroyOnClose>
      <View
        className="sheet"
        {...roleOf('dialog')}
        aria-label={title}
        aria-modal="true"
        {...(isH5 ? { tabIndex: -1 } : {})}
      >
        <Heading>{title}</Heading>
        {children}
      </View>
    </Popup>
  )
}

/** The keyboard stays in the sheet, Escape closes it, and afterwards the keyboard is where it was. */
function holdKeyboard(close: () => void): () => void {
  const before = document.activeElement
  const sheet = document.querySelector<HTMLElement>('.sheet')
  sheet?.focus()
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (event.key !== 'Tab' || !sheet) return
    const stops = [...sheet.querySelectorAll<HTMLElement>('button:enabled, input, textarea, select')]
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1]
    const isOut = !sheet.contains(document.activeElement)
    if (!isOut && document.activeElement !== edge && !(event.shiftKey && document.activeElement === sheet)) return
    event.preventDefault()
    stops[event.shiftKey ? stops.length - 1 : 0]?.focus()
  }
  window.addEventListener('keydown', onKey)
  return () => {
    window.removeEventListener('keydown', onKey)
    if (before instanceof HTMLElement) before.focus()
  }
}

export type ConfirmSheetProps = Omit<SheetProps, 'children'> & {
  /** What will happen, and whether it can be undone. */
  text: ReactNode
  confirm: string
  onConfirm: () => void
  busy?: boolean
  danger?: boolean
}

/** Asks once before something that others will see or that cannot be undone. */
export function ConfirmSheet({ open, title, onClose, text, confirm, onConfirm, busy, danger }: ConfirmSheetProps) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <View className="sub">{text}</View>
      <Button kind={danger ? 'danger' : 'primary'} onPress={onConfirm} busy={busy}>
        {confirm}
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
