import type { Me } from '@minyi/shared/identity/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { Switch } from '../../components/switch'
import { setLargePrint, useLargePrint } from '../../lib/large-print'
import { goInstead } from '../../lib/navigate'
import { postOf, signOut } from './store'

/** Whoever is signed in: the post, large print, the own account, and the way out. */
export function PersonSheet({ me, open, onClose }: { me: Me; open: boolean; onClose: () => void }) {
  const largePrint = useLargePrint(({ on }) => on)
  return (
    <Sheet open={open} title={me.name ?? '工作人员'} onClose={onClose}>
      <View className="sub">{postOf(me)}</View>
      <View className="spread">
        <View>字更大，按钮更大</View>
        <Switch label="大字版" on={largePrint} onChange={setLargePrint} />
      </View>
      {!me.mustChangePassword && (
        <Button
          kind="line"
          icon="lock"
          onPress={() => {
            onClose()
            goInstead('account')
          }}
        >
          修改密码、登记手机号
        </Button>
      )}
      <Button
        kind="line"
        icon="exit"
        onPress={() => {
          onClose()
          signOut()
        }}
      >
        退出登录
      </Button>
      <Button kind="word" onPress={onClose}>
        关闭
      </Button>
    </Sheet>
  )
}
