import { progressStepLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseProgress, ProgressStep } from '@minyi/shared/cases/resident/contract.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { instantInWords, shortDay } from '../../lib/time-words'

/** The line of an item like a parcel's, each step with its date, who, and by when. */
export function ProgressLine({ progress }: { progress: CaseProgress }) {
  const [open, setOpen] = useState(false)
  const answer = progress.unitSays
  const steps = toTimeline(progress, answer && <WordLink onPress={() => setOpen(true)}>看答复全文</WordLink>)
  return (
    <>
      <Timeline steps={steps} />
      {answer && (
        <Sheet open={open} title={`${answer.unitName}的答复`} onClose={() => setOpen(false)}>
          <View className="sub">{instantInWords(answer.at)}</View>
          <View className="written">{answer.words}</View>
          <Button kind="line" onPress={() => setOpen(false)}>
            看完了
          </Button>
        </Sheet>
      )}
    </>
  )
}

/** `answer` is the way to the whole reply; it stands at the last reply. */
export function toTimeline(progress: CaseProgress, answer?: TimelineStep['note']): TimelineStep[] {
  const shown = progress.steps.filter(({ status }) => status !== 'skipped')
  const last = shown.reduce((at, step, index) => (step.step === 'reply' && step.status === 'done' ? index : at), -1)
  return shown.map((step, index) => ({
    state: isUnsolved(step, progress) ? 'failed' : stateOf(step),
    name: step.round > 1 ? `${progressStepLabels[step.step]}（第 ${step.round} 次）` : progressStepLabels[step.step],
    ...dateOf(step, progress),
    note: noteOf(step),
    children: index === last ? answer : undefined,
  }))
}

/** The resident's last word on an answer was that it is not solved. */
function isUnsolved(step: ProgressStep, { residentSays, round }: CaseProgress): boolean {
  return (
    step.step === 'verdict' && step.round === round && step.status === 'done' && residentSays?.verdict === 'not-solved'
  )
}

function stateOf({ status }: ProgressStep): TimelineStep['state'] {
  return status === 'now' || status === 'done' ? status : 'later'
}

function dateOf(step: ProgressStep, progress: CaseProgress): Pick<TimelineStep, 'date' | 'dateTone'> {
  if (step.status === 'now' && progress.clock) {
    const tone = progress.clock.state === 'overdue' ? 'bad' : progress.clock.state === 'soon' ? 'warn' : undefined
    return { date: clockInWords(progress.clock), dateTone: tone }
  }
  if (step.at && step.until && shortDay(step.at) !== shortDay(step.until)) {
    return { date: `${shortDay(step.at)}至${shortDay(step.until)}` }
  }
  return step.at ? { date: instantInWords(step.at) } : {}
}

function noteOf({ step, who, dueDay, provisional, status }: ProgressStep): string | undefined {
  if (step === 'received') return '您提交'
  const by = step === 'reply' && status === 'done' && who ? `${who}书面答复` : who
  const due = dueDay && step !== 'reply' ? `期限 ${shortDay(dueDay)}${provisional ? '（暂定）' : ''}` : undefined
  return [by, due].filter(Boolean).join('，') || undefined
}
