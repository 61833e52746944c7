import { inPlainWords } from '@minyi/shared/indicators/closed/labels.ts'
import type { Figure, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { closingWords, silenceWords } from '@minyi/shared/indicators/labels.ts'
import { type Needed, neededFor } from '@minyi/shared/indicators/needed/rules.ts'
import { methodLabels } from '@minyi/shared/indicators/published/labels.ts'
import { matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { ratingChannels } from '@minyi/shared/ratings/contract.ts'
import { exclusionReasons } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels, exclusionReasonMeanings } from '@minyi/shared/ratings/exclusions/labels.ts'
import { gradeLabels, ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { count, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Icon } from '../../../components/icon'
import { Table } from '../../../components/table'
import { Verdict } from '../../../components/verdict'
import { CountLine, Term } from './terms'
import './open.css'

type Props = { indicator: IndicatorCard; figure: Figure }

const allGrades = [5, 4, 3, 2, 1] as const

/** What is counted, from whom, and from where; all of it read off the definition in force. */
export function CountedCard({ indicator }: Pick<Props, 'indicator'>) {
  const { kinds, grades, channels, windowDays, denominator, who } = indicator
  return (
    <Card className="stack" label="算什么">
      <Heading>算什么</Heading>
      <View className="formula">满意度 = 满意的份数 ÷ 算进去的份数（n）</View>
      <Term word="问谁">{who}</Term>
      <Term word="哪些事">{kinds.map((kind) => matterKindLabels[kind]).join('、')}</Term>
      <Term word="分母">{denominator}</Term>
      <Term word="时间">往前数 {windowDays} 天，按事项办结的日子算</Term>
      <Term word="满意">
        <View className="grade-marks">
          {allGrades.map((grade) => (
            <GradeMark key={grade} word={gradeLabels[grade]} counts={grades.includes(grade)} />
          ))}
        </View>
      </Term>
      <Term word="渠道">
        {ratingChannels
          .filter((channel) => channel !== 'standing' && channels.includes(channel))
          .map((channel) => ratingChannelLabels[channel])
          .join('、')}
      </Term>
    </Card>
  )
}

function GradeMark({ word, counts }: { word: string; counts: boolean }) {
  return (
    <View className={counts ? 'grade-mark grade-mark-on' : 'grade-mark'}>
      <Icon name={counts ? 'check' : 'close'} size={16} />
      <View>
        {word}
        {counts ? '（算满意）' : '（不算）'}
      </View>
    </View>
  )
}

/** What is in no rate, and what the figure says with it. */
export function LeftOutRules({ indicator, figure }: Props) {
  return (
    <Card className="stack" label="不算什么">
      <Heading>不算什么</Heading>
      <Term word="没有回应">{silenceWords}</Term>
      <Term word="剔除">
        <View>一个人提议、另一个人审核；被评单位只能提议。剔除的份数和理由都公开，居民本人会收到通知，可以申诉。</View>
        {exclusionReasons.map((reason) => (
          <View key={reason} className="sub">
            {exclusionReasonLabels[reason]}：{exclusionReasonMeanings[reason]}
          </View>
        ))}
      </Term>
      <Term word="固定二维码">
        {ratingChannelLabels.standing}的评价只展示，不计入：谁都能扫，一件事可能被评很多次。
      </Term>
      {indicator.silence && (
        <Term word="另列的数字">
          按《{indicator.silence.order}》（{indicator.silence.issuer}
          ）要求，把没有回应的算作满意的数字另外列出，并写明“含默认好评”，不作为本指标的数字。
        </Term>
      )}
      <Term word="小数目">
        算进去的不到 {indicator.minN} 份，不给比率；不到 5 份的计数不公开，能减出它们的格子也不公开。
      </Term>
      {figure.counts && (
        <View>
          <CountLine word="这一次：到期没有回应" value={`${count(figure.counts.defaulted)} 件`} />
          <CountLine
            word="这一次：剔除"
            value={figure.counts.excluded ? `${count(figure.counts.excluded.total)} 份` : '不到 5 份，不公开'}
          />
        </View>
      )}
    </Card>
  )
}

/** The interval and the verdict in plain words, with how many ratings it takes. */
export function VerdictRules({ indicator, figure }: Props) {
  const { level, method, target, targetBasis, minN } = indicator
  const words = inPlainWords(figure)
  return (
    <Card className="stack" label="准不准、怎么下结论">
      <Heading>准不准、怎么下结论</Heading>
      <View>
        只有一部分人评价，所以算出来的数会有偶然误差。区间就是把误差算上：同样的做法做 100 次，大约有{' '}
        {Math.round(level * 100)} 次区间会包住真实值。
      </View>
      {words && <View className="formula">现在的数：{words}。</View>}
      <Term word="区间方法">
        {methodLabels[method]}，{targetWords(level)} 把握
      </Term>
      {target === null ? (
        <Term word="结论">没有目标，只给数字和区间，不下结论。</Term>
      ) : (
        <>
          <Term word="目标">
            {targetWords(target)}，{targetBasis === 'clause' ? '文件里写明' : '文件没有写数字，由本地定'}
          </Term>
          <View className="verdict-rule">
            <Verdict value="met" />
            <View className="grow">区间最低的一头也不低于 {targetWords(target)}</View>
          </View>
          <View className="verdict-rule">
            <Verdict value="missed" />
            <View className="grow">区间最高的一头也低于 {targetWords(target)}</View>
          </View>
          <View className="verdict-rule">
            <Verdict value="insufficient" />
            <View className="grow">目标落在区间里面，或者不到 {minN} 份</View>
          </View>
          <Heading level={3} className="strong">
            要多少份才能说“达标”
          </Heading>
          <Table<Needed>
            label="要多少份才能说达标"
            rows={neededFor(target, { method, level })}
            rowKey={({ share }) => String(share)}
            columns={[
              { key: 'share', head: '评出来满意', cell: ({ share }) => `满意 ${targetWords(share)}` },
              {
                key: 'n',
                head: '至少要',
                number: true,
                strong: true,
                folded: '至少要 ',
                cell: ({ n }) => (n === null ? '超过 5,000 份' : `${count(n)} 份`),
              },
            ]}
          />
        </>
      )}
      <View className="sub">{closingWords}</View>
    </Card>
  )
}
