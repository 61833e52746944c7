import { Page } from '../../../components/page'
import { StateCard } from '../../../components/state-card'
import { WishesView } from '../../../features/notices/wishes'
import { go } from '../../../lib/navigate'
import { useSession } from '../../../lib/session'

export default function Wishes() {
  const signedIn = useSession(({ resident }) => resident !== undefined)
  return (
    <Page title="消息设置">
      {signedIn ? (
        <WishesView />
      ) : (
        <StateCard
          kind="forbidden"
          title="登录后设置"
          text="没有登录时，消息按您留的手机号发短信。"
          action={{ word: '登录', onPress: () => go('signIn') }}
        />
      )}
    </Page>
  )
}
