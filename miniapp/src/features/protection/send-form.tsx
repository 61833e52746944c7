import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { type CallFailure, failureFrom } from '../../lib/call'

export type SendFormProps = {
  /** What the button does. */
  word: string
  /** What is still missing, said in the button. */
  missing?: string | undefined
  danger?: boolean
  send: () => Promise<unknown>
  onClose?: () => void
  /** The fields; handed the words for the one at fault. */
  children: (fault: (path: string) => string | undefined) => ReactNode
}

/** A short form that is sent once: busy while it is on its way, and after a refusal its words stay. */
export function SendForm({ word, missing, danger, send, onClose, children }: SendFormProps) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const press = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await send()
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(false)
  }
  const fault = (path: string) => failure?.fieldMessage(path)
  return (
    <View className="stack">
      {children(fault)}
      {failure && (
        <Notice kind="warn" live>
          {failure.detail ?? failure.title}。写的内容还在。
        </Notice>
      )}
      <View className="wrap">
        <Button
          narrow
          kind={danger ? 'danger' : 'primary'}
          busy={busy}
          disabled={missing !== undefined}
          onPress={press}
        >
          {missing === undefined ? word : `${word}（${missing}）`}
        </Button>
        {onClose && (
          <Button narrow kind="line" onPress={onClose}>
            先不
          </Button>
        )}
      </View>
    </View>
  )
}

/** What is missing in words that need a least length. */
export const tooShort = (words: string, least: number, name = '理由'): string | undefined =>
  words.trim().length < least ? `${name}至少 ${least} 个字` : undefined
