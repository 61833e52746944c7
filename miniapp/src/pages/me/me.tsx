import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Page } from '../../components/page'
import { Row } from '../../components/row'
import { Switch } from '../../components/switch'
import { ForgetReceipts, KeptCases, KeptRatings } from '../../features/cases/kept-receipts'
import { leave, signedInAs } from '../../features/identity/store'
import { OwnExclusions } from '../../features/ratings/own-exclusions'
import { setLargePrint, useLargePrint } from '../../lib/large-print'
import { go } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { useSession } from '../../lib/session'
import { toast } from '../../lib/toast'
import { openPrivacyContract } from '../../lib/wechat'

export default function Me() {
  const largePrint = useLargePrint(({ on }) => on)
  return (
    <Page title="我的" tab="me">
      <Account />
      <Card flush>
        <Row icon="bell" title="消息" note="进展、答复和谁看过您的信息" onPress={() => go('messages')} />
        <Row
          icon="book"
          title="字号"
          note="字更大，按钮更大"
          value={<Switch label="大字版" on={largePrint} onChange={setLargePrint} />}
        />
      </Card>
      <OwnExclusions />
      <KeptRatings />
      <KeptCases />
      <ForgetReceipts />
      <Card flush>
        <Row icon="lock" title="怎样保护您的信息" onPress={() => go('privacy')} />
        <Row
          icon="building"
          title="工作人员入口"
          note="单位、监督、受理人员用账号登录"
          onPress={() => go('officeLogin')}
        />
        {!isH5 && <Row icon="document" title="微信隐私保护指引" onPress={openPrivacyContract} />}
      </Card>
    </Page>
  )
}

function Account() {
  const signedIn = useSession(({ resident }) => resident !== undefined)
  const signOut = async () => {
    try {
      await leave()
    } catch {
      toast('这部手机已退出')
      return
    }
    toast('已退出登录')
  }
  if (!signedIn) {
    return (
      <Card flush>
        <Row icon="person" title="登录" note="看到等您评价的事项和您提交的诉求" onPress={() => go('signIn')} />
      </Card>
    )
  }
  return (
    <Card flush>
      <Row icon="person" title="已登录" note={signedInAs() ?? (isH5 ? '用手机号登录' : '微信用户')} />
      {isH5 && <Row icon="exit" title={<View>退出登录</View>} onPress={signOut} />}
    </Card>
  )
}
