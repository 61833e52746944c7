import { findAlike } from '@minyi/shared/cases/merging/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Switch } from '../../components/switch'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { type Draft, write } from './store'

/** Before submitting: others told of the same. Who wants is counted with them, and still has a receipt of their own. */
export function AlikeOffer({ draft }: { draft: Draft }) {
  const { kind, text, village, town, unit, alike } = draft
  const areaId = village?.id ?? town?.id
  const accusedUnitId = kind === 'complaint' ? unit?.id : undefined
  const { remote } = useRemote(
    async () =>
      kind ? (await call(findAlike, { kind, text, areaId, accusedUnitId }, { as: 'resident' })).offer : null,
    `${text}/${areaId}`,
  )
  const offer = remote.state === 'ready' ? remote.value : null
  if (!offer) return null
  return (
    <Card label="同样的问题">
      <View className="strong">已有 {offer.atLeast} 人以上反映，是否一并关注？</View>
      <View className="sub">
        {Number(offer.month.slice(5, 7))}月 · {offer.areaName ?? '全市'} · {offer.topicName}
      </View>
      <View className="spread">
        <View className="grow">您的回执、答复和评价仍是单独的</View>
        <Switch
          label="一并关注"
          on={alike === offer.reference}
          onChange={(on) => write({ alike: on ? offer.reference : undefined })}
        />
      </View>
    </Card>
  )
}
