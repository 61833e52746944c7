import { type Me, phonePattern } from '@minyi/shared/identity/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'
import { PhoneAndCode } from '../identity/code-fields'
import { loadPlace } from '../identity/store'
import { setPhone } from './store'

/** The own telephone, confirmed by a code that reaches it. */
export function PhoneForm({ me }: { me: Me }) {
  const [phone, setTyped] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    loadPlace()
  }, [])
  const ready = phonePattern.test(phone) && code.length === 6
  const send = async () => {
    if (busy || !ready) return
    setBusy(true)
    try {
      await setPhone(await newId(), phone, code)
      toast('手机号已登记')
      setTyped('')
      setCode('')
      setProblem(undefined)
    } catch (error) {
      const failure = failureFrom(error)
      setProblem(failure.fields[0]?.message ?? failure.title)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card className="stack account-card" label="手机号">
      <Heading className="subtitle">手机号</Heading>
      <View className="sub">
        {me.phone ? `已登记 ${me.phone}。` : '还没有登记。'}
        加密封存，同事和管理员都看不到。只用来认出您：您以居民身份来时，不能评价自己经手的事。
      </View>
      <PhoneAndCode
        ids={{ phone: 'own-phone', code: 'own-phone-code' }}
        label={me.phone ? '换成' : '手机号'}
        phone={phone}
        code={code}
        onPhone={setTyped}
        onCode={setCode}
        onProblem={setProblem}
        onEnter={send}
      />
      {problem && (
        <Notice kind="warn" live>
          {problem}
        </Notice>
      )}
      <Button kind="line" onPress={send} busy={busy} disabled={!ready}>
        登记这个号码
      </Button>
    </Card>
  )
}
