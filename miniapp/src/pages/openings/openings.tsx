import type { Opening } from '@minyi/shared/cases/resident/contract.ts'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Page } from '../../components/page'
import { Row } from '../../components/row'
import { StateCard } from '../../components/state-card'
import { NotOwn } from '../../features/cases/not-own'
import { own } from '../../features/cases/own/store'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'

const fields: Record<Opening['fields'][number], string> = { name: '姓名', phone: '电话', position: '位置' }

export default function Openings() {
  const { id = '' } = useRouter().params
  const openings = useRemote(() => own.openings(id), id)
  return (
    <Page title="谁看过我的信息">
      <View className="sub">每次有人打开您的姓名、电话或位置，都会留下记录，谁也删不掉。</View>
      <Loaded from={openings} notFound={<NotOwn />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <StateCard
              kind="empty"
              title="还没有人看过"
              text="有人打开您的信息时，这里会写明是谁、什么时候、为什么。"
            />
          ) : (
            <Card flush>
              {rows.map((row) => (
                <Row
                  key={row.at}
                  icon="eye"
                  title={`${row.unitName ?? ''} ${row.staffName}`.trim()}
                  note={`看了${row.fields.map((field) => fields[field]).join('、')}，理由：${row.reason}`}
                  value={instantInWords(row.at)}
                />
              ))}
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}
