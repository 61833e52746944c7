import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { failureFrom } from '../../lib/call'
import { sendCode, showDemoCode, usePlace } from './store'

type Told = (problem: string | undefined) => void

/** Asks for a code by SMS, and says when it can be asked for again. */
export function CodeLink({ phone, onProblem }: { phone: string; onProblem: Told }) {
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
export function DemoCode({
  phone,
  onCode,
  onProblem,
}: {
  phone: string
  onCode: (code: string) => void
  onProblem: Told
}) {
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
