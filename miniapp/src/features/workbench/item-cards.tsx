import {
  caseChannelLabels,
  dayPartLabels,
  endReasonLabels,
  unitOutcomeLabels,
  verdictLabels,
} from '@minyi/shared/cases/labels.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { storyLabels } from '@minyi/shared/cases/office/labels.ts'
import { topicPath } from '@minyi/shared/cases/topics/rules.ts'
import { clockLabels, dueInWords } from '@minyi/shared/clocks/labels.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Marked } from '../../components/office/marked'
import { Tag } from '../../components/tag'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { type AnswerSide, TwoAnswers } from '../../components/two-answers'
import { instantInWords, shortDay } from '../../lib/time-words'
import { ItemFiles } from './item-files'
import { useSearchedWords } from './list/store'
import { useTopics } from './topics/store'

/** The resident's own words, as they were written, and what is known around them. */
export function TextCard({ item }: { item: CaseDetail }) {
  const words = useSearchedWords()
  const topics = useTopics((state) => state.topics) ?? []
  const when =
    item.happened && `${shortDay(item.happened.day)}${item.happened.part ? dayPartLabels[item.happened.part] : ''}`
  const facts = [
    ['被投诉单位', item.accusedUnitName],
    ['执法人员', item.accusedOfficerName],
    ['承办单位', item.unitName],
    ['诉求主题', item.topicId && topicPath(topics, item.topicId)],
    ['地点', [item.areaName, item.place].filter(Boolean).join(' · ')],
    ['发生时间', when],
    ['来源', [caseChannelLabels[item.channel], item.pointName].filter(Boolean).join(' · ')],
    ['收到', instantInWords(item.receivedAt)],
  ].flatMap(([term, value]) => (term && value ? [{ term, value }] : []))
  return (
    <Card className="stack-tight" label="诉求内容">
      {item.assisted && (
        <View className="line-up">
          <Tag tone="warn">代填</Tag>
          <View className="sub">由{item.collectorName ?? '采集员'}代群众填写</View>
        </View>
      )}
      <View className="case-text">
        <Marked text={item.text} words={words} />
      </View>
      <ItemFiles files={item.photos} />
      <View className="facts">
        {facts.map(({ term, value }) => (
          <View key={term} className="fact">
            <View className="fact-term">{term}</View>
            <View className="grow">{value}</View>
          </View>
        ))}
      </View>
    </Card>
  )
}

/** What the unit says and what the resident says, from the moment that there is an answer. */
export function VerdictsCard({ item }: { item: CaseDetail }) {
  const { unitSays } = item
  if (!unitSays && !item.residentSays) return null
  const unit: AnswerSide = {
    who: `单位怎么说${unitSays ? ` · ${unitSays.unitName}` : ''}`,
    icon: 'document',
    word: unitSays ? unitOutcomeLabels[unitSays.outcome] : '还没有答复',
    tone: unitSays ? 'plain' : 'unsure',
    text: unitSays && <Said words={unitSays.words} at={unitSays.at} />,
  }
  return <TwoAnswers unit={unit} resident={residentSide(item)} />
}

function residentSide({ residentSays }: CaseDetail): AnswerSide {
  const who = '诉求人怎么说 · 计入解决率'
  if (!residentSays) return { who, icon: 'unsure', word: '还没有表态', tone: 'unsure' }
  const { verdict, grade, words, at } = residentSays
  const looks = {
    solved: { icon: 'pass', tone: 'good' },
    partly: { icon: 'pass', tone: 'good' },
    'not-solved': { icon: 'warning', tone: 'bad' },
    'no-answer': { icon: 'unsure', tone: 'unsure' },
  } as const
  const graded = grade !== null ? `${gradeLabels[gradeOf(grade)]}。` : ''
  return {
    who,
    word: verdictLabels[verdict],
    ...looks[verdict],
    text: <Said words={`${graded}${words ?? ''}`} at={at} />,
  }
}

function Said({ words, at }: { words: string; at: string }) {
  return (
    <View>
      {words}
      <View className="sub">{instantInWords(at)}</View>
    </View>
  )
}

/** The story of the item, and the deadline that runs. */
export function StoryCard({ item }: { item: CaseDetail }) {
  const { clock } = item
  return (
    <Card className="stack-tight" label="经过">
      <View className="spread">
        <Heading className="card-title">经过</Heading>
        {clock && (
          <View className="sub">
            {clockLabels[clock.clock]} {dueInWords(clock)}
          </View>
        )}
      </View>
      <Timeline dense steps={item.timeline.map(stepOf)} />
    </Card>
  )
}

/** Why it ended, and what that does to the rates. */
export function EndNotice({ item }: { item: CaseDetail }) {
  if (!item.endReason) return null
  const { title, effect } = endReasonLabels[item.endReason]
  return (
    <Notice icon="info">
      结案原因：{title}。{effect}。
    </Notice>
  )
}

function stepOf(entry: CaseDetail['timeline'][number]): TimelineStep {
  const who = entry.staffName ?? entry.unitName
  const target = entry.targetUnitName ? ` → ${entry.targetUnitName}` : ''
  const name = storyLabels[entry.action] ?? entry.action
  return {
    state: entry.action === 'verdict-disputed' ? 'failed' : 'done',
    name: `${entry.round > 1 ? '重办 · ' : ''}${name}${target}`,
    date: instantInWords(entry.at),
    note: [entry.internal && '内部', who, entry.words].filter(Boolean).join(' · ') || undefined,
  }
}

/** Guarantee: the server stores grades of 1 to 5 only. */
function gradeOf(grade: number): Grade {
  return grade as Grade
}
