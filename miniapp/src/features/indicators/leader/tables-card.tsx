import { listByChannel, listByField } from '@minyi/shared/indicators/breakdowns/contract.ts'
import { type Figure, listByArea } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { count } from '../../../components/figure-words'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { ChartPart, Files } from './chart-part'
import { RateTable } from './rate-table'
import { askOf, type Choice, daysOf } from './store'

type Ask = { indicatorId: string; choice: Choice }

/** The areas below the chosen one, or below the whole. */
export function AreasCard({ indicatorId, choice, onArea }: Ask & { onArea: (areaId: string) => void }) {
  const ask = { indicatorId, ...daysOf(choice), channel: choice.channel, below: choice.areaId }
  const areas = useKeptRemote(() => call(listByArea, ask), `areas/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={areas}>
      {({ rows, hidden, total }) => (
        <ChartPart
          title="按区域"
          note={`按区划顺序；份数不够的不给比率，连带隐藏，防止倒推。合计 n=${count(total.n ?? 0)}`}
          tools={<Files indicatorId={indicatorId} choice={choice} by="area" />}
        >
          <RateTable label="按区域" head="区域" rows={withHidden(rows, hidden)} onOpen={onArea} />
        </ChartPart>
      )}
    </KeptLoaded>
  )
}

/** The fields of enforcement; each unit counts once. */
export function FieldsCard({ indicatorId, choice, onField }: Ask & { onField: (field: string) => void }) {
  const ask = { indicatorId, ...daysOf(choice), channel: choice.channel }
  const fields = useKeptRemote(() => call(listByField, ask), `fields/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={fields}>
      {({ rows, hidden }) => (
        <ChartPart
          title="按执法领域"
          note="单位按名录里的第一个领域归入，每个单位只算一次"
          tools={<Files indicatorId={indicatorId} choice={choice} by="field" />}
        >
          <RateTable label="按执法领域" head="执法领域" rows={withHidden(rows, hidden)} onOpen={onField} />
        </ChartPart>
      )}
    </KeptLoaded>
  )
}

/** The channels that are scored, and how many ratings came through standing codes. */
export function ChannelsCard({ indicatorId, choice }: Ask) {
  const { areaId, unitId, field } = askOf(choice)
  const ask = { indicatorId, ...daysOf(choice), areaId, unitId, field }
  const channels = useKeptRemote(() => call(listByChannel, ask), `channels/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={channels}>
      {({ rows, hidden, unscored }) => (
        <ChartPart
          title="按渠道"
          note="同一口径下各渠道的评价；渠道不同，愿意作答的人也不同"
          tools={<Files indicatorId={indicatorId} choice={choice} by="channel" />}
        >
          <RateTable label="按渠道" head="渠道" rows={withHidden(rows, hidden)} />
          <View className="sub">常设二维码 {count(unscored)} 份，只展示，不计入。</View>
        </ChartPart>
      )}
    </KeptLoaded>
  )
}

const withHidden = (rows: readonly Figure[], hidden: Figure | null) => (hidden ? [...rows, hidden] : rows)
