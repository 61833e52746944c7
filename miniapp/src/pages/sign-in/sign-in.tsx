import { useEffect } from 'react'
import { Page } from '../../components/page'
import { StateCard } from '../../components/state-card'
import { SignInForm } from '../../features/identity/sign-in-form'
import { loadPlace } from '../../features/identity/store'
import { back } from '../../lib/navigate'
import { useSession } from '../../lib/session'

export default function SignIn() {
  const signedIn = useSession(({ resident }) => resident !== undefined)
  useEffect(() => {
    loadPlace()
  }, [])
  return (
    <Page title="登录">
      {signedIn ? (
        <StateCard kind="done" title="已登录" text="可以继续刚才的事了。" action={{ word: '继续', onPress: back }} />
      ) : (
        <SignInForm onDone={back} />
      )}
    </Page>
  )
}
