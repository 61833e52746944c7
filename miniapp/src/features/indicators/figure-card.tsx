import { insteadInWords } from '@minyi/shared/indicators/closed/labels.ts'
import type { Figure as FigureRecord, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../../components/card'
import { Figure, NoFigure } from '../../components/figure'
import { target as targetWords } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { DemoMark } from '../../components/tag'
import { shownOf, targetOf } from './store'

export type FigureCardProps = {
  indicator: IndicatorCard
  figure: FigureRecord
  aside?: ReactNode
  children?: ReactNode
}

/** One figure with all that belongs to it: place, days, target, interval, n, verdict, and the mark of a demonstration. */
export function FigureCard({ indicator, figure, aside, children }: FigureCardProps) {
  const value = shownOf(figure)
  return (
    <Card label={indicator.name}>
      <View className="spread">
        <Heading>{indicator.name}</Heading>
        {figure.demo && <DemoMark />}
      </View>
      <View className="sub">
        {figure.scope.name}，{periodWords(figure.period)}，目标 {targetWords(targetOf(figure))} 以上
      </View>
      {value && <Figure value={value} unit="份" aside={aside} />}
      {!value && <Instead indicator={indicator} figure={figure} />}
      {children}
    </Card>
  )
}

/** Too few ratings are 数据不足; a figure that was never let out is not judged at all. */
function Instead({ indicator, figure }: { indicator: IndicatorCard; figure: FigureRecord }) {
  const words = insteadInWords(figure.suppressed, indicator.minN)
  return figure.suppressed === 'not-closed' ? <View className="sub">{words}</View> : <NoFigure reason={words} />
}
