import { dayInWords } from '@minyi/shared/platform/time.ts'
import { appealExclusion, type OwnExclusion } from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import { exclusionReasonsTold } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { instantInWords, shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'

export type ReceiptExclusionProps = {
  own: OwnExclusion
  /** Of the receipt; without it the telephone of the session shows whose rating it was. */
  secret?: string
  onDone: () => void
}

/** What happened to a rating that was taken out of the count: why, how to appeal, and what came of it. */
export function ReceiptExclusion({ own, secret, onDone }: ReceiptExclusionProps) {
  const [open, setOpen] = useState(false)
  return (
    <Card className="stack" label="剔除和申诉">
      <View>
        <Heading className="strong">{titles[own.state]}</Heading>
        {!secret && own.subject && <View className="sub">{own.subject}</View>}
      </View>
      <View>
        <View>
          {own.state === 'restored' ? '当时的理由' : '理由'}：{exclusionReasonsTold[own.reason]}
        </View>
        {own.note && <View className="sub written">“{own.note}”</View>}
        {own.state !== 'restored' && (
          <View className="sub">
            {own.proposedByUnit ? '被评单位提出，' : ''}经两名工作人员先后核查。评价本身没有删除，剔除的数量会公布。
          </View>
        )}
      </View>
      <Timeline steps={stepsOf(own)} />
      {own.appealable && (
        <Button id="appeal-exclusion" kind="line" onPress={() => setOpen(true)}>
          我要申诉
        </Button>
      )}
      <AppealSheet open={open} own={own} secret={secret} onClose={() => setOpen(false)} onDone={onDone} />
    </Card>
  )
}

const titles: Record<OwnExclusion['state'], string> = {
  approved: '这条评价没有计入满意度',
  appealed: '申诉已收到，等待决定',
  upheld: '申诉后维持：没有计入满意度',
  restored: '这条评价已恢复计入满意度',
}

function stepsOf({ state, decidedDay, appealUntil, appealable, appeal, answer }: OwnExclusion): TimelineStep[] {
  const decided: TimelineStep = { state: 'done', name: '剔除', date: shortDay(decidedDay) }
  if (state === 'restored' && !appeal) return [decided, restoredStep(answer)]
  if (!appeal) {
    const until = appealUntil ? `${dayInWords(appealUntil)}前` : undefined
    return [
      decided,
      { state: appealable ? 'now' : 'later', name: appealable ? '您可以申诉一次' : '申诉期已过', date: until },
    ]
  }
  const appealed: TimelineStep = {
    state: 'done',
    name: '您提出申诉',
    date: instantInWords(appeal.at),
    note: appeal.words ? `“${appeal.words}”` : undefined,
  }
  if (state === 'appealed') {
    return [decided, appealed, { state: 'now', name: '由第三人决定', note: '提出和审核剔除的人都不参与' }]
  }
  const answered: TimelineStep =
    state === 'restored'
      ? restoredStep(answer)
      : {
          state: 'done',
          name: '申诉不成立，维持剔除',
          ...(answer ? { date: shortDay(answer.day), note: answer.note } : {}),
        }
  return [decided, appealed, answered]
}

const restoredStep = (answer: OwnExclusion['answer']): TimelineStep => ({
  state: 'done',
  name: '恢复计入',
  ...(answer ? { date: shortDay(answer.day), note: answer.note } : {}),
})

type SheetProps = ReceiptExclusionProps & { open: boolean; onClose: () => void }

function AppealSheet({ open, own, secret, onClose, onDone }: SheetProps) {
  const [words, setWords] = useState('')
  const [attempt, setAttempt] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const send = async () => {
    const id = attempt ?? (await newId())
    setAttempt(id)
    setBusy(true)
    try {
      await call(appealExclusion, { id, ratingId: own.ratingId, words, ...(secret ? { secret } : {}) })
      toast('申诉已收到')
      onClose()
      onDone()
    } catch (error) {
      const failed = failureFrom(error)
      if (failed.code !== 'offline') setAttempt(undefined)
      setFailure(failed)
    }
    setBusy(false)
  }
  return (
    <Sheet open={open} title="申诉" onClose={onClose}>
      <View className="sub">
        只能申诉一次。由没有参与提出和审核的第三人决定，结果会显示在这里；被评单位看不到您写的内容。
      </View>
      <TextArea
        id="appeal-words"
        label="为什么应当计入"
        value={words}
        onChange={(typed) => {
          setWords(typed)
          setAttempt(undefined)
        }}
        maxLength={500}
        error={failure?.fieldMessage('words')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <Button id="send-appeal" onPress={send} disabled={words.trim().length < 4} busy={busy}>
        提交申诉
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
