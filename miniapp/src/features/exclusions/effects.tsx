import type { ComparedFigure, Effect } from '@minyi/shared/indicators/effects/contract.ts'
import { verdictLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { count, interval, percent, target as targetWords } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Skeleton } from '../../components/skeleton'
import { Verdict } from '../../components/verdict'
import type { CallFailure } from '../../lib/call'
import { readItem } from './store'

export type EffectsProps = { effects: Effect[] | undefined; failure: CallFailure | undefined; undoes: boolean }

/** Before a decision: the figures as they are, after it, after all open ones, and as if nothing were excluded. */
export function Effects({ effects, failure, undoes }: EffectsProps) {
  return (
    <Card className="stack" label="对数字的影响">
      <View>
        <Heading className="card-title">对数字的影响</Heading>
        <View className="sub">按现在的统计期实时算；每个数字都带份数、区间和结论</View>
      </View>
      {!effects && (failure ? <NotComputed failure={failure} /> : <Skeleton blocks={1} rows={4} />)}
      {effects && <FlipNotice effects={effects} />}
      {effects?.length === 0 && (
        <View className="sub">这条评价不在任何指标现在的统计期里，决定它不会改变现在的数字。</View>
      )}
      {effects?.map((effect) => (
        <EffectPart key={`${effect.indicator.id}${effect.scope.dimension}`} effect={effect} undoes={undoes} />
      ))}
    </Card>
  )
}

function NotComputed({ failure }: { failure: CallFailure }) {
  return (
    <Notice kind="warn" live>
      <View className="spread">
        <View>{failure.title}。没有算出对数字的影响，请先不要决定。</View>
        <WordLink onPress={readItem}>再算一次</WordLink>
      </View>
    </Notice>
  )
}

/** Says first which verdicts a decision would turn over. */
export function FlipNotice({ effects }: { effects: readonly Effect[] }) {
  const alone = effects.filter(({ flips }) => flips)
  const together = effects.filter(({ flips, flipsAll }) => !flips && flipsAll)
  return (
    <>
      {alone.length > 0 && (
        <Notice kind="bad">
          这一个决定会改变结论：
          {alone.map((effect) => flipWords(effect, effect.after)).join('；')}。
        </Notice>
      )}
      {together.length > 0 && (
        <Notice kind="warn">
          单看这一条不会，但连同其他待审核的一起同意会改变结论：
          {together.map((effect) => flipWords(effect, effect.afterAll)).join('；')}。
        </Notice>
      )}
    </>
  )
}

function flipWords({ scope, indicator, now }: Effect, after: ComparedFigure | null): string {
  return `${scope.name}的${indicator.name}由“${wordOf(now)}”变为“${after ? wordOf(after) : ''}”`
}

const wordOf = ({ verdict }: ComparedFigure) => (verdict ? verdictLabels[verdict] : '没有结论')

function EffectPart({ effect, undoes }: { effect: Effect; undoes: boolean }) {
  const { scope, indicator, target, now, after, afterAll, othersOpen, withExcluded } = effect
  return (
    <View className="ledger-effect">
      <View className="spread">
        <View className="strong">
          {scope.name} · {indicator.name}
        </View>
        {target !== null && <View className="sub nowrap">目标 {targetWords(target)}</View>}
      </View>
      <View className="ledger-effect-lines">
        <Line word="现在" figure={now} />
        {after && <Line word={undoes ? '恢复计入以后' : '剔除以后'} figure={after} before={now} />}
        {afterAll && <Line word={`连同其他 ${othersOpen} 条待审核的`} figure={afterAll} before={now} />}
        {withExcluded && <Line word="如果一条都不剔除" figure={withExcluded} before={now} />}
      </View>
    </View>
  )
}

function Line({ word, figure, before }: { word: string; figure: ComparedFigure; before?: ComparedFigure }) {
  const { estimate, verdict, n } = figure
  const turned = before !== undefined && before.verdict !== verdict
  return (
    <View className={turned ? 'ledger-line ledger-turned' : 'ledger-line'}>
      <View className="ledger-line-word">{word}</View>
      <View className="ledger-line-point strong">{estimate ? percent(estimate.point) : '—'}</View>
      <View className="ledger-line-facts sub">
        {estimate
          ? `${interval(...estimate.interval)} · n=${count(estimate.n)}`
          : `n=${n ?? '不到 5'}，份数不够，不给比率`}
      </View>
      <View className="ledger-line-verdict">{verdict && <Verdict value={verdict} />}</View>
    </View>
  )
}
