import type { CallBack, Exclusion, Outcome, Responded, Solved } from '@minyi/shared/cases/call-backs/contract.ts'
import {
  exclusionLabels,
  outcomeLabels,
  respondedLabels,
  script,
  solvedLabels,
} from '@minyi/shared/cases/call-backs/labels.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { Field, TextArea } from '../../components/field'
import { Segments } from '../../components/segments'
import { Switch } from '../../components/switch'
import { useKeys } from '../../lib/keys'
import { toast } from '../../lib/toast'
import { SendForm } from '../protection/send-form'
import { callBack, type Said } from './store'

const outcomes = (['answered', 'not-reached', 'declined', 'excluded'] as const).map((value) => ({
  value,
  word: outcomeLabels[value],
}))
const responses = (['yes', 'no', 'unknown'] as const).map((value) => ({ value, word: respondedLabels[value] }))
const solutions = (['solved', 'partly', 'not-solved'] as const).map((value) => ({ value, word: solvedLabels[value] }))
const exclusions = (['wrong-number', 'not-the-person', 'other-path', 'repeated'] as const).map((value) => ({
  value,
  word: exclusionLabels[value],
}))
const grades = (['5', '4', '3', '2', '1'] as const).map((value) => ({ value, word: gradeLabels[value] }))
type GradeText = (typeof grades)[number]['value']

/** What became of the call: one of four outcomes; a valid call has three answers, and where it is not solved a second handling. */
export function CallForm({ item, onDone }: { item: CallBack; onDone: () => Promise<void> }) {
  const [outcome, setOutcome] = useState<Outcome>('answered')
  const [responded, setResponded] = useState<Responded>()
  const [solved, setSolved] = useState<Solved>()
  const [grade, setGrade] = useState<GradeText>()
  const [exclusion, setExclusion] = useState<Exclusion>()
  const [words, setWords] = useState('')
  const [redo, setRedo] = useState(false)
  useKeys({
    1: () => setOutcome('answered'),
    2: () => setOutcome('not-reached'),
    3: () => setOutcome('declined'),
    4: () => setOutcome('excluded'),
  })
  const answered = outcome === 'answered'
  const mayRedo = answered && solved === 'not-solved' && item.mayReopen
  const missing = answered
    ? !responded || !solved || !grade
      ? '三问还没问完'
      : undefined
    : outcome === 'excluded' && !exclusion
      ? '还没选原因'
      : undefined
  const send = async () => {
    const said: Said = { outcome, words, reopen: mayRedo && redo }
    const answers = answered ? { responded, solved, grade: grade && Number(grade) } : { exclusion }
    await callBack.record(item, { ...said, ...answers })
    toast('已登记')
    await onDone()
  }
  return (
    <Card className="stack" label="登记回访结果">
      <Segments label="结果（数字键 1–4）" options={outcomes} value={outcome} onChange={setOutcome} />
      <SendForm word={mayRedo && redo ? '登记并退回重办' : '登记'} missing={missing} send={send}>
        {(fault) => (
          <>
            {answered && (
              <>
                <Field label={script.responded}>
                  <Chips label="24 小时内联系" options={responses} value={responded} onChange={setResponded} />
                </Field>
                <Field label={script.solved}>
                  <Chips label="解决了没有" options={solutions} value={solved} onChange={setSolved} />
                </Field>
                <Field label={script.grade}>
                  <Chips label="满意度" options={grades} value={grade} onChange={setGrade} />
                </Field>
                {mayRedo && (
                  <>
                    <View className="sub">{script.reopening}</View>
                    <Switch label="诉求人要求退回重办" on={redo} onChange={setRedo} />
                  </>
                )}
              </>
            )}
            {outcome === 'excluded' && (
              <Field label="为什么剔除">
                <Chips label="剔除原因" options={exclusions} value={exclusion} onChange={setExclusion} />
              </Field>
            )}
            <TextArea
              label="诉求人说的话"
              hint="可不填，不写能认出谁的话"
              value={words}
              onChange={setWords}
              maxLength={500}
              error={fault('words')}
            />
            {answered && <View className="sub">{script.closing}</View>}
          </>
        )}
      </SendForm>
    </Card>
  )
}
