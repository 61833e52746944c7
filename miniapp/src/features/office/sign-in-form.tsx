import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card, Split } from '../../components/card'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { Press } from '../../components/press'
import { type CallFailure, failureFrom } from '../../lib/call'
import { focusOn, useFocusOn } from '../../lib/focus'
import { signIn, signInAdvice } from './store'

/** Name and password of a member of staff. */
export function SignInForm() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  useFocusOn('login', 'open')
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      await signIn(login.trim(), password)
    } catch (error) {
      setFailure(failureFrom(error))
      setPassword('')
      focusOn('password')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card className="sign-in-card">
      <Heading className="title">工作人员登录</Heading>
      <TextField
        id="login"
        label="账号"
        icon="person"
        value={login}
        onChange={setLogin}
        autoComplete="username"
        error={failure?.fieldMessage('login')}
        onEnter={() => focusOn('password')}
      />
      <TextField
        id="password"
        label="密码"
        icon="lock"
        kind={shown ? 'text' : 'password'}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={failure?.fieldMessage('password')}
        onEnter={submit}
        end={
          <Press className="sign-in-eye" label={shown ? '隐藏密码' : '显示密码'} onPress={() => setShown(!shown)}>
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </Press>
        }
      />
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。{signInAdvice(failure)}
        </Notice>
      )}
      <Button onPress={submit} busy={busy} disabled={login.trim() === '' || password === ''}>
        登录
      </Button>
      <View className="sub">个人信息只能用于办件；每次查看都有记录，本人可以查到谁看过。</View>
      <Split />
      <View className="sub">
        忘记密码、没有账号，或换了岗位：请找本单位的管理员。找不到时，联系本地受理群众诉求的部门。
      </View>
    </Card>
  )
}
