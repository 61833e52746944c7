import { timelineLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseProgress } from '@minyi/shared/cases/resident/contract.ts'
import { View } from '@tarojs/components'
import { Card, Split } from '../../components/card'
import { Heading } from '../../components/heading'
import { instantInWords } from '../../lib/time-words'
import { PhotosShown } from '../files/photos-shown'

/** What was written and what the two sides told each other since. */
export function CaseStory({ progress: { text, place, photos, told } }: { progress: CaseProgress }) {
  return (
    <Card className="stack-tight">
      <Heading className="strong">您写的内容</Heading>
      <View className="written">{text}</View>
      {place && <View className="sub">地点 {place}</View>}
      <PhotosShown photos={photos} />
      {told.length > 0 && <Split />}
      {told.map((one) => (
        <View key={`${one.at}${one.action}`}>
          <View className="sub">
            {instantInWords(one.at)} {one.from === 'resident' ? '您' : (one.who ?? '办理人员')}
            {timelineLabels[one.action] ? `：${timelineLabels[one.action]?.replace(/^诉求人/, '')}` : ''}
          </View>
          <View className="written">{one.words}</View>
        </View>
      ))}
    </Card>
  )
}
