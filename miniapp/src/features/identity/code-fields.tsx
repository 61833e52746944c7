import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { TextField } from '../../components/field'
import { failureFrom } from '../../lib/call'
import { sendCode, showDemoCode, usePlace } from './store'

type Told = (problem: string | undefined) => void

export type PhoneAndCodeProps = {
  /** Told apart on a page by these ids. */
  ids: { phone: string; code: string }
  label: string
  phone: string
  code: string
  onPhone: (phone: string) => void
  onCode: (code: string) => void
  onProblem: Told
  onEnter: () => void
}

/** A telephone number and the code that reaches it, whoever asks for them. */
export function PhoneAndCode({ ids, label, phone, code, onPhone, onCode, onProblem, onEnter }: PhoneAndCodeProps) {
  return (
    <>
      <TextField
        label={label}
        kind="phone"
        icon="phone"
        id={ids.phone}
        value={phone}
        onChange={(typed) => onPhone(typed.replace(/\D/g, ''))}
        maxLength={11}
        autoComplete="tel"
        placeholder="11 位手机号"
      />
      <TextField
        label="验证码"
        kind="number"
        icon="lock"
        id={ids.code}
        value={code}
        onChange={(typed) => onCode(typed.replace(/\D/g, ''))}
        maxLength={6}
        autoComplete="one-time-code"
        placeholder="短信里的 6 位数字"
        end={<CodeLink phone={phone} onProblem={onProblem} />}
        onEnter={onEnter}
      />
      <DemoCode phone={phone} onCode={onCode} onProblem={onProblem} />
    </>
  )
}

/** Asks for a code by SMS, and says when it can be asked for again. */
function CodeLink({ phone, onProblem }: { phone: string; onProblem: Told }) {
  const [waits, setWaits] = useState(0)
  useEffect(() => {
    if (waits <= 0) return
    const timer = setTimeout(() => setWaits(waits - 1), 1000)
    return () => clearTimeout(timer)
  }, [waits])
  const ask = async () => {
    if (phone.length !== 11) {
      onProblem('请先填写 11 位手机号')
      return
    }
    try {
      const { retryInSeconds } = await sendCode(phone)
      onProblem(undefined)
      setWaits(retryInSeconds)
    } catch (error) {
      const failure = failureFrom(error)
      onProblem(failure.fields[0]?.message ?? failure.title)
    }
  }
  if (waits > 0) return <View className="nowrap sub">已发送，{waits} 秒后可重发</View>
  return (
    <WordLink onPress={ask}>
      <View className="nowrap">获取验证码</View>
    </WordLink>
  )
}

/** In a demonstration, where no telephone rings: the code as the emulator holds it. */
function DemoCode({ phone, onCode, onProblem }: { phone: string; onCode: (code: string) => void; onProblem: Told }) {
  const demo = usePlace(({ place }) => place?.demo ?? false)
  if (!demo || phone.length !== 11) return null
  const show = async () => {
    try {
      const code = await showDemoCode(phone)
      if (code) onCode(code)
      onProblem(code ? undefined : '还没有给这个号码发验证码，请先点“获取验证码”')
    } catch (error) {
      onProblem(failureFrom(error).title)
    }
  }
  return (
    <Button kind="line" onPress={show}>
      查看演示验证码
    </Button>
  )
}
