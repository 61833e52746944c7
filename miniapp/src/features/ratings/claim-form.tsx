import type { ClaimView, Grade } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Notice } from '../../components/notice'
import { StateCard } from '../../components/state-card'
import { Switch } from '../../components/switch'
import { type CallFailure, failureFrom } from '../../lib/call'
import { goInstead } from '../../lib/navigate'
import { ClaimFailed } from './claim-failed'
import { GradeQuestion } from './grade-question'
import { MatterCard } from './matter-card'
import { contactWords, disown, rate } from './store'

export type ClaimFormProps = {
  claim: string
  view: ClaimView
  /** Puts the form and its foot into the page. */
  frame: (body: ReactNode, foot?: ReactNode) => ReactNode
}

/** One claim: see the matter, choose one of five, submit. */
export function ClaimForm({ claim, view: { matter, canAssist }, frame }: ClaimFormProps) {
  const [grade, setGrade] = useState<Grade>()
  const [onBehalf, setOnBehalf] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const [disowned, setDisowned] = useState(false)
  const contact = contactWords[matter.kind]
  const submit = async () => {
    if (!grade) return
    setBusy(true)
    try {
      const { id } = await rate(claim, matter, grade, onBehalf)
      goInstead('rating', { id })
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  if (disowned) return frame(<Disowned />)
  if (failure && !isPassing(failure)) return frame(<ClaimFailed failure={failure} onRetry={submit} />)
  return frame(
    <>
      <MatterCard matter={matter} />
      <GradeQuestion
        question={`您对这次${contact}满意吗？`}
        note="自愿评价。被评价的单位看不到您是谁。"
        value={grade}
        onChange={setGrade}
      />
      {canAssist && (
        <Card>
          <Switch label="我在替当事人填写（会注明代填）" on={onBehalf} onChange={setOnBehalf} />
        </Card>
      )}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。您选的等级还在，请再按一次提交，不会重复。
        </Notice>
      )}
      <View className="sub centre">提交后 7 天内可以修改，以最后一次为准</View>
      <NotMine claim={claim} contact={contact} onDone={() => setDisowned(true)} />
    </>,
    <Button id="submit-rating" onPress={submit} disabled={!grade} busy={busy}>
      提交评价
    </Button>,
  )
}

/** Nothing was rated and the same tap again will do. */
function isPassing({ code }: CallFailure): boolean {
  return code === 'offline' || code === 'intake-full' || code === 'unavailable' || code === 'too-many-requests'
}

function Disowned() {
  return (
    <StateCard
      kind="done"
      title="已告诉监督机构"
      text="没有产生评价，这个评价码已停用。您不用再做什么。"
      action={{ word: '回首页', onPress: () => goInstead('home') }}
    />
  )
}

type NotMineProps = { claim: string; contact: string; onDone: () => void }

function NotMine({ claim, contact, onDone }: NotMineProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const confirm = async () => {
    setBusy(true)
    try {
      await disown(claim)
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <>
      <Button kind="word" onPress={() => setOpen(true)}>
        这次{contact}与我无关
      </Button>
      <ConfirmSheet
        open={open}
        title={`这次${contact}与您无关？`}
        text={failure?.title ?? '不会产生评价。这个评价码停用，由监督机构核对为什么发给了您。'}
        confirm="与我无关"
        busy={busy}
        onConfirm={confirm}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
