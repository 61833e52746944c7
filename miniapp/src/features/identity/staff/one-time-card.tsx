import { View } from '@tarojs/components'
import { roleOf } from '../../../components/aria'
import { Button } from '../../../components/button'
import { Heading } from '../../../components/heading'
import { copy } from '../../../lib/clipboard'
import { useFocusOn } from '../../../lib/focus'
import { instantInWords } from '../../../lib/time-words'
import { forgetTold, useStaff } from './store'
import './staff.css'

/** A password that was just made: it stands here until it was handed over, and can't be called up again. */
export function OneTimeCard() {
  const told = useStaff((state) => state.told)
  useFocusOn(told && 'one-time-copy', told?.password ?? '')
  if (!told) return null
  return (
    <View className="one-time" {...roleOf('status')} aria-label="一次性密码">
      <Heading className="card-title">
        {told.name}（{told.login}）的一次性密码
      </Heading>
      <View className="one-time-password">{told.password}</View>
      <View className="sub">
        只显示这一次，{instantInWords(told.until)}前有效。请当面或电话告知本人；登录后要先改成自己的密码，才能办别的事。
      </View>
      <View className="wrap">
        <Button id="one-time-copy" small icon="copy" onPress={() => copy(told.password)}>
          复制密码
        </Button>
        <Button kind="line" small onPress={forgetTold}>
          已交给本人，不再显示
        </Button>
      </View>
    </View>
  )
}
