import type { Look, Opening } from '@minyi/shared/cases/resident/contract.ts'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Row } from '../../../components/row'
import { StateCard } from '../../../components/state-card'
import { NotOwn } from '../../../features/cases/not-own'
import { own } from '../../../features/cases/own/store'
import { useRemote } from '../../../lib/remote'
import { instantInWords, shortDay } from '../../../lib/time-words'

const fields: Record<Opening['fields'][number], string> = { name: '姓名', phone: '电话', position: '位置' }
const hows: Record<Look['how'], string> = {
  item: '打开过这件诉求',
  told: '按您选的公开程度，看过能告知的内容',
  export: '导出过包含这件的表格',
}

export default function Openings() {
  const { id = '' } = useRouter().params
  const openings = useRemote(() => own.openings(id), id)
  return (
    <Page title="谁看过我的信息">
      <View className="sub">每次有人打开您的姓名、电话或位置，都会留下记录，谁也删不掉。</View>
      <Loaded from={openings} notFound={<NotOwn />}>
        {({ rows, looks }) => (
          <>
            <Heading>看过我是谁</Heading>
            {rows.length === 0 ? (
              <StateCard
                kind="empty"
                title="还没有人看过"
                text="有人打开您的信息时，这里会写明是谁、什么时候、为什么。"
              />
            ) : (
              <Card flush>
                {rows.map((row) => (
                  <Row key={row.at} icon="eye" title={whoOf(row)} note={reasonOf(row)} value={instantInWords(row.at)} />
                ))}
              </Card>
            )}
            {looks.length > 0 && (
              <>
                <Heading>看过这件诉求</Heading>
                <View className="sub">按单位和岗位列出，不写姓名；看诉求内容时看不到您是谁。</View>
                <Card flush>
                  {looks.map((look) => (
                    <Row
                      key={`${look.day}/${look.how}/${look.unitName}/${look.role}`}
                      icon="building"
                      title={[look.unitName, look.role].filter(Boolean).join(' · ') || '工作人员'}
                      note={`${look.people} 人${hows[look.how]}`}
                      value={shortDay(look.day)}
                    />
                  ))}
                </Card>
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const whoOf = (row: Opening) => [row.unitName, row.role, row.staffName].filter(Boolean).join(' · ')
const reasonOf = (row: Opening) => `看了${row.fields.map((field) => fields[field]).join('、')}，理由：${row.reason}`
