import { readCase } from '@minyi/shared/cases/office/contract.ts'
import { readSupervised } from '@minyi/shared/cases/supervised/contract.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { call } from '../../lib/call'
import { goInstead } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'

type Shown = { id: string; number: string; title: string; text: string; opens: boolean }

/** The item that an order or a letter came of; nothing at all for whoever may not see it. */
export function SupervisedCard(props: { caseId?: string; orderId?: string; letterId?: string }) {
  const { caseId, orderId, letterId } = props
  const { remote } = useRemote(async (): Promise<Shown> => {
    if (caseId) return { ...(await call(readCase, { caseId })), opens: true }
    const item = await call(readSupervised, { orderId, letterId })
    return { ...item, opens: item.reach === 'reader' }
  }, `${caseId}/${orderId}/${letterId}`)
  if (remote.state !== 'ready') return null
  const { id, number, title, text, opens } = remote.value
  return (
    <Card className="stack-tight" label="所涉民意件">
      <View className="spread">
        <Heading className="card-title">所涉民意件 {number}</Heading>
        {opens && <WordLink onPress={() => goInstead('workbench', { item: id })}>到工作台看</WordLink>}
      </View>
      <View className="strong">{title}</View>
      <View className="written supervised-text">{text}</View>
    </Card>
  )
}
