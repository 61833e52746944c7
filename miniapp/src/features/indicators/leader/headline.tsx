import type { Figure as FigureRecord } from '@minyi/shared/indicators/contract.ts'
import { changeWords, hiddenWords, periodWords, verdictMeanings } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Figure, NoFigure } from '../../../components/figure'
import { percent } from '../../../components/figure-words'
import { Notice } from '../../../components/notice'
import { DemoMark } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { instantInWords } from '../../../lib/time-words'
import { OrderedWords } from '../ordered-words'
import { shownOf } from '../store'
import './leader.css'

type Three = { figure: FigureRecord; before: FigureRecord; yearBefore: FigureRecord }

/** The figure in full words, against the period before and the year before, and what it would be with what was excluded. */
export function Headline({ figure, before, yearBefore }: Three) {
  const value = shownOf(figure)
  const change = changeWords(figure, before)
  const yearly = changeWords(figure, yearBefore)
  return (
    <Card className="indicator-head">
      {value ? <Figure value={value} compact /> : <NoFigure reason={hiddenWords(figure) ?? ''} />}
      {value && figure.verdict && <Verdict value={figure.verdict} pill />}
      <View className="indicator-facts">
        <View>
          {figure.scope.name}，{periodWords(figure.period)}；{verdictMeanings[figure.verdict ?? 'insufficient']}。
        </View>
        <View className="sub">
          {change ? `较上一个同样长的时段 ${change}` : '上一个同样长的时段份数不够，不比较'}
          {yearly ? `；较去年同期 ${yearly}` : '；去年同期份数不够，不比较'}。
          {figure.asOf && `截至 ${instantInWords(figure.asOf)}，实时。`}
        </View>
      </View>
      {figure.demo && <DemoMark />}
      <WithExcluded figure={figure} />
      {figure.ordered && (
        <View className="indicator-excluded">
          <OrderedWords ordered={figure.ordered} />
        </View>
      )}
    </Card>
  )
}

/** The figure with the excluded ratings put back, and a flag where the verdict hangs on them. */
function WithExcluded({ figure: { withExcluded, verdictFlips, counts } }: { figure: FigureRecord }) {
  if (!withExcluded) return null
  const { estimate, verdict } = withExcluded
  const [low, high] = estimate.interval
  const words = `不剔除时为 ${percent(estimate.point)}（${percent(low)}–${percent(high)}，n=${withExcluded.n}）`
  if (!verdictFlips) {
    return (
      <View className="sub indicator-excluded">
        {words}，结论一样；剔除 {counts?.excluded?.total ?? ''} 份。
      </View>
    )
  }
  return (
    <View className="indicator-excluded">
      <Notice kind="warn">
        结论取决于剔除：{words}，那样是“{verdict ? verdictWord[verdict] : '没有结论'}”。请逐条看剔除的评价。
      </Notice>
    </View>
  )
}

const verdictWord = { met: '达标', missed: '未达标', insufficient: '数据不足' } as const
