import { View } from '@tarojs/components'
import { useState } from 'react'
import { WordLink } from '../../components/button'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { discardDraft, isBegun, openDraft, useDraft } from './store'

/** Tells that an earlier draft was opened, with a way to begin anew. */
export function DraftNotice() {
  const { draft, savedAt } = useDraft()
  const [asking, setAsking] = useState(false)
  if (!draft || savedAt || !isBegun(draft)) return null
  const restart = () => {
    discardDraft()
    openDraft(draft.entry)
    setAsking(false)
  }
  return (
    <Notice>
      <View>上次没写完的草稿还在，接着写就行。</View>
      <WordLink onPress={() => setAsking(true)}>不要了，重新写</WordLink>
      <ConfirmSheet
        open={asking}
        danger
        title="删掉这份草稿？"
        text="写过的字和照片都会从这部手机上删掉，不能恢复。"
        confirm="删掉，重新写"
        onConfirm={restart}
        onClose={() => setAsking(false)}
      />
    </Notice>
  )
}

/** 草稿已存 20:09: kept on this phone, or said plainly when the phone would not keep it. */
export function DraftState() {
  const { savedAt, refused } = useDraft()
  if (refused) return <View className="warn nowrap">这部手机存不下草稿</View>
  if (!savedAt) return null
  return (
    <View className="line-tight nowrap">
      <Icon name="cloud-saved" size={18} />
      <View>草稿已存 {savedAt}</View>
    </View>
  )
}
