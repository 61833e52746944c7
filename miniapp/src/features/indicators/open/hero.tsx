import { becauseInWords, inPlainWords, insteadInWords, ofHundred } from '@minyi/shared/indicators/closed/labels.ts'
import type { Figure as FigureRecord, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Figure } from '../../../components/figure'
import { target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { DemoMark } from '../../../components/tag'
import { instantInWords } from '../../../lib/time-words'
import { OrderedWords } from '../ordered-words'
import { shownOf } from '../store'
import { FlipWords } from './flip-words'
import { HundredDots } from './hundred-dots'

/** The published figure with the sentence that says what it means, as a hundred dots, or why there is none. */
export function Hero({ indicator, figure }: { indicator: IndicatorCard; figure: FigureRecord }) {
  const value = shownOf(figure)
  const because = becauseInWords(figure)
  return (
    <Card label={indicator.name} className="stack">
      <View>
        <View className="spread">
          <Heading>{indicator.name}</Heading>
          {figure.demo && <DemoMark />}
        </View>
        <View className="sub">
          {figure.scope.name}，{periodWords(figure.period)}
          {figure.target !== null && `，目标 ${targetWords(figure.target)}`}
        </View>
      </View>
      {value ? (
        <>
          <Figure value={value} unit="份" />
          <View className="plain-words">
            {inPlainWords(figure)}
            {because ? `；${because}。` : '。'}
          </View>
          <HundredDots {...ofHundred(figure)} />
          <OrderedWords ordered={figure.ordered} />
        </>
      ) : (
        <Notice>{insteadInWords(figure.suppressed, indicator.minN)}</Notice>
      )}
      <View className="sub">
        {figure.asOf ? `截至 ${instantInWords(figure.asOf)} 关账。` : ''}
        {value && figure.excludedRange?.flips === 'possible' && <FlipWords figure={figure} />}
      </View>
    </Card>
  )
}
