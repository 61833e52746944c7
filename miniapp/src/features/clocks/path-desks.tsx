import { definePathDesk, listPathDesks, type PathDesk } from '@minyi/shared/cases/paths/contract.ts'
import { pathWords } from '@minyi/shared/cases/paths/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { once } from '../../lib/once'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'

/** Where each legal path leads in this place; residents read it under the words of the path. */
export function PathDesks() {
  const desks = useRemote(() => call(listPathDesks, {}, { as: 'staff' }), 'desks')
  return (
    <Loaded from={desks}>
      {({ desks: all }) =>
        all.map((desk) => (
          <Desk
            key={`${desk.path}/${desk.version}`}
            desk={desk}
            onChanged={(next) => desks.replace({ desks: all.map((one) => (one.path === next.path ? next : one)) })}
          />
        ))
      }
    </Loaded>
  )
}

const fields = [
  { name: 'office', label: '机构', max: 60 },
  { name: 'phone', label: '电话', max: 40 },
  { name: 'address', label: '地址', max: 100 },
  { name: 'hours', label: '办公时间', max: 60 },
] as const

function Desk({ desk, onChanged }: { desk: PathDesk; onChanged: (next: PathDesk) => void }) {
  const [draft, setDraft] = useState(desk)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const { title, what, by } = pathWords[desk.path]
  const isChanged = fields.some(({ name }) => draft[name] !== desk[name])
  const save = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      onChanged(await once('path-desk', draft, (id) => call(definePathDesk, { ...draft, id }, { as: 'staff' })))
      toast(`${title}的去处已保存`)
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Card label={title} className="stack-tight">
      <Heading>{title}</Heading>
      <View className="sub">
        {what}
        {by}
      </View>
      <View className="clock-fields">
        {fields.map(({ name, label, max }) => (
          <TextField
            key={name}
            label={label}
            value={draft[name]}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
            maxLength={max}
            error={failure?.fieldMessage(name)}
          />
        ))}
      </View>
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      {isChanged && (
        <View className="wrap">
          <Button small narrow busy={busy} onPress={save}>
            保存
          </Button>
          <Button small narrow kind="line" onPress={() => setDraft(desk)}>
            不改了
          </Button>
        </View>
      )}
    </Card>
  )
}
