import { View } from '@tarojs/components'
import { go } from '../lib/navigate'
import type { TabName } from '../lib/routes'
import { roleOf } from './aria'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './tab-bar.css'

const tabs: readonly { name: TabName; word: string; icon: IconName }[] = [
  { name: 'home', word: '首页', icon: 'home' },
  { name: 'cases', word: '诉求', icon: 'talk' },
  { name: 'me', word: '我的', icon: 'person' },
]

/** The tabs of h5; on weapp the host draws the same three from app.config. */
export function TabBar({ current }: { current: TabName }) {
  return (
    <View className="tab-bar" {...roleOf('navigation')} aria-label="主要页面">
      {tabs.map(({ name, word, icon }) => (
        <Press
          key={name}
          role="link"
          current={name === current}
          className={classNames('tab', name === current && 'tab-on')}
          onPress={() => {
            if (name !== current) go(name)
          }}
        >
          <Icon name={icon} className="tab-icon" />
          <View>{word}</View>
        </Press>
      ))}
    </View>
  )
}
