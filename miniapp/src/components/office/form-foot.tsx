import { View } from '@tarojs/components'
import type { CallFailure } from '../../lib/call'
import { Button } from '../button'
import { Notice } from '../notice'

export type FormFootProps = {
  /** The word of the button. */
  word: string
  /** What is still to be filled in, such as 还缺名称. */
  missing?: string | undefined
  busy: boolean
  failure: CallFailure | undefined
  /** The beginnings of the fields that show their own faults. */
  beside?: readonly string[]
  /** Under each other, as in a sheet. */
  stacked?: boolean
  onSend: () => void
  onBack: () => void
}

/** The end of a form: why it was not taken, the button that says what is missing, and the way back. */
export function FormFoot({ word, missing, busy, failure, beside = [], stacked, onSend, onBack }: FormFootProps) {
  const other = failure?.fields.find(({ path }) => !beside.some((start) => path.startsWith(start)))
  const words =
    other?.message ??
    (failure?.fields.length === 0 ? `${failure.detail ?? failure.title}。您填写的都还在。` : undefined)
  return (
    <>
      {words && (
        <Notice kind="warn" live>
          {words}
        </Notice>
      )}
      <View className={stacked ? 'stack-tight' : 'wrap'}>
        <Button small={!stacked} narrow={!stacked} busy={busy} disabled={missing !== undefined} onPress={onSend}>
          {missing ? `${word}（${missing}）` : word}
        </Button>
        <Button kind={stacked ? 'word' : 'line'} small={!stacked} narrow={!stacked} onPress={onBack}>
          先不
        </Button>
      </View>
    </>
  )
}
