import { listSupervision } from '@minyi/shared/cases/supervised/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Press } from '../../components/press'
import { call } from '../../lib/call'
import { goInstead } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { useOffice } from '../office/store'
import { DueClock, LetterClock, LetterTag, OrderTag } from './words'
import { handOver } from './writing/store'
import './case-supervision.css'

/** The orders and letters of an item, and how to open one; nothing for whoever does not supervise. */
export function CaseSupervision({ caseId }: { caseId: string }) {
  const permissions = useOffice(({ me }) => me?.permissions) ?? []
  if (!permissions.includes('supervision.read')) return null
  return <SupervisionCard caseId={caseId} writes={permissions.includes('supervision.order')} />
}

function SupervisionCard({ caseId, writes }: { caseId: string; writes: boolean }) {
  const { remote } = useRemote(() => call(listSupervision, { caseId }), `supervision/${caseId}`)
  if (remote.state !== 'ready') return null
  const { orders, letters } = remote.value
  if (!writes && orders.length + letters.length === 0) return null
  const write = (what: 'order' | 'letter') => {
    handOver(what, { caseId })
    goInstead('supervision')
  }
  return (
    <Card className="stack-tight" label="督办">
      <View className="spread">
        <Heading className="card-title">督办</Heading>
        {writes && (
          <View className="wrap">
            <Button kind="line" small narrow onPress={() => write('order')}>
              开督办件
            </Button>
            <Button kind="line" small narrow onPress={() => write('letter')}>
              发监督函
            </Button>
          </View>
        )}
      </View>
      {orders.length + letters.length === 0 && <View className="sub">这一件还没有督办。</View>}
      {orders.map((row) => (
        <Press
          key={row.id}
          className="case-order"
          onPress={() => goInstead('supervision', { view: 'orders.all', item: row.id })}
        >
          <View className="grow">{`${row.title}（${row.number}）`}</View>
          <DueClock due={row.due} next={row.next} />
          <OrderTag state={row.state} />
        </Press>
      ))}
      {letters.map((row) => (
        <Press
          key={row.id}
          className="case-order"
          onPress={() => goInstead('supervision', { view: 'letters.all', item: row.id })}
        >
          <View className="grow">{`${row.title}（${row.number}）`}</View>
          <LetterClock row={row} />
          <LetterTag state={row.state} />
        </Press>
      ))}
    </Card>
  )
}
