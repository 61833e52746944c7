import { readOfficerFigures, readUnitFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { View } from '@tarojs/components'
import { Loaded } from '../../../components/loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { StateCard } from '../../../components/state-card'
import { FigureCard } from '../../../features/indicators/figure-card'
import { Course, LeftOut } from '../../../features/indicators/public-parts'
import { OfficeFrame } from '../../../features/office/office-frame'
import { useOffice } from '../../../features/office/store'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'

export default function OwnFigures() {
  return (
    <OfficeFrame title="我的数字" route="ownFigures">
      <Own />
    </OfficeFrame>
  )
}

/** Unit staff read their unit's closed figures, an officer the officer's own; nobody else's rows are here. */
function Own() {
  const me = useOffice((office) => office.me)
  const isUnit = me?.permissions.includes('figures.closed') ?? false
  const own = useRemote(() => call(isUnit ? readUnitFigures : readOfficerFigures, {}), String(isUnit))
  return (
    <>
      <OfficeHead
        crumb="每日关账，新增或变动满 5 份才更新"
        title={isUnit ? `${me?.unit?.name ?? '本单位'}的满意度` : '我本人的满意度（只有本人和监督机构能看）'}
      />
      <Loaded from={own}>
        {({ rows }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还没有公布过" text="第一次关账之后，这里会有数字、区间和结论。" />
          ) : (
            <View className="leader-grid">
              {rows.map(({ indicator, figure, trend }) => (
                <View key={indicator.id} className="stack">
                  <FigureCard indicator={indicator} figure={figure} />
                  <Course trend={trend} figure={figure} label={indicator.name} />
                  <LeftOut figure={figure} />
                </View>
              ))}
            </View>
          )
        }
      </Loaded>
    </>
  )
}
