import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Icon } from '../../../components/icon'
import '../../../components/office/bell.css'
import { Press } from '../../../components/press'
import { goInstead } from '../../../lib/navigate'
import { usePolling } from '../../../lib/polling'
import { ringBell, useBell } from '../store'

const everyMs = 30_000

/** The bell in the bar: how many messages are unread, and the way to them. */
export function Bell() {
  const unread = useBell((state) => state.unread)
  useEffect(() => {
    ringBell()
  }, [])
  usePolling(ringBell, everyMs)
  return (
    <Press
      className="bell"
      label={unread > 0 ? `消息，${unread > 99 ? '99 条以上' : `${unread} 条`}未读` : '消息，没有未读'}
      onPress={() => goInstead('inbox')}
    >
      <Icon name="bell" size={22} />
      {unread > 0 && (
        <View className="bell-count" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </View>
      )}
    </Press>
  )
}
