import { Popup } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { isH5 } from '../lib/platform'
import { roleOf } from './aria'
import { Button } from './button'
import { Heading } from './heading'
import './confirm-sheet.css'

export type SheetProps = { open: boolean; title: string; onClose: () => void; children: ReactNode }

/** A sheet from the bottom for one short task; Escape, the ground behind it and its own button close it. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  useEffect(() => {
    if (!isH5 || !open) return
    const before = document.activeElement
    document.querySelector<HTMLElement>('.sheet')?.focus()
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    window.addEventListener('keydown', close)
    return () => {
      window.removeEventListener('keydown', close)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open, onClose])
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
