import { View } from '@tarojs/components'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import './verdict.css'

/** Against the target: 达标, 未达标, 数据不足. */
export type VerdictValue = 'met' | 'missed' | 'insufficient'

const looks: Record<VerdictValue, { word: string; icon: IconName; tone: string }> = {
  met: { word: '达标', icon: 'pass', tone: 'good' },
  missed: { word: '未达标', icon: 'warning', tone: 'bad' },
  insufficient: { word: '数据不足', icon: 'unsure', tone: 'unsure' },
}

/** The verdict as word, shape and colour; only these three words exist. */
export function Verdict({ value, pill }: { value: VerdictValue; pill?: boolean }) {
  const { word, icon, tone } = looks[value]
  return (
    <View className={classNames('verdict', `verdict-${tone}`, pill && 'verdict-pill')}>
      <Icon name={icon} />
      {word}
    </View>
  )
}
