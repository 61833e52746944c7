import { anonymiseRating, type Grade, type ReceiptView, reRate, setConsent } from '@minyi/shared/ratings/contract.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { isPoor } from '@minyi/shared/ratings/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { GradeRows } from '../../components/grade-row'
import { Heading } from '../../components/heading'
import { Switch } from '../../components/switch'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { grades, type KeptRating } from './store'

export type RightsProps = { kept: KeptRating; view: ReceiptView; onDone: (view: ReceiptView) => void }

/** The rated unit learns which matter it was only with this switch, which can be turned back at any time. */
export function Consent({ kept, view, onDone }: RightsProps) {
  if (!isPoor(view.grade) || view.channel === 'standing') return null
  const change = (mayTellUnit: boolean) =>
    saying(async () =>
      onDone(await call(setConsent, { id: await newId(), ratingId: view.id, secret: kept.secret, mayTellUnit })),
    )
  return (
    <Card className="stack-tight">
      <Switch label="被评单位可以知道是哪件事" on={view.mayTellUnit} onChange={change} />
      <View className="sub">
        {view.mayTellUnit
          ? '已打开：单位知道是哪件事，方便直接改这一件，但它可能因此猜到是您。随时可以关掉。'
          : '没有打开：单位只知道原因和事项类别，不知道日期、人员和哪件事，而且满 5 件才成批告诉它。'}
      </View>
    </Card>
  )
}

/** After the answer: is it better now? A second value that never changes the first. */
export function ReRate({ kept, view, onDone }: RightsProps) {
  const [grade, setGrade] = useState<Grade>()
  const [busy, setBusy] = useState(false)
  if (view.reRating) {
    return (
      <Card>
        <Heading className="strong">您又评了一次：{gradeLabels[view.reRating.grade]}</Heading>
        <View className="sub">{instantInWords(view.reRating.at)}，单独记录，不改变第一次的评价</View>
      </Card>
    )
  }
  if (!view.canReRate) return null
  const send = async () => {
    if (!grade) return
    setBusy(true)
    await saying(async () =>
      onDone(await call(reRate, { id: await newId(), ratingId: view.id, secret: kept.secret, grade })),
    )
    setBusy(false)
  }
  return (
    <Card className="stack">
      <View>
        <Heading>改好了吗？请您再评一次</Heading>
        <View className="sub">单独记录，不改变第一次的评价</View>
      </View>
      <GradeRows label="再评一次" grades={grades} value={grade} onChange={setGrade} small />
      <Button id="submit-re-rating" onPress={send} disabled={!grade} busy={busy}>
        提交这一次
      </Button>
    </Card>
  )
}

/** Everything that leads to the author goes; the count stays. */
export function Erase({ kept, view, onDone }: RightsProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  if (view.state === 'anonymised') return null
  const erase = async () => {
    setBusy(true)
    await saying(async () => {
      onDone(await call(anonymiseRating, { id: await newId(), ratingId: view.id, secret: kept.secret }))
      toast('已删除')
    })
    setBusy(false)
    setOpen(false)
  }
  return (
    <>
      <Button kind="word" onPress={() => setOpen(true)}>
        删除评价里的内容
      </Button>
      <ConfirmSheet
        open={open}
        danger
        title="删除评价里的内容？"
        text="说明、照片、电话和与事项的联系都会删除，只留一个计数。删除后不能恢复，也不会再有回访。"
        confirm="删除"
        busy={busy}
        onConfirm={erase}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    toast(failureFrom(error).title)
  }
}
