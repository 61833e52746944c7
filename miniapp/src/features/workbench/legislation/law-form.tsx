import { addLawDraft } from '@minyi/shared/cases/legislation/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { useEffect, useState } from 'react'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FormFoot } from '../../../components/office/form-foot'
import { OfficeHead } from '../../../components/office/office-page'
import { DayField, PickField } from '../../../components/pick-field'
import { call, failureFrom } from '../../../lib/call'
import { phoneDay } from '../../../lib/phone-clock'
import { useSending } from '../../../lib/sending'
import { toast } from '../../../lib/toast'
import { loadUnits, useRegister } from '../../registry/store'
import './legislation.css'

/** So many days opinions are gathered on a rule at least (征求意见不少于 30 日). */
const usualDays = 30

/** A draft is put up for opinions. */
export function LawForm({ onDone, onBack }: { onDone: (id: string) => void; onBack: () => void }) {
  const today = phoneDay()
  const [form, setForm] = useState({ title: '', address: '', openFrom: today, openUntil: addDays(today, usualDays) })
  const [unitId, setUnitId] = useState<string>()
  const { busy, failure, send } = useSending('legislation.add')
  const units = useRegister((state) => state.units) ?? []
  useEffect(() => {
    loadUnits().catch((error) => toast(failureFrom(error).title))
  }, [])
  const write = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const missing = form.title.trim().length < 4 ? '还缺名称' : !unitId ? '还没选起草单位' : undefined
  const add = () => {
    const content = { ...form, address: form.address.trim() || null, unitId: unitId ?? '' }
    return send(
      content,
      (id) => call(addLawDraft, { id, ...content }),
      (_, id) => {
        toast('已登记，居民现在可以提意见')
        onDone(id)
      },
    )
  }
  const fault = (path: string) => failure?.fieldMessage(path)
  return (
    <>
      <OfficeHead crumb="立法意见" title="登记一份草案" />
      <Card label="登记一份草案" className="stack law-form">
        <TextField
          id="law-title"
          label="草案的名称"
          value={form.title}
          maxLength={120}
          placeholder="例如：某某条例（征求意见稿）"
          onChange={(title) => write({ title })}
          error={fault('title')}
        />
        <PickField
          id="law-unit"
          label="起草单位"
          placeholder="选单位"
          options={units.map(({ id: value, name: word }) => ({ value, word }))}
          value={unitId}
          onChange={setUnitId}
          error={fault('unitId')}
        />
        <TextField
          id="law-address"
          label="全文的网址"
          hint="可不填"
          value={form.address}
          maxLength={500}
          onChange={(address) => write({ address })}
          error={fault('address')}
        />
        <DayField
          label="从哪天起征求意见"
          placeholder="选日期"
          value={form.openFrom}
          onChange={(openFrom) => write({ openFrom })}
          error={fault('openFrom')}
        />
        <DayField
          label="到哪天截止"
          hint="规章一般不少于 30 日"
          placeholder="选日期"
          value={form.openUntil}
          from={form.openFrom}
          onChange={(openUntil) => write({ openUntil })}
          error={fault('openUntil')}
        />
        <FormFoot
          word="登记"
          beside={['title', 'unitId', 'address', 'open']}
          {...{ missing, busy, failure, onSend: add, onBack }}
        />
      </Card>
    </>
  )
}
