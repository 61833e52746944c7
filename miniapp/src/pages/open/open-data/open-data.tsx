import { listOpenTables } from '@minyi/shared/indicators/open/contract.ts'
import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { DemoMark } from '../../../components/tag'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { OpenTableCard } from '../../../features/indicators/open/open-tables'
import { PageTools } from '../../../features/indicators/open/page-tools'
import { call } from '../../../lib/call'
import { urlOf } from '../../../lib/navigate'
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
