import { create } from 'zustand'

export type ToastMessage = { text: string; undo?: () => void; untilMs: number }

/** The one short message at the foot of the screen; Page shows it. Nothing important is said only here. */
export const useToast = create<{ message: ToastMessage | undefined }>(() => ({ message: undefined }))

const shownMs = 3_000
const undoableMs = 10_000

export function toast(text: string, undo?: () => void): void {
  const untilMs = Date.now() + (undo ? undoableMs : shownMs)
  const message = { text, undo, untilMs }
  useToast.setState({ message })
  setTimeout(() => {
    if (useToast.getState().message === message) dismissToast()
  }, untilMs - Date.now())
}

export function dismissToast(): void {
  useToast.setState({ message: undefined })
}
