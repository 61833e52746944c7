import { dayInWords } from '@minyi/shared/platform/time.ts'
import type { Grade, ReceiptView } from '@minyi/shared/ratings/contract.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { DoneHead } from '../../components/done-head'
import { Face } from '../../components/face'
import { GradeRows } from '../../components/grade-row'
import { Notice } from '../../components/notice'
import { copy } from '../../lib/clipboard'
import { grades } from './store'

/** The number to keep, what was given, until when it can be changed, and the way to change it. */
export function ReceiptHead({ view, onChange }: { view: ReceiptView; onChange: (grade: Grade) => Promise<void> }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <DoneHead title="已收到您的评价">
        <View className="line-up">
          <View>回执号 {view.number}</View>
          <WordLink onPress={() => copy(view.number)} label="复制回执号">
            复制
          </WordLink>
        </View>
      </DoneHead>
      <Card label="您的评价">
        <View className="line-up">
          <Face grade={view.grade} />
          <View className="grow">
            <View className="strong">{gradeLabels[view.grade]}</View>
            <View className="sub">{subjectOf(view)}</View>
            {view.changeable && <View className="sub">{dayInWords(view.lastChangeDay)}24:00 前可以修改</View>}
            {view.state === 'anonymised' && <View className="sub">说明、照片、电话和与事项的联系都已删除</View>}
          </View>
          {view.changeable && <WordLink onPress={() => setOpen(true)}>修改</WordLink>}
        </View>
      </Card>
      <Standing view={view} />
      <ChangeSheet open={open} from={view.grade} onClose={() => setOpen(false)} onChange={onChange} />
    </>
  )
}

function Standing({ view: { channel } }: { view: ReceiptView }) {
  if (channel === 'standing') return <Notice>固定二维码的评价只展示，不计入满意度。</Notice>
  if (channel === 'assisted') return <Notice>这条评价是代填的，会注明代填。</Notice>
  return null
}

type ChangeSheetProps = {
  open: boolean
  from: Grade
  onClose: () => void
  onChange: (grade: Grade) => Promise<void>
}

function ChangeSheet({ open, from, onClose, onChange }: ChangeSheetProps) {
  const [grade, setGrade] = useState<Grade>()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    if (!grade) return
    setBusy(true)
    await onChange(grade)
    setBusy(false)
    onClose()
  }
  return (
    <Sheet open={open} title="修改评价" onClose={onClose}>
      <View className="sub">现在是“{gradeLabels[from]}”，以最后一次为准</View>
      <GradeRows label="改成" grades={grades} value={grade} onChange={setGrade} small />
      <Button id="confirm-change" onPress={confirm} disabled={!grade || grade === from} busy={busy}>
        改成这一档
      </Button>
      <Button kind="word" onPress={onClose}>
        不改了
      </Button>
    </Sheet>
  )
}

function subjectOf({ matter, target }: ReceiptView): string {
  if (matter) return `${matter.unit.shortName} ${matter.title}`
  return target?.name ?? ''
}
