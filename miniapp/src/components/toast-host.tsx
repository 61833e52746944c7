import { View } from '@tarojs/components'
import { dismissToast, useToast } from '../lib/toast'
import { roleOf } from './aria'
import { Icon } from './icon'
import { Press } from './press'
import './toast-host.css'

/** Shows what `toast()` says, read out by screen readers, with a way to undo where there is one. */
export function ToastHost() {
  const message = useToast((state) => state.message)
  return (
    <View className="toast-place" {...roleOf('status')} aria-live="polite">
      {message && (
        <View className="toast">
          <Icon name="check" />
          <View className="grow">{message.text}</View>
          {message.undo && (
            <Press
              className="toast-undo"
              onPress={() => {
                message.undo?.()
                dismissToast()
              }}
            >
              撤销
            </Press>
          )}
        </View>
      )}
    </View>
  )
}
