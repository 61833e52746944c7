import { View } from '@tarojs/components'
import { classNames } from './class-names'
import { Press } from './press'
import './switch.css'

export type SwitchProps = { label: string; on: boolean; onChange: (on: boolean) => void }

/** Word and switch as one target. */
export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <Press className="switch" role="switch" checked={on} label={label} onPress={() => onChange(!on)}>
      <View className="switch-word">{label}</View>
      <View className={classNames('switch-track', on && 'switch-track-on')}>
        <View className="switch-knob" />
      </View>
    </Press>
  )
}
