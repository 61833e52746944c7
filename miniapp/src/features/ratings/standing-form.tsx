import type { Grade } from '@minyi/shared/ratings/contract.ts'
import type { CodeSubject } from '@minyi/shared/registry/contract.ts'
import { codeTargetLabels } from '@minyi/shared/registry/labels.ts'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Row } from '../../components/row'
import { type CallFailure, failureFrom } from '../../lib/call'
import { go, goInstead } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { useSession } from '../../lib/session'
import { becomeResident } from '../identity/store'
import { ClaimFailed } from './claim-failed'
import { GradeQuestion } from './grade-question'
import { rateByStandingCode } from './store'

export type StandingFormProps = { subject: CodeSubject; frame: (body: ReactNode, foot?: ReactNode) => ReactNode }

/** A code that hangs on a wall: rated by whoever signs in, shown and never counted; or the way to tell what happened. */
export function StandingForm({ subject, frame }: StandingFormProps) {
  const [grade, setGrade] = useState<Grade>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const signedIn = useSession(({ resident }) => resident !== undefined)
  const submit = async () => {
    if (!grade) return
    setBusy(true)
    try {
      if (await becomeResident()) {
        const { id } = await rateByStandingCode(subject.code, subject.title, grade)
        goInstead('rating', { id })
        return
      }
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(false)
  }
  if (failure && failure.code !== 'offline' && failure.code !== 'sign-in-required') {
    return frame(<ClaimFailed failure={failure} onRetry={submit} />)
  }
  return frame(
    <>
      <Card>
        <Heading>{subject.title}</Heading>
        <View className="sub">
          {codeTargetLabels[subject.targetKind]}
          {subject.unit && subject.unit.name !== subject.title && ` · ${subject.unit.name}`}
        </View>
      </Card>
      <GradeQuestion
        question="您对这里满意吗？"
        note="自愿评价。这里的单位看不到您是谁。"
        value={grade}
        onChange={setGrade}
      />
      <Notice>固定二维码谁都能扫，所以只展示，不计入满意度。要评一次具体的执法，请用短信里的评价码。</Notice>
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。您选的等级还在，请再按一次提交。
        </Notice>
      )}
      <Card flush>
        <Row
          icon="talk"
          title="有事要反映"
          note="有编号、有期限、有答复"
          onPress={() => go('complain', { code: subject.code, unit: subject.unit?.id })}
        />
      </Card>
    </>,
    <Button
      id="submit-rating"
      onPress={submit}
      disabled={!grade}
      busy={busy}
      note={isH5 && !signedIn ? '提交时要登录一次，防止重复评价' : undefined}
    >
      {isH5 && !signedIn ? '登录并提交' : '提交评价'}
    </Button>,
  )
}
