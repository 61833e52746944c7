import {
  handlingBoundsInWords,
  leftOutInWords,
  statePartLabels,
  stepInWords,
} from '@minyi/shared/indicators/handling/certified/labels.ts'
import type { CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { count, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { OrderedWords } from '../ordered-words'
import { CountLine } from './terms'
import './open.css'

const pieces = (n: number | null) => (n === null ? null : `${count(n)} 件`)

/** From everything that came in to what the rate is over; what is in no rate stands below, and what it could change. */
export function HandlingFunnelCard({ figure }: { figure: CertifiedFigure }) {
  const { steps, beside } = figure.handling ?? { steps: [], beside: [] }
  const whole = steps.find((step) => step.count !== null)?.count ?? 0
  const said = handlingBoundsInWords(figure)
  const { estimate } = figure
  return (
    <Card className="stack" label="从收到到数字">
      <Heading>从收到到数字</Heading>
      {steps.map((step) => (
        <View key={step.name}>
          <View className="spread">
            <View>{step.name}</View>
            <View className="strong">{stepInWords(pieces(step.count))}</View>
          </View>
          <View className="step-bar" aria-hidden="true">
            <View className="step-fill" style={{ width: `${whole > 0 ? (100 * (step.count ?? 0)) / whole : 0}%` }} />
          </View>
        </View>
      ))}
      {estimate?.satisfied != null && (
        <CountLine strong word="其中算作是的" value={`${count(estimate.satisfied)} 件（${percent(estimate.point)}）`} />
      )}
      {beside.map(({ name, part, count: n }) => (
        <CountLine
          key={name}
          word={`${name}（${part ? statePartLabels[part] : '不进比率'}）`}
          value={pieces(n) ?? '不到 5 件，不公开'}
        />
      ))}
      <View>{leftOutInWords(figure)}。</View>
      {said && <View>{said}。</View>}
      <OrderedWords as="“是”" ordered={figure.ordered} />
    </Card>
  )
}
