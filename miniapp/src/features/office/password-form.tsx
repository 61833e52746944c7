import type { Me } from '@minyi/shared/identity/contract.ts'
import { passwordFault, passwordRule } from '@minyi/shared/identity/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { Press } from '../../components/press'
import { type CallFailure, failureFrom } from '../../lib/call'
import { focusOn, useFocusOn } from '../../lib/focus'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'
import { setPassword, useOffice } from './store'

/** An own password, twice. Whoever has just come with a one-time password need not type that again. */
export function PasswordForm({ me }: { me: Me }) {
  const oneTime = useOffice((state) => state.oneTime)
  const [typed, setTyped] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const isFirst = me.mustChangePassword
  const current = oneTime ?? typed
  useFocusOn(oneTime ? 'next-password' : 'current-password', 'open')
  const fault = passwordFault(next, { login: me.login ?? '', before: current })
  const blocked = blockedBy({ current, next, again, fault })
  const send = async () => {
    if (busy || blocked) return
    setBusy(true)
    setFailure(undefined)
    try {
      await setPassword(await newId(), current, next)
      toast('密码已修改，其他地方的登录已退出')
      setTyped('')
      setNext('')
      setAgain('')
    } catch (error) {
      const failed = failureFrom(error)
      setFailure(failed)
      if (failed.code === 'password-wrong') {
        useOffice.setState({ oneTime: undefined })
        focusOn('current-password')
      }
    } finally {
      setBusy(false)
    }
  }
  const kind = shown ? 'text' : 'password'
  return (
    <Card className="stack account-card" label="密码">
      <Heading className="subtitle">{isFirst ? '先设一个自己的密码' : '修改密码'}</Heading>
      {isFirst && <View className="sub">您用一次性密码登录了。设好自己的密码，才能开始办事；这个密码只有您知道。</View>}
      {!oneTime && (
        <TextField
          id="current-password"
          label={isFirst ? '一次性密码' : '当前密码'}
          icon="lock"
          kind={kind}
          value={typed}
          onChange={setTyped}
          maxLength={200}
          autoComplete="current-password"
          error={failure?.code === 'password-wrong' ? failure.title : undefined}
          onEnter={() => focusOn('next-password')}
        />
      )}
      <TextField
        id="next-password"
        label="新密码"
        hint={passwordRule.words}
        icon="lock"
        kind={kind}
        value={next}
        onChange={setNext}
        maxLength={200}
        autoComplete="new-password"
        error={failure?.fieldMessage('next')}
        onEnter={() => focusOn('again-password')}
        end={
          <Press className="account-eye" label={shown ? '隐藏密码' : '显示密码'} onPress={() => setShown(!shown)}>
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </Press>
        }
      />
      <TextField
        id="again-password"
        label="再输一次"
        icon="lock"
        kind={kind}
        value={again}
        onChange={setAgain}
        maxLength={200}
        autoComplete="new-password"
        onEnter={send}
      />
      {failure && failure.code !== 'password-wrong' && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}。
        </Notice>
      )}
      <Button onPress={send} busy={busy} disabled={blocked !== undefined} note={next === '' ? undefined : blocked}>
        {isFirst ? '设好密码，开始使用' : '修改密码'}
      </Button>
      {!isFirst && <View className="sub">改了以后，您在其他电脑和手机上的登录都会退出。</View>}
    </Card>
  )
}

type Typed = { current: string; next: string; again: string; fault: string | null }

/** What is still missing, in words that stand under the button. */
function blockedBy({ current, next, again, fault }: Typed): string | undefined {
  if (current === '') return '还缺当前密码'
  if (fault) return `新密码${fault}`
  if (again === '') return '请再输一次新密码'
  return again === next ? undefined : '两次输入的不一样'
}
