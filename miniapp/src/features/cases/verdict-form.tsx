import type { CaseProgress } from '@minyi/shared/cases/resident/contract.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Field, TextArea } from '../../components/field'
import { GradeRows } from '../../components/grade-row'
import { Heading } from '../../components/heading'
import type { IconName } from '../../components/icon-shapes'
import { Notice } from '../../components/notice'
import { Segments } from '../../components/segments'
import { type CallFailure, failureFrom } from '../../lib/call'
import { toast } from '../../lib/toast'
import { grades } from '../ratings/store'
import { CheckInsChoice } from './check-ins-choice'
import { own } from './own/store'

type Judged = 'solved' | 'partly' | 'not-solved'
const verdicts = [
  { value: 'solved', word: '解决了', icon: 'pass' },
  { value: 'partly', word: '基本解决', icon: 'unsure' },
  { value: 'not-solved', word: '没有解决', icon: 'fail' },
] as const satisfies readonly { value: Judged; word: string; icon: IconName }[]

export type VerdictFormProps = { progress: CaseProgress; onDone: (progress: CaseProgress) => void }

/** The resident's own word on the answer: solved or not, and, if they like, a grade and a few words. */
export function VerdictForm({ progress, onDone }: VerdictFormProps) {
  const [verdict, setVerdict] = useState<Judged>()
  const [grade, setGrade] = useState<Grade>()
  const [words, setWords] = useState('')
  const [checkIns, setCheckIns] = useState(progress.checkIns ?? undefined)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  if (!progress.may.includes('verdict')) return null
  const send = async () => {
    if (!verdict) return
    setBusy(true)
    try {
      const wish = checkIns === progress.checkIns ? undefined : checkIns
      onDone(await own.judge(progress.id, { verdict, grade, words, checkIns: wish }))
      toast('您的评价已收到')
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <View className="stack">
      <Heading>您认为解决了吗？</Heading>
      <Segments big label="您认为解决了吗？" options={verdicts} value={verdict} onChange={setVerdict} />
      <View className="sub">{consequence(progress)}</View>
      {verdict && (
        <>
          <Field label="对这次办理满意吗？" hint="可不选">
            <GradeRows label="对这次办理的满意程度" grades={grades} value={grade} onChange={setGrade} small />
          </Field>
          <TextArea
            label={verdict === 'not-solved' ? '还差什么' : '想说几句'}
            hint="可不填"
            value={words}
            onChange={setWords}
            maxLength={500}
          />
          {checkIns !== undefined && <CheckInsChoice on={checkIns} onChange={setCheckIns} />}
          <Button id="submit-verdict" onPress={send} busy={busy}>
            提交我的评价
          </Button>
        </>
      )}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。您选的还在，请再试一次。
        </Notice>
      )}
    </View>
  )
}

function consequence({ round, verdictUntilDay }: CaseProgress): string {
  const redo =
    round > 1 ? '选“没有解决”，监督机构会联系您核实。' : '选“没有解决”，会告知监督机构核实，可以退回重办一次。'
  const until = verdictUntilDay ? `${dayInWords(verdictUntilDay)}前不选记为“未表态”，不算解决。` : ''
  return redo + until
}
