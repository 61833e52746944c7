import { type DatedClock, datedClocks } from '@minyi/shared/duties/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { FormFoot } from '../../components/office/form-foot'
import { useSending } from '../../lib/sending'
import { duties } from './store'

const words: Record<DatedClock, { title: string; day: string }> = {
  'decision-comments': { title: '重大行政决策征求意见', day: '公布草案的日期' },
  'decision-hearing-papers': { title: '决策听证：送达材料', day: '听证会的日期' },
  'rules-comments': { title: '规章征求意见', day: '公布草案的日期' },
  'rules-hearing-notice': { title: '规章听证：公布', day: '听证会的日期' },
  'document-comments': { title: '规范性文件征求意见', day: '公布草案的日期' },
  'document-comments-market': { title: '规范性文件（涉市场主体）征求意见', day: '公布草案的日期' },
}

/** Enters a consultation or a hearing; its day is counted out. */
export function AddForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [clock, setClock] = useState<DatedClock>('decision-comments')
  const [title, setTitle] = useState('')
  const [day, setDay] = useState('')
  const { busy, failure, send } = useSending('add-duty')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day.trim())
  const missing = title.trim().length < 4 ? '先写是哪件事' : isDay ? undefined : '先写日期'
  const duty = { clock, title: title.trim(), day: day.trim() }
  return (
    <Card className="stack-tight" label="登记一项">
      <Heading>登记一项</Heading>
      <Chips<DatedClock>
        label="哪一类"
        options={datedClocks.map((value) => ({ value, word: words[value].title }))}
        value={clock}
        onChange={setClock}
      />
      <View className="stack">
        <TextField
          id="duty-title"
          label="哪件事"
          value={title}
          onChange={setTitle}
          maxLength={80}
          error={failure?.fieldMessage('title')}
        />
        <TextField
          id="duty-day"
          label={words[clock].day}
          hint="写成 2026-03-31"
          value={day}
          onChange={setDay}
          maxLength={10}
          error={failure?.fieldMessage('day')}
        />
      </View>
      <FormFoot
        word="登记"
        beside={['title', 'day']}
        onSend={() => send(duty, (id) => duties.add(id, duty), onDone)}
        {...{ missing, busy, failure, onBack }}
      />
    </Card>
  )
}
