import { View } from '@tarojs/components'
import { useState } from 'react'
import { TextArea } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { useSending } from '../../lib/sending'
import type { DutyFormProps } from './record-form'
import { duties } from './store'

/** Takes back what was recorded by mistake. */
export function ReopenForm({ duty, onDone, onBack }: DutyFormProps) {
  const [note, setNote] = useState('')
  const { busy, failure, send } = useSending('reopen-duty')
  return (
    <View className="stack-tight">
      <TextArea id={`reopen-${duty.id}`} label="撤回的理由" value={note} onChange={setNote} maxLength={500} />
      <FormFoot
        word="撤回"
        missing={note.trim().length < 4 ? '先写理由' : undefined}
        onSend={() => send({ duty: duty.id, note }, (id) => duties.reopen(id, duty, note.trim()), onDone)}
        {...{ busy, failure, onBack }}
      />
    </View>
  )
}
