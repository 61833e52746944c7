import { View } from '@tarojs/components'
import { useState } from 'react'
import { type CallFailure, failureFrom } from '../../lib/call'
import { useFocusOn } from '../../lib/focus'
import { Button } from '../button'
import { TextArea } from '../field'
import { Notice } from '../notice'

export type ReasonFormProps = {
  id: string
  /** Who will read the reason. */
  hint: string
  /** What the button does. */
  word: string
  least: number
  /** Opens what is sealed; a refusal is shown and the reason stays. */
  onAsk: (reason: string) => Promise<void>
  onClose: () => void
}

/** Stands before something sealed is opened: why, in words that the person concerned will read. */
export function ReasonForm({ id, hint, word, least, onAsk, onClose }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  useFocusOn(id, 'open')
  const isShort = reason.trim().length < least
  const ask = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await onAsk(reason)
      onClose()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <View className="stack-tight">
      <TextArea
        id={id}
        label="为什么要看"
        hint={hint}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={failure?.fieldMessage('reason')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}。您写的理由还在。
        </Notice>
      )}
      <View className="wrap">
        <Button small busy={busy} disabled={isShort} onPress={ask}>
          {isShort ? `${word}（理由至少 ${least} 个字）` : word}
        </Button>
        <Button kind="line" small onPress={onClose}>
          先不
        </Button>
      </View>
    </View>
  )
}
