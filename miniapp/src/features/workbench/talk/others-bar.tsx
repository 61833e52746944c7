import { View } from '@tarojs/components'
import { Notice } from '../../../components/notice'
import { type Act, actLabels } from '../step/store'
import { useTalk } from './store'

/** Who else has this item on the screen, before both do the same. */
export function OthersBar() {
  const others = useTalk((state) => state.others)
  if (others.length === 0) return null
  return (
    <Notice kind="warn" icon="info" live>
      {others.map((other) => (
        <View key={`${other.name}${other.since}`}>
          {[other.unitName, other.name].filter(Boolean).join(' · ')}
          {isAct(other.act) ? `正在写“${actLabels[other.act]}”` : '也在看这一件'}（{other.since.slice(11, 16)} 起）
        </View>
      ))}
    </Notice>
  )
}

const isAct = (act: string | null): act is Act => act !== null && act in actLabels
