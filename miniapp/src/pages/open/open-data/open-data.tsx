import { listOpenTables } from '@minyi/shared/indicators/open/contract.ts'
import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { Row } from '../../../components/row'
import { DemoMark } from '../../../components/tag'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { OpenTableCard } from '../../../features/indicators/open/open-tables'
import { PageTools } from '../../../features/indicators/open/page-tools'
import { call } from '../../../lib/call'
import { go, urlOf } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function OpenData() {
  const tables = useRemote(() => call(listOpenTables, {}), 'tables')
  useShareAppMessage(() => ({ title: '开放数据', path: urlOf('openData') }))
  return (
    <OpenPage title="开放数据" route="openData">
      <Loaded from={tables}>
        {({ tables, terms, demo }) => (
          <>
            <Notice>{terms}</Notice>
            {demo && (
              <View className="wrap">
                <DemoMark />
              </View>
            )}
            <Card flush>
              <Row
                icon="document"
                title="申请公开政府信息"
                note="在法定期限内答复；延长的会告诉您理由"
                onPress={() => go('complain', { entry: 'disclosure' })}
              />
            </Card>
            {tables.map((table) => (
              <OpenTableCard key={table.id} table={table} />
            ))}
            <PageTools title="开放数据" />
          </>
        )}
      </Loaded>
    </OpenPage>
  )
}
