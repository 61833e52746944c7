import { clockLabels } from '@minyi/shared/clocks/labels.ts'
import type { Duty } from '@minyi/shared/duties/contract.ts'
import { dutyStateLabels, leftInWords } from '@minyi/shared/duties/labels.ts'
import { type Day, dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { classNames } from '../../components/class-names'
import { Heading } from '../../components/heading'
import { OutLink } from '../../components/out-link'
import { Tag } from '../../components/tag'
import { RecordForm } from './record-form'
import { ReopenForm } from './reopen-form'

export type DutyCardProps = { duty: Duty; mayWrite: boolean; onDone: () => void }

const tones = {
  open: 'plain',
  soon: 'warn',
  overdue: 'bad',
  done: 'good',
  'done-late': 'warn',
  'not-applicable': 'plain',
} as const

/** One duty: what, by when, on what ground; and who has done it, when and how. */
export function DutyCard({ duty, mayWrite, onDone }: DutyCardProps) {
  const [open, setOpen] = useState(false)
  const { title, clock, state, dueDay, provisional, yearly, startDay, source, enteredBy } = duty
  const isOpen = duty.recordedAt === null
  const from = yearly ? `${dueDay.slice(0, 4)} 年` : `自 ${longDay(startDay)} 起算`
  return (
    <Card label={title} className="stack-tight">
      <View className="office-head">
        <View className="wrap">
          <Heading className="strong">{title}</Heading>
          <Tag tone={tones[state]}>{dutyStateLabels[state]}</Tag>
        </View>
        <View className={classNames('wrap', state === 'overdue' ? 'bad' : 'strong')}>
          <View>
            {longDay(dueDay)}
            {provisional ? '（暂定）' : ''}
          </View>
          {isOpen && <View>{leftInWords(duty)}</View>}
        </View>
      </View>
      {!isOpen && <Done duty={duty} />}
      <View className="office-head">
        <View className="sub grow">
          {[!yearly && clockLabels[clock], from, `依据：${source}`, enteredBy && `${enteredBy}登记`]
            .filter(Boolean)
            .join(' · ')}
        </View>
        {mayWrite && !open && (
          <Button small narrow kind="line" onPress={() => setOpen(true)}>
            {isOpen ? '记录完成' : '撤回这条记录'}
          </Button>
        )}
      </View>
      {open && isOpen && <RecordForm duty={duty} onDone={onDone} onBack={() => setOpen(false)} />}
      {open && !isOpen && <ReopenForm duty={duty} onDone={onDone} onBack={() => setOpen(false)} />}
    </Card>
  )
}

/** With the year, since annual reports stand beside each other. */
const longDay = (day: Day) => `${day.slice(0, 4)}年${dayInWords(day)}`

function Done({ duty: { doneDay, doneBy, note, link } }: { duty: Duty }) {
  return (
    <>
      <View>{note}</View>
      <View className="sub">{[doneBy, doneDay && `${longDay(doneDay)}完成`].filter(Boolean).join(' · ')}</View>
      {link && <OutLink address={link}>{link}</OutLink>}
    </>
  )
}
