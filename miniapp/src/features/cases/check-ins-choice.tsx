import { View } from '@tarojs/components'
import { Switch } from '../../components/switch'

export type CheckInsChoiceProps = { on: boolean; onChange: (on: boolean) => void }

/** Whether to be asked after the end if anybody took revenge; never chosen beforehand. */
export function CheckInsChoice({ on, onChange }: CheckInsChoiceProps) {
  return (
    <>
      <Switch label="结案后问我有没有人为难我" on={on} onChange={onChange} />
      <View className="sub">
        第 7、30、90 天各问一次。您说“有”，监督机构马上督办，被投诉的单位看不到。随时可以关掉。
      </View>
    </>
  )
}
