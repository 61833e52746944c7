import { readOfficerFigures, readUnitFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { View } from '@tarojs/components'
import { Fragment } from 'react'
import { WordLink } from '../../../components/button'
import { Loaded } from '../../../components/loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { StateCard } from '../../../components/state-card'
import { Batches } from '../../../features/follow-ups/unit-ratings'
import { FigureCard } from '../../../features/indicators/figure-card'
import { FunnelPlaceCard } from '../../../features/indicators/own/funnel-place'
import { OfficerEstimateCard } from '../../../features/indicators/own/officer-estimate'
import { OwnExclusionsCard } from '../../../features/indicators/own/own-exclusions'
import { Course, LeftOut } from '../../../features/indicators/public-parts'
import { OwnThreeRates } from '../../../features/indicators/three-rates/own-three-rates'
import { OfficeFrame } from '../../../features/office/office-frame'
import { useOffice } from '../../../features/office/store'
import { call } from '../../../lib/call'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function OwnFigures() {
  const me = useOffice((office) => office.me)
  const isUnit = me?.permissions.includes('figures.closed') ?? false
  return (
    <OfficeFrame title="我的数字" route="ownFigures">
      {isUnit ? <OfUnit /> : <OfOfficer />}
    </OfficeFrame>
  )
}

/** Unit staff read their unit's closed figures; nothing of another unit is in what they are sent. */
function OfUnit() {
  const me = useOffice((office) => office.me)
  const own = useRemote(() => call(readUnitFigures, {}), 'unit')
  const readsRatings = me?.permissions.includes('matters.read') ?? false
  return (
    <>
      <OfficeHead crumb="每日关账，新增或变动满 5 份才更新" title={`${me?.unit?.name ?? '本单位'}的满意度`} />
      <Loaded from={own}>
        {({ rows, exclusions }) => (
          <>
            {rows.length === 0 && <NotClosed />}
            <View className="own-flow">
              {rows.map(({ indicator, figure, trend, funnel }) => (
                <Fragment key={indicator.id}>
                  <FigureCard indicator={indicator} figure={figure} aside={<HowLink id={indicator.id} />} />
                  {funnel && <FunnelPlaceCard figure={figure} place={funnel} />}
                  {trend.length > 0 && <Course trend={trend} figure={figure} label={indicator.name} />}
                  <LeftOut figure={figure} />
                </Fragment>
              ))}
              {exclusions && <OwnExclusionsCard value={exclusions} />}
            </View>
          </>
        )}
      </Loaded>
      <OwnThreeRates />
      {readsRatings && <Batches title="差评的原因，满 5 件按批告知" />}
    </>
  )
}

/** An officer reads their own work; only the supervising office sees it besides. */
function OfOfficer() {
  const own = useRemote(() => call(readOfficerFigures, {}), 'officer')
  return (
    <>
      <OfficeHead crumb="只有本人和执法监督机构能看" title="我本人的满意度" />
      <Loaded from={own}>
        {({ rows }) =>
          rows.length === 0 ? (
            <NotClosed />
          ) : (
            <View className="own-grid">
              {rows.map(({ indicator, figure, trend, own }) => (
                <View key={indicator.id} className="stack">
                  <OfficerEstimateCard name={indicator.name} own={own} />
                  {figure.estimate && (
                    <FigureCard indicator={indicator} figure={figure} aside={<HowLink id={indicator.id} />} />
                  )}
                  {trend.length > 0 && <Course trend={trend} figure={figure} label={indicator.name} />}
                </View>
              ))}
            </View>
          )
        }
      </Loaded>
    </>
  )
}

function HowLink({ id }: { id: string }) {
  return (
    <WordLink onPress={() => go('method', { id })} label="这个数字是怎么算的">
      怎么算的
    </WordLink>
  )
}

function NotClosed() {
  return <StateCard kind="empty" title="还没有公布过" text="第一次关账之后，这里会有数字、区间和结论。" />
}
