import type { UnitSays } from '@minyi/shared/cases/contract.ts'
import type { Petition, PetitionReview } from '@minyi/shared/cases/petitions/contract.ts'
import { reviewInWords, reviewLevelLabels, reviewOutcomeLabels } from '@minyi/shared/cases/petitions/labels.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { instantInWords } from '../../lib/time-words'

export type ReviewLineProps = { petition: Petition; unitSays: UnitSays | null }

/** From the answer to the last opinion: what was asked, who answers until when, and what they found. */
export function ReviewLine({ petition: { reviews, ask, final }, unitSays }: ReviewLineProps) {
  const steps = [
    ...(unitSays ? [answerStep(unitSays)] : []),
    ...reviews.map(reviewStep),
    ...(ask && reviews.length === 0 ? [openStep('复查')] : []),
    ...(ask && reviews.length > 0 && ask.level === 'recheck' ? [openStep('复核')] : []),
    ...(final ? [{ state: 'done' as const, name: '信访程序终结' }] : []),
  ]
  return <Timeline steps={steps} />
}

const answerStep = (said: UnitSays): TimelineStep => ({
  state: 'done',
  name: '答复',
  date: instantInWords(said.at),
  note: said.unitName,
  children: <View className="written">{said.words}</View>,
})

const openStep = (name: string): TimelineStep => ({ state: 'later', name: `${name}（可以申请）` })

function reviewStep(review: PetitionReview): TimelineStep {
  const { level, state, askedAt, decidedAt, officeName, clock, outcome, words, reasons } = review
  const office = officeName ?? '受理分派岗'
  const until = clock && `${dueInWords(clock)}给您意见`
  return {
    state: state === 'asked' ? 'now' : 'done',
    name: reviewInWords(review),
    date: instantInWords(decidedAt ?? askedAt),
    note: [`${office}${reviewLevelLabels[level]}`, until].filter(Boolean).join('，'),
    children: (
      <>
        <View className="sub">您的理由：{reasons}</View>
        {outcome && <View className="strong">{reviewOutcomeLabels[outcome].plain}。</View>}
        {words && <View className="written">{words}</View>}
      </>
    ),
  }
}
