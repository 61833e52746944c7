import type { FollowUp, FollowUpStage } from '@minyi/shared/follow-ups/contract.ts'
import { followUpOutcomeLabels, followUpStageLabels, followUpStepLabels } from '@minyi/shared/follow-ups/labels.ts'
import { matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { gradeLabels, ratingReasonLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Face } from '../../components/face'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { ItemColumn } from '../../components/office/item-column'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { instantInWords } from '../../lib/time-words'
import { FollowUpExclusion } from '../exclusions/follow-up-exclusion'
import { PhotosShown } from '../files/photos-shown'
import { ContactCard } from './contact-card'
import { FollowUpClock } from './follow-up-list'
import { FollowUpSteps } from './follow-up-steps'
import { readItem, useFollowUps } from './store'

/** One poor grade: what was said about what, who may be called, how far it is, and what comes next. */
export function FollowUpItem({ onBack }: { onBack: (() => void) | undefined }) {
  const { open, item, itemFailure } = useFollowUps()
  return (
    <ItemColumn onBack={onBack} foot={item && <FollowUpSteps item={item} />}>
      {!open && <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />}
      {open && !item && (itemFailure ? <Failed failure={itemFailure} onRetry={readItem} /> : <Skeleton blocks={3} />)}
      {item && <Cards item={item} />}
    </ItemColumn>
  )
}

function Cards({ item }: { item: FollowUp }) {
  return (
    <>
      <View className="item-head">
        <View className="spread">
          <View className="wrap item-facts">
            <View>
              {item.number} · {matterKindLabels[item.kind]} · {item.unit.name}
            </View>
            <Tag tone="blue">{followUpStageLabels[item.stage]}</Tag>
          </View>
          <FollowUpClock row={item} />
        </View>
        <Heading className="item-title">{item.matter?.title ?? item.title ?? '居民已要求匿名化'}</Heading>
      </View>
      <GradeCard item={item} />
      <ContactCard key={item.id} item={item} />
      <ProgressCard item={item} />
      <FollowUpExclusion key={`exclusion-${item.id}`} item={item} />
    </>
  )
}

function GradeCard({ item }: { item: FollowUp }) {
  const { matter } = item
  const reasons = item.reasons.map((reason) => ratingReasonLabels[reason]).join('、')
  return (
    <Card className="stack-tight" label="评价">
      <View className="line-up">
        <Face grade={item.grade} size="small" />
        <View className="grow">
          <View className="strong">{gradeLabels[item.grade]}</View>
          <View className="sub">{reasons || '没有选原因'}</View>
        </View>
        {item.gradeRaised && <Tag tone="good">居民后来改为好评</Tag>}
      </View>
      {item.words && <View className="written">{item.words}</View>}
      <PhotosShown photos={item.photos} />
      {matter && (
        <View className="sub">
          {[
            matter.caseNumber && `案号 ${matter.caseNumber}`,
            `${dayInWords(matter.closedDay)}办结`,
            matter.officerNumber && `执法证号 ${matter.officerNumber}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </View>
      )}
      <View className="sub">
        {item.mayTellUnit
          ? '居民同意：被评单位可以知道是哪件事。'
          : '居民没有同意告知：被评单位不知道是哪件事，核实时也不要说出。'}
      </View>
      {item.reRating && (
        <Notice icon="star">
          居民再评价：{gradeLabels[item.reRating.grade]}，{instantInWords(item.reRating.at)}
          。第一次的评价不变，照样计入。
        </Notice>
      )}
      {item.outcome && <Notice icon="check">办结：{followUpOutcomeLabels[item.outcome]}。</Notice>}
    </Card>
  )
}

const stages: readonly { stage: FollowUpStage; name: string }[] = [
  { stage: 'call-back', name: '回访' },
  { stage: 'verify', name: '核实' },
  { stage: 'answer', name: '整改、说明或误评申诉' },
  { stage: 're-rate', name: '请居民再评价' },
  { stage: 'closed', name: '办结' },
]

function ProgressCard({ item }: { item: FollowUp }) {
  const at = stages.findIndex(({ stage }) => stage === item.stage)
  const dueOf: Partial<Record<FollowUpStage, string | null>> = {
    'call-back': item.callBackDueDay,
    answer: item.answerDueDay,
    're-rate': item.reRateDueDay,
    closed: item.hardDueDay,
  }
  const steps: TimelineStep[] = stages.map(({ stage, name }, index) => {
    const due = dueOf[stage]
    const isDone = index < at || item.stage === 'closed'
    return {
      state: isDone ? 'done' : index === at ? 'now' : 'later',
      name,
      date: !isDone && due ? `${dayInWords(due)}前` : undefined,
    }
  })
  return (
    <Card className="stack-tight" label="办理经过">
      <View className="spread">
        <Heading className="card-title">经过</Heading>
        <View className="sub">
          最晚 {dayInWords(item.hardDueDay)}办结{item.provisional ? '（放假安排未公布，暂定）' : ''}
        </View>
      </View>
      <Timeline dense steps={steps} />
      <View className="split" />
      {item.steps.map((step) => (
        <View key={`${step.at}${step.step}`} className="follow-step">
          <View className="grow">
            <View>{followUpStepLabels[step.step]}</View>
            <View className="sub">{[step.by, step.note].filter(Boolean).join(' · ')}</View>
          </View>
          <View className="sub">{instantInWords(step.at)}</View>
        </View>
      ))}
    </Card>
  )
}
