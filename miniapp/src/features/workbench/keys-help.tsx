import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { KeyHint } from '../../components/office/key-hint'

const keys: readonly (readonly [string, string])[] = [
  ['j k ↓ ↑', '下一件、上一件'],
  ['Enter', '进入这一件'],
  ['x', '选择，可多选'],
  ['a', '受理'],
  ['t', '交办、转办'],
  ['r', '答复或回访'],
  ['b', '退回、退回重办'],
  ['n', '加备注'],
  ['z', '撤销刚做的'],
  ['/', '搜索'],
  ['Esc', '收起、回到列表'],
  ['?', '看全部快捷键'],
]

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Sheet open={open} title="快捷键" onClose={onClose}>
      <View className="keys-table">
        {keys.map(([name, does]) => (
          <View key={name} className="line-up">
            <View className="keys-name">
              {name.split(' ').map((one) => (
                <KeyHint key={one} name={one} />
              ))}
            </View>
            <View>{does}</View>
          </View>
        ))}
      </View>
      <View className="sub">正在打字时不起作用。</View>
      <Button kind="line" onPress={onClose}>
        关闭
      </Button>
    </Sheet>
  )
}
