import { readFunnel } from '@minyi/shared/indicators/breakdowns/contract.ts'
import { readFigure } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { queryOfAddress } from '../../../lib/address'
import { call } from '../../../lib/call'
import { copy } from '../../../lib/clipboard'
import { readAhead, useKeptRemote } from '../../../lib/kept-remote'
import { isH5 } from '../../../lib/platform'
import { AlarmsCard } from './alarm-card'
import { Certificate } from './certificate'
import { ChoiceBar } from './choice-bar'
import { CourseCard } from './course-card'
import { FunnelCard } from './funnel-card'
import { Headline } from './headline'
import { MovementCard } from './movement-card'
import { PublishedCard } from './published-card'
import { type Choice, choiceFrom, figureAsk, funnelAsk, keepChoice, keyOf, likelyNext } from './store'
import { AreasCard, ChannelsCard, FieldsCard } from './tables-card'
import '../indicators.css'
import './leader.css'

/** One indicator in full: the figure, its course, the units against chance, what moved it, its tables, and where the number comes from. */
export function IndicatorView({ indicatorId }: { indicatorId: string }) {
  const [choice, setChoice] = useState<Choice>(() => choiceFrom(queryOfAddress()))
  const ask = figureAsk(indicatorId, choice)
  const one = useKeptRemote(() => call(readFigure, ask), keyOf('figure', ask))
  useReadAhead(indicatorId, choice, one.value !== undefined && !one.stale)
  const choose = (next: Choice) => {
    setChoice(next)
    keepChoice(next, { id: indicatorId })
  }
  return (
    <KeptLoaded from={one}>
      {({ indicator, figure, before, yearBefore }) => (
        <>
          <OfficeHead crumb="指标" title={indicator.name}>
            <ChoiceBar
              choice={choice}
              onChange={choose}
              windowDays={indicator.windowDays}
              period={figure.period}
              today={figure.asOf?.slice(0, 10)}
            />
            <CopyLink />
          </OfficeHead>
          <View className="indicator-columns">
            <View className="indicator-main">
              <Headline figure={figure} before={before} yearBefore={yearBefore} />
              <View className="chart-pair">
                <CourseCard indicatorId={indicatorId} name={indicator.name} choice={choice} />
                <Units indicatorId={indicatorId} name={indicator.name} choice={choice} onChange={choose} />
              </View>
              <MovementCard indicatorId={indicatorId} choice={choice} onChange={choose} />
              <Tables indicatorId={indicatorId} choice={choice} onChange={choose} />
              <AlarmsCard indicatorId={indicatorId} />
            </View>
            <View className="indicator-aside">
              <Certificate indicator={indicator} figure={figure} />
              <PublishedCard indicatorId={indicatorId} choice={choice} />
            </View>
          </View>
        </>
      )}
    </KeptLoaded>
  )
}

type Shown = { indicatorId: string; choice: Choice; onChange: (choice: Choice) => void }

const quietMs = 600

/** Once the page is quiet, reads what the other usual days would show, so that choosing them answers at once. */
function useReadAhead(indicatorId: string, choice: Choice, ready: boolean): void {
  useEffect(() => {
    if (!ready) return
    const timer = setTimeout(() => {
      for (const next of likelyNext(choice)) {
        const [figure, funnel] = [figureAsk(indicatorId, next), funnelAsk(indicatorId, next)]
        readAhead(() => call(readFigure, figure), keyOf('figure', figure))
        if (!next.areaId && !next.unitId) readAhead(() => call(readFunnel, funnel), keyOf('funnel', funnel))
      }
    }, quietMs)
    return () => clearTimeout(timer)
  }, [indicatorId, choice, ready])
}

/** Ratings are not counted by area and unit at once, so the units stand here while no area is chosen. */
function Units({ indicatorId, name, choice, onChange }: Shown & { name: string }) {
  if (choice.areaId || choice.unitId) return null
  const only = (unitId: string) => onChange({ ...choice, unitId, areaId: undefined, field: undefined })
  return <FunnelCard indicatorId={indicatorId} name={name} choice={choice} onUnit={only} />
}

function Tables({ indicatorId, choice, onChange }: Shown) {
  const place = (part: Partial<Choice>) =>
    onChange({ ...choice, areaId: undefined, unitId: undefined, field: undefined, ...part })
  return (
    <>
      {!choice.unitId && !choice.field && (
        <AreasCard indicatorId={indicatorId} choice={choice} onArea={(areaId) => place({ areaId })} />
      )}
      {!choice.unitId && !choice.field && !choice.areaId && (
        <FieldsCard indicatorId={indicatorId} choice={choice} onField={(field) => place({ field })} />
      )}
      {!choice.channel && <ChannelsCard indicatorId={indicatorId} choice={choice} />}
    </>
  )
}

function CopyLink() {
  if (!isH5) return null
  return (
    <Button kind="line" icon="link" small narrow onPress={() => copy(window.location.href)}>
      复制链接
    </Button>
  )
}
