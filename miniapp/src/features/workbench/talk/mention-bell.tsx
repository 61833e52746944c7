import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button'
import { Sheet } from '../../../components/confirm-sheet'
import { Icon } from '../../../components/icon'
import { Failed } from '../../../components/loaded'
import '../../../components/office/bell.css'
import { Press } from '../../../components/press'
import { Skeleton } from '../../../components/skeleton'
import { StateCard } from '../../../components/state-card'
import { type CallFailure, failureFrom } from '../../../lib/call'
import { instantInWords } from '../../../lib/time-words'
import { openItem } from '../item/store'
import { countMentions, loadMentions, seeMention, useTalk } from './store'
import './talk.css'

/** Notes that name me, behind one button in the bar. */
export function MentionBell() {
  const { unread, mentions } = useTalk()
  const [open, setOpen] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const load = () => {
    setFailure(undefined)
    loadMentions().catch((error) => setFailure(failureFrom(error)))
  }
  useEffect(() => {
    countMentions()
  }, [])
  return (
    <>
      <Press
        className="bell"
        label={unread > 0 ? `提到我的，${unread} 条没看` : '提到我的'}
        onPress={() => {
          setOpen(true)
          load()
        }}
      >
        <Icon name="talk" size={18} />
        {unread > 0 && <View className="bell-count">{unread > 99 ? '99+' : unread}</View>}
      </Press>
      <Sheet open={open} title="提到我的" onClose={() => setOpen(false)}>
        {failure && <Failed failure={failure} onRetry={load} />}
        {!failure && !mentions && <Skeleton blocks={1} />}
        {mentions?.length === 0 && (
          <StateCard kind="empty" title="还没有人提到您" text="同事在备注里 @ 您，会出现在这里。" />
        )}
        <View className="mentions">
          {mentions?.map((mention) => (
            <Press
              key={mention.id}
              className="mention"
              onPress={() => {
                setOpen(false)
                openItem(mention.caseId)
                seeMention(mention).catch(() => undefined)
              }}
            >
              <View className="grow">
                <View className={mention.read ? '' : 'strong'}>{mention.words}</View>
                <View className="sub">
                  {mention.byName} · {mention.number} {mention.title} · {instantInWords(mention.at)}
                </View>
              </View>
              {!mention.read && <View className="mention-new">未看</View>}
            </Press>
          ))}
        </View>
        <Button kind="line" onPress={() => setOpen(false)}>
          关闭
        </Button>
      </Sheet>
    </>
  )
}
