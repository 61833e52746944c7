import { type ReviewDetail, type ReviewOutcome, reviewOutcomes } from '@minyi/shared/cases/petitions/contract.ts'
import { reviewLevelLabels, reviewOutcomeLabels } from '@minyi/shared/cases/petitions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextArea } from '../../../components/field'
import { Notice } from '../../../components/notice'
import { Segments } from '../../../components/segments'
import { useSending } from '../../../lib/sending'
import { toast } from '../../../lib/toast'
import { reviews } from './store'

const effects: Record<ReviewDetail['level'], Record<ReviewOutcome, string>> = {
  review: {
    uphold: '告知信访人；期限内可以申请复核。',
    change: '以这份意见为准，告知信访人；期限内可以申请复核。',
    revoke: '退回原承办单位重新办理、重新答复，期限重新起算；对新的答复可以申请复核。',
  },
  recheck: {
    uphold: '告知信访人，信访程序终结。',
    change: '以这份意见为准，告知信访人，信访程序终结。',
    revoke: '退回原承办单位重新办理、重新答复，信访程序终结。',
  },
}

/** The finding with its words, which the resident reads. */
export function OpinionForm({ review, onDone }: { review: ReviewDetail; onDone: () => void }) {
  const [outcome, setOutcome] = useState<ReviewOutcome>()
  const [words, setWords] = useState('')
  const { busy, failure, send } = useSending('decide-review')
  const name = reviewLevelLabels[review.level]
  const isShort = words.trim().length < 10
  const decide = () => {
    if (!outcome) return
    const opinion = { reviewId: review.id, outcome, words: words.trim() }
    const finish = () => {
      toast(`${review.number} 已作出${name}意见`)
      return onDone()
    }
    send(opinion, (id) => reviews.decide(id, opinion), finish)
  }
  return (
    <View className="stack-tight">
      <Segments
        big
        label={`${name}意见`}
        options={reviewOutcomes.map((value) => ({ value, word: reviewOutcomeLabels[value].title }))}
        value={outcome}
        onChange={setOutcome}
      />
      {outcome && <View className="sub">{effects[review.level][outcome]}</View>}
      <TextArea
        id={`opinion-${review.id}`}
        label={`${name}意见书`}
        hint="告知信访人"
        value={words}
        onChange={setWords}
        maxLength={2000}
        error={failure?.fieldMessage('words')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
          {failure.detail && <View>{failure.detail}</View>}
        </Notice>
      )}
      <View className="wrap">
        <Button narrow busy={busy} disabled={!outcome || isShort} onPress={decide}>
          {!outcome ? `作出${name}意见（先选结论）` : isShort ? `作出${name}意见（先写意见书）` : `作出${name}意见`}
        </Button>
      </View>
    </View>
  )
}
