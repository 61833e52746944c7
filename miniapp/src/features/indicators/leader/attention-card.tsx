import { listAlarms } from '@minyi/shared/indicators/alarms/contract.ts'
import { verdictLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Icon } from '../../../components/icon'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { AlarmLine, RuleWords } from './alarm-card'
import type { OverviewRow } from './overview-card'
import './leader.css'

export type AttentionProps = {
  rows: readonly OverviewRow[]
  onOpen: (indicatorId: string, place?: { area?: string; unit?: string }) => void
}

/** What to look at: alarms before the line is crossed, verdicts that changed, and verdicts that hang on exclusions. */
export function AttentionCard({ rows, onOpen }: AttentionProps) {
  const alarms = useKeptRemote(() => call(listAlarms, { limit: 20 }), 'alarms/all')
  const changed = rows.filter(
    ({ figure, before }) => figure.estimate && before.estimate && figure.verdict !== before.verdict,
  )
  const flipping = rows.filter(({ figure }) => figure.verdictFlips)
  return (
    <KeptLoaded from={alarms}>
      {(found) => {
        const things = found.rows.length + changed.length + flipping.length
        return (
          <Card label="要注意的" className="attention-card">
            <Heading>
              {things > 0 ? `要注意的 ${things} 件事${found.next ? '以上' : ''}` : '现在没有要特别注意的'}
            </Heading>
            {changed.map(({ indicator, before, figure }) => (
              <Line
                key={indicator.id}
                title={`${indicator.name}：结论变了`}
                note={`上一期“${before.verdict ? verdictLabels[before.verdict] : ''}”，现在“${figure.verdict ? verdictLabels[figure.verdict] : ''}”`}
                act="看是什么在动"
                onOpen={() => onOpen(indicator.id)}
              />
            ))}
            {flipping.map(({ indicator, figure }) => (
              <Line
                key={indicator.id}
                title={`${indicator.name}：结论取决于剔除`}
                note={`剔除 ${figure.counts?.excluded?.total ?? ''} 份；不剔除时结论不同`}
                act="看数字"
                onOpen={() => onOpen(indicator.id)}
              />
            ))}
            {found.rows.map((alarm) => (
              <AlarmLine key={alarm.id} alarm={alarm} onOpen={() => onOpen(alarm.indicator.id, placeOf(alarm.scope))} />
            ))}
            <RuleWords rule={found.rule} />
          </Card>
        )
      }}
    </KeptLoaded>
  )
}

function Line({ title, note, act, onOpen }: { title: string; note: string; act: string; onOpen: () => void }) {
  return (
    <View className="attention">
      <Icon name="alert" className="alarm-icon" />
      <View className="grow">
        <View className="strong">{title}</View>
        <View className="sub">{note}</View>
      </View>
      <WordLink label={`${title}，${act}`} onPress={onOpen}>
        {act}
      </WordLink>
    </View>
  )
}

function placeOf({ dimension, id }: { dimension: string; id: string | null }): { area?: string; unit?: string } {
  if (id === null) return {}
  return dimension === 'unit' ? { unit: id } : dimension === 'area' ? { area: id } : {}
}
