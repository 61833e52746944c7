import { unitOutcomeLabels } from '@minyi/shared/cases/labels.ts'
import type { ChangeSince } from '@minyi/shared/platform/problems.ts'
import { View } from '@tarojs/components'
import { Heading } from '../../../components/heading'
import { useRegister } from '../../registry/store'
import { type Act, actLabels, type Draft } from './store'
import './step.css'

type ConflictProps = { act: Act; draft: Draft; since: readonly ChangeSince[] }

/** Two people acted on one item: what the other did stands beside one's own words, which are still here and not sent yet. */
export function Conflict({ act, draft, since }: ConflictProps) {
  const unit = useRegister(({ units }) => units?.find(({ id }) => id === draft.unitId)?.name)
  if (since.length === 0) return null
  const own = [
    draft.title && `标题：${draft.title}`,
    unit && `单位：${unit}`,
    draft.outcome && `办理结果：${unitOutcomeLabels[draft.outcome]}`,
    draft.words,
  ].filter(Boolean)
  return (
    <View className="conflict">
      <View className="conflict-side" aria-label="别人刚做的">
        <Heading level={3} className="card-title">
          别人刚做的
        </Heading>
        {since.map(({ at, who, what, words }) => (
          <View key={`${at}${what}`}>
            <View className="sub">
              {at.slice(11, 16)} {who}
            </View>
            <View className="strong">{what}</View>
            {words && <View className="written">{words}</View>}
          </View>
        ))}
      </View>
      <View className="conflict-side" aria-label="您写的，还没有发">
        <Heading level={3} className="card-title">
          您写的，还没有发
        </Heading>
        <View className="strong">{actLabels[act]}</View>
        {own.length === 0 && <View className="sub">没有写字</View>}
        {own.map((line) => (
          <View key={String(line)} className="written">
            {line}
          </View>
        ))}
      </View>
    </View>
  )
}
