import { listRetaliations } from '@minyi/shared/cases/check-ins/contract.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { goInstead } from '../../lib/navigate'
import { instantInWords } from '../../lib/time-words'
import { Paged } from './paged'

/** What residents told at the check-ins of 7, 30 and 90 days. */
export function RetaliationsView() {
  return (
    <Paged
      about="retaliations"
      read={(after) => call(listRetaliations, { after })}
      empty={{ title: '没有人说受到为难、报复', text: '结案后 7、30、90 天各问一次，说“有”的立刻出现在这里。' }}
      head={({ counts }) => (
        <Notice icon="shield">
          已有 {counts.agreed} 件的诉求人同意回访，问过 {counts.asked} 次，答了 {counts.answered} 次，其中 {counts.yes}{' '}
          次说受到为难、报复。说“有”的自动立项督办，被投诉单位看不到。
        </Notice>
      )}
    >
      {(row) => (
        <Card className="stack-tight">
          <View className="spread">
            <Heading className="strong">
              {row.number} · {row.title}
            </Heading>
            <Tag tone="bad">{row.orderId ? '已立项督办' : '待立项'}</Tag>
          </View>
          <View className="written">{row.words ?? '没有写具体情况'}</View>
          <View className="sub">
            被投诉单位：{row.accusedUnitName ?? '—'} · 结案 {row.days} 天回访 · {instantInWords(row.answeredAt)}
          </View>
          {row.orderId && (
            <View>
              <WordLink onPress={() => goInstead('supervision', { view: 'orders.all', item: row.orderId ?? '' })}>
                看督办件
              </WordLink>
            </View>
          )}
        </Card>
      )}
    </Paged>
  )
}
