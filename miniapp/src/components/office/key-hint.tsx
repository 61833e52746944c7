import { View } from '@tarojs/components'
import { isH5 } from '../../lib/platform'
import './key-hint.css'

/** The cap of a key beside what it does; only where there is a keyboard. */
export function KeyHint({ name }: { name: string }) {
  if (!isH5) return null
  return (
    <View className="key-hint" aria-hidden="true">
      {name}
    </View>
  )
}

/** All keys of a page in one line. */
export function KeyHints({ keys }: { keys: readonly { name: string; does: string }[] }) {
  return (
    <View className="key-hints" aria-hidden="true">
      {keys.map(({ name, does }) => (
        <View key={name} className="key-pair">
          <KeyHint name={name} />
          {does}
        </View>
      ))}
    </View>
  )
}
