import type { Message } from '@minyi/shared/notices/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { StateCard } from '../../../components/state-card'
import { MessageList } from '../../../features/notices/message-list'
import { readMessages, readOff } from '../../../features/notices/store'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'
import { useSession } from '../../../lib/session'

export default function Messages() {
  const signedIn = useSession(({ resident }) => resident !== undefined)
  return (
    <Page title="消息">
      {signedIn ? (
        <Inbox />
      ) : (
        <StateCard
          kind="forbidden"
          title="登录后看消息"
          text="没有登录时提交的诉求，用回执上的编号和查询码查进度。"
          action={{ word: '登录', onPress: () => go('signIn') }}
        />
      )}
    </Page>
  )
}

function Inbox() {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const page = useRemote(() => readMessages('resident', after), after ?? '')
  const open = async (message: Message) => {
    await readOff('resident', [message])
    if (message.about.kind === 'case')
      go(message.kind === 'check-in' ? 'safeguard' : 'progress', { id: message.about.id })
    await page.reload()
  }
  const readAll = async () => {
    await readOff('resident')
    await page.reload()
  }
  return (
    <Loaded from={page}>
      {({ rows, next, unread }) => (
        <>
          <View className="spread wrap">
            {unread === 0 ? (
              <View className="sub">没有未读</View>
            ) : (
              <Button kind="word" small onPress={readAll}>
                {`${unread > 99 ? '99+' : unread} 条未读，全部标为已读`}
              </Button>
            )}
            <Button kind="word" small icon="bell" onPress={() => go('wishes')}>
              消息设置
            </Button>
          </View>
          {rows.length === 0 ? (
            <StateCard kind="empty" title="还没有消息" text="您提交的诉求有进展，会在这里告诉您。" />
          ) : (
            <MessageList
              label="消息"
              rows={rows}
              onOpen={open}
              onBefore={trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : undefined}
              onNext={next ? () => setTrail([...trail, next]) : undefined}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
