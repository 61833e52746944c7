import { View } from '@tarojs/components'
import { classNames } from './class-names'
import { Icon } from './icon'
import './mark.css'

/** The ring of a choice, filled with a tick once chosen. */
export function Mark({ on }: { on: boolean }) {
  return (
    <View className={classNames('mark', on && 'mark-on')} aria-hidden="true">
      {on && <Icon name="check" size={16} />}
    </View>
  )
}
