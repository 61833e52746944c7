import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { failureFrom } from '../../lib/call'
import { isH5 } from '../../lib/platform'
import { PhoneAndCode } from './code-fields'
import { signInByPhone, signInQuietly } from './store'

/** In WeChat one tap; in a browser a telephone number and the code that is sent to it. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  return isH5 ? <ByPhone onDone={onDone} /> : <ByWechat onDone={onDone} />
}

function ByWechat({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    try {
      await signInQuietly()
      onDone()
    } catch (error) {
      setProblem(failureFrom(error).title)
      setBusy(false)
    }
  }
  return (
    <Card className="stack">
      <Heading>用微信登录</Heading>
      <View className="sub">只取得一个编号，不取您的昵称、头像和手机号。</View>
      {problem && (
        <Notice kind="warn" live>
          {problem}
        </Notice>
      )}
      <Button onPress={enter} busy={busy}>
        登录
      </Button>
    </Card>
  )
}

function ByPhone({ onDone }: { onDone: () => void }) {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    try {
      await signInByPhone(phone, code)
      onDone()
    } catch (error) {
      const failure = failureFrom(error)
      setProblem(failure.fields[0]?.message ?? failure.title)
      setBusy(false)
    }
  }
  const ready = phone.length === 11 && code.length === 6
  return (
    <>
      <Card className="stack">
        <View>
          <Heading>用手机号登录</Heading>
          <View className="sub">第一次登录会自动开通，不用设密码。</View>
        </View>
        <PhoneAndCode
          ids={{ phone: 'phone', code: 'code' }}
          label="手机号"
          phone={phone}
          code={code}
          onPhone={setPhone}
          onCode={setCode}
          onProblem={setProblem}
          onEnter={() => ready && enter()}
        />
        {problem && (
          <Notice kind="warn" live>
            {problem}
          </Notice>
        )}
        <Button id="sign-in" onPress={enter} disabled={!ready} busy={busy}>
          登录
        </Button>
      </Card>
      <View className="sub">
        登录后能看到等您评价的事项和您提交的诉求。手机号加密保存，被评价、被投诉的单位看不到。
      </View>
    </>
  )
}
