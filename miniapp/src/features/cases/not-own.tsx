import { StateCard } from '../../components/state-card'
import { goInstead } from '../../lib/navigate'

/** An item that is not there, or not for whoever holds this phone; both are one answer. */
export function NotOwn() {
  return (
    <StateCard
      kind="forbidden"
      title="没有找到，或者不是您的诉求"
      text="换过手机的，请在“诉求”里登录，或用编号和查询码查进度。"
      action={{ word: '去诉求', onPress: () => goInstead('cases') }}
    />
  )
}
