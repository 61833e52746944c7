import type { Duty } from '@minyi/shared/duties/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { TextArea, TextField } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { Segments } from '../../components/segments'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'
import { duties, type Recorded } from './store'

export type DutyFormProps = { duty: Duty; onDone: () => void; onBack: () => void }

/** How a duty was done, or that this place does not have it. */
export function RecordForm({ duty, onDone, onBack }: DutyFormProps) {
  const [outcome, setOutcome] = useState<Recorded['outcome']>('done')
  const [day, setDay] = useState('')
  const [note, setNote] = useState('')
  const [link, setLink] = useState('')
  const { busy, failure, send } = useSending('record-duty')
  const filled = (value: string) => value.trim() || undefined
  const recorded = { outcome, day: outcome === 'done' ? filled(day) : undefined, note: note.trim(), link: filled(link) }
  const finish = () => {
    toast(`${duty.title}：已记录`)
    return onDone()
  }
  return (
    <View className="stack-tight">
      <View className="wrap">
        <Segments<Recorded['outcome']>
          label="结果"
          options={[
            { value: 'done', word: '已完成' },
            { value: 'not-applicable', word: '本地没有这项' },
          ]}
          value={outcome}
          onChange={setOutcome}
        />
      </View>
      {outcome === 'done' && (
        <TextField
          id={`day-${duty.id}`}
          label="完成日期"
          hint="不填就是今天，写成 2026-03-31"
          value={day}
          onChange={setDay}
          maxLength={10}
          error={failure?.fieldMessage('day')}
        />
      )}
      <TextArea
        id={`note-${duty.id}`}
        label="说明"
        value={note}
        onChange={setNote}
        maxLength={500}
        error={failure?.fieldMessage('note')}
      />
      <TextField
        id={`link-${duty.id}`}
        label="公开网址"
        hint="可不填"
        value={link}
        onChange={setLink}
        maxLength={300}
        error={failure?.fieldMessage('link')}
      />
      <FormFoot
        word="记录"
        missing={note.trim().length < 4 ? '先写说明' : undefined}
        beside={['day', 'note', 'link']}
        onSend={() => send({ duty: duty.id, ...recorded }, (id) => duties.record(id, duty, recorded), finish)}
        {...{ busy, failure, onBack }}
      />
    </View>
  )
}
