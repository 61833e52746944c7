import type { Petition } from '@minyi/shared/cases/petitions/contract.ts'
import { reviewLevelLabels } from '@minyi/shared/cases/petitions/labels.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'
import { ask } from './store'

const what = {
  review: '对答复不服，可以请上一级机关复查。答复您的单位不能复查自己的答复。',
  recheck: '对复查后的意见不服，可以请再上一级机关复核。复核意见是信访的最终意见。',
} as const

export type AskFormProps = { caseId: string; asking: NonNullable<Petition['ask']>; onDone: () => void }

/** Asks for the next review, with reasons and until when. */
export function AskForm({ caseId, asking: { level, clock }, onDone }: AskFormProps) {
  const [reasons, setReasons] = useState('')
  const { busy, failure, send } = useSending('ask-review')
  const name = reviewLevelLabels[level]
  const isShort = reasons.trim().length < 10
  const asked = { caseId, level, reasons: reasons.trim() }
  const finish = () => {
    toast(`${name}申请已收到`)
    return onDone()
  }
  return (
    <Card className="stack" label={`申请${name}`}>
      <Heading>申请{name}</Heading>
      <View>{what[level]}</View>
      <View className="strong">{dueInWords(clock)}可以申请，只能申请一次。</View>
      <TextArea
        id="review-reasons"
        label="不服的地方和理由"
        value={reasons}
        onChange={setReasons}
        maxLength={2000}
        error={failure?.fieldMessage('reasons')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}。写的内容还在，请再试一次。
        </Notice>
      )}
      <Button
        id="ask-review"
        onPress={() => send(asked, (id) => ask(id, asked), finish)}
        busy={busy}
        disabled={isShort}
      >
        {isShort ? `申请${name}（理由至少 10 个字）` : `申请${name}`}
      </Button>
    </Card>
  )
}
