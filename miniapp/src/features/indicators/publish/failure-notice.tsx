import { View } from '@tarojs/components'
import { Notice } from '../../../components/notice'
import type { CallFailure } from '../../../lib/call'

/** Why an act was refused, in the server's own words: the title, the reason of this case, and what is wrong with single fields. */
export function FailureNotice({ failure }: { failure: CallFailure | undefined }) {
  if (!failure) return null
  const fields = [...new Set(failure.fields.map(({ message }) => message))]
  return (
    <Notice kind="bad" live>
      {failure.title}
      {failure.detail && <View>{failure.detail}</View>}
      {fields.map((message) => (
        <View key={message}>{message}</View>
      ))}
    </Notice>
  )
}
