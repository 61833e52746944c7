import { readOverview } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { Loaded } from '../../../components/loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { LeaderCard } from '../../../features/indicators/leader-card'
import { OfficeFrame } from '../../../features/office/office-frame'
import { call } from '../../../lib/call'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function Figures() {
  return (
    <OfficeFrame title="指标" route="figures">
      <Overview />
    </OfficeFrame>
  )
}

function Overview() {
  const overview = useRemote(() => call(readOverview, {}), 'overview')
  return (
    <Loaded from={overview}>
      {({ rows }) => {
        const of = (verdict: string) => rows.filter(({ figure }) => figure.verdict === verdict).length
        const open = rows.length - of('met') - of('missed')
        return (
          <>
            <OfficeHead
              crumb="实时数字；浅蓝是 95% 区间，虚线是目标"
              title={`${rows.length} 项指标：${of('met')} 项达标，${of('missed')} 项未达标，${open} 项数据不足`}
            />
            <View className="leader-grid">
              {rows.map((row) => (
                <LeaderCard key={row.indicator.id} {...row} onOpen={() => go('indicator', { id: row.indicator.id })} />
              ))}
            </View>
          </>
        )
      }}
    </Loaded>
  )
}
