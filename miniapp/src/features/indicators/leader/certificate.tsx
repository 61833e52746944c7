import type { Figure, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { gradesInWords, periodWords, silenceWords } from '@minyi/shared/indicators/labels.ts'
import { methodLabels } from '@minyi/shared/indicators/published/labels.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card, Split } from '../../../components/card'
import { count, percent, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { instantInWords } from '../../../lib/time-words'
import { targetOf } from '../store'
import '../indicators.css'

/** Where a figure comes from: its formula, definition, window and target, and every count along the way to n. */
export function Certificate({ indicator, figure }: { indicator: IndicatorCard; figure: Figure }) {
  const { estimate, counts } = figure
  return (
    <Card className="indicator-side" label="数字从哪里来">
      <Heading>数字从哪里来</Heading>
      <View className="sub">谁都能照着再算一遍</View>
      <Split />
      {estimate && (
        <Term word="算法">
          满意份数 ÷ 有效份数 = {count(estimate.satisfied)} ÷ {count(estimate.n)}
        </Term>
      )}
      <Term word="口径">
        第 {indicator.definition.version} 版；{gradesInWords(indicator)}算满意
      </Term>
      <Term word="区间">
        {targetWords(indicator.level)}，{methodLabels[indicator.method]}
      </Term>
      <Term word="时间">{periodWords(figure.period)}</Term>
      <Term word="目标">
        {targetWords(targetOf(figure))}
        {indicator.targetBasis === 'clause' ? '，文件写明' : '，本地参数'}
      </Term>
      <Term word="截至">{figure.asOf ? `${instantInWords(figure.asOf)}，实时` : '实时'}</Term>
      <Term word="依据">
        {indicator.clause.place}：“{indicator.clause.text}”
      </Term>
      {counts && (
        <>
          <Split />
          <Funnel word="办结的事项" n={counts.eligible} of={counts.eligible} />
          <Funnel word="发出邀请" n={counts.invited} of={counts.eligible} />
          {counts.answered !== null && <Funnel word="作答" n={counts.answered} of={counts.eligible} />}
          <Split />
          {counts.excluded?.total === 0 && <Line word="剔除" value="0" />}
          {counts.excluded?.byReason
            .filter(({ count: n }) => n > 0)
            .map(({ reason, count: n }) => (
              <Line key={reason} word={`减 剔除（${exclusionReasonLabels[reason]}）`} value={`−${count(n)}`} />
            ))}
          {estimate && <Line word="有效份数 n" value={count(estimate.n)} strong />}
          {counts.byChannel?.map(({ channel, count: n }) => (
            <Line key={channel} word={ratingChannelLabels[channel]} value={count(n)} />
          ))}
          <View className="sub">
            到期没有回应 {count(counts.defaulted)} 件。{silenceWords}
            {counts.counterShare !== null && `窗口出示占 ${percent(counts.counterShare)}。`}
          </View>
        </>
      )}
    </Card>
  )
}

function Term({ word, children }: { word: string; children: ReactNode }) {
  return (
    <View className="certificate-line">
      <View className="certificate-term">{word}</View>
      <View className="grow">{children}</View>
    </View>
  )
}

function Line({ word, value, strong }: { word: string; value: string; strong?: boolean }) {
  return (
    <View className={strong ? 'certificate-line strong' : 'certificate-line'}>
      <View>{word}</View>
      <View>{value}</View>
    </View>
  )
}

function Funnel({ word, n, of }: { word: string; n: number; of: number }) {
  const share = of > 0 ? Math.min(100, (100 * n) / of) : 0
  return (
    <View className="certificate-line">
      <View className="certificate-term">{word}</View>
      <View className="funnel-bar" aria-hidden="true">
        <View className="funnel-fill" style={{ width: `${share}%` }} />
      </View>
      <View className="strong">{count(n)}</View>
    </View>
  )
}
