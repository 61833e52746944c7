import { dayInWords } from '@minyi/shared/platform/time.ts'
import type { ReceiptStep, ReceiptView } from '@minyi/shared/ratings/contract.ts'
import { receiptStepLabels } from '@minyi/shared/ratings/labels.ts'
import { isPoor } from '@minyi/shared/ratings/rules.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { shortDay } from '../../lib/time-words'

/** 接下来: only the steps that this grade causes. */
export function ReceiptSteps({ view }: { view: ReceiptView }) {
  if (view.state === 'anonymised') return null
  return (
    <Card className="stack-tight">
      <Heading className="strong">接下来</Heading>
      {view.steps.length > 0 ? (
        <Timeline steps={view.steps.map(toStep)} />
      ) : (
        <View className="sub">{quietWords(view)}</View>
      )}
    </Card>
  )
}

function toStep(step: ReceiptStep, index: number, all: ReceiptStep[]): TimelineStep {
  const now = all.findIndex(({ doneDay }) => doneDay === null)
  return {
    state: step.doneDay ? 'done' : index === now ? 'now' : 'later',
    name: receiptStepLabels[step.step],
    date: dateOf(step),
    note: step.note ?? notes[step.step](step.office),
  }
}

function dateOf({ step, doneDay, dueDay, provisional }: ReceiptStep): string {
  if (doneDay) return shortDay(doneDay)
  if (dueDay) return `${dayInWords(dueDay)}前${provisional ? '（暂定）' : ''}`
  return step === 're-rate' ? '答复之后' : ''
}

const notes: Record<ReceiptStep['step'], (office: string) => string> = {
  'call-back': (office) => `${office}工作人员联系您`,
  answer: (office) => `${office}办理，答复您`,
  're-rate': () => '改没改好，以您的评价为准',
}

function quietWords({ channel, grade }: ReceiptView): string {
  if (channel === 'standing') return '被评的单位和监督机构看得到等级，看不到您是谁。'
  if (isPoor(grade)) return '监督机构会安排回访，进展会显示在这里。'
  return '评价按日汇总后计入满意度。被评的单位看不到是谁、对哪件事评的，不会有人为此联系您。'
}
