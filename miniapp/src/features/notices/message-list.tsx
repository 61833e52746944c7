import type { Message } from '@minyi/shared/notices/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { classNames } from '../../components/class-names'
import { Icon } from '../../components/icon'
import { Press } from '../../components/press'
import { instantInWords } from '../../lib/time-words'
import './notices.css'
import '../../components/row.css'

export type MessageListProps = {
  label: string
  rows: readonly Message[]
  onOpen: (message: Message) => void
  onBefore?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

/** Messages, the newest first; an unread one has a dot and a heavier title. */
export function MessageList({ label, rows, onOpen, onBefore, onNext }: MessageListProps) {
  return (
    <>
      <Card flush label={label}>
        {rows.map((row) => (
          <MessageRow key={row.id} row={row} onPress={() => onOpen(row)} />
        ))}
      </Card>
      {(onBefore || onNext) && (
        <View className="wrap">
          <Button kind="line" narrow disabled={!onBefore} onPress={() => onBefore?.()}>
            上一页
          </Button>
          <Button kind="line" narrow disabled={!onNext} onPress={() => onNext?.()}>
            下一页
          </Button>
        </View>
      )}
    </>
  )
}

function MessageRow({ row, onPress }: { row: Message; onPress: () => void }) {
  const facts = [row.text, instantInWords(row.at)].filter(Boolean).join(' · ')
  return (
    <Press
      className={classNames('message', !row.readAt && 'message-new')}
      label={`${row.readAt ? '' : '未读，'}${row.title} ${facts}`}
      onPress={onPress}
    >
      <View className="message-dot" aria-hidden="true" />
      <View className="grow">
        <View className="message-title">{row.title}</View>
        <View className="sub">{facts}</View>
      </View>
      <Icon name="forward" className="row-icon" />
    </Press>
  )
}
