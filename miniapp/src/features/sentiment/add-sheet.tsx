import { addToSentiment, type SentimentDetail } from '@minyi/shared/sentiment/contract.ts'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { DayField } from '../../components/pick-field'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { phoneDay } from '../../lib/phone-clock'
import { toast } from '../../lib/toast'

type AddProps = { item: SentimentDetail; onClose: () => void; onDone: () => void }

/** One more source, or items that tell of the same; the stage stays. */
export function AddSheet({ item, onClose, onDone }: AddProps) {
  const [draft, setDraft] = useState({ name: '', url: '', day: phoneDay(), numbers: '', words: '' })
  const [id, setId] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const { name, url, day, numbers, words } = draft
  const write = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part })
    setId(undefined)
  }
  const caseNumbers = numbers.split(/[\s,，、;；]+/).filter(Boolean)
  const isEmpty = name.trim() === '' && caseNumbers.length === 0
  const send = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      const sources = name.trim() ? [{ name, url: url.trim() || null, day }] : []
      await call(addToSentiment, { id: own, sentimentId: item.id, sources, caseNumbers, words })
      toast('已补充')
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open title="补充来源和民意件" onClose={onClose}>
      <TextField label="来源" hint="可不填" value={name} maxLength={60} onChange={(next) => write({ name: next })} />
      {name.trim() !== '' && (
        <>
          <TextField label="网址" hint="可不填" value={url} maxLength={500} onChange={(next) => write({ url: next })} />
          <DayField label="看到的日期" placeholder="选日期" value={day} onChange={(next) => write({ day: next })} />
        </>
      )}
      <TextField
        label="关联的民意件编号"
        hint="可不填，用逗号隔开"
        value={numbers}
        maxLength={400}
        onChange={(next) => write({ numbers: next })}
      />
      <TextArea label="说明" hint="可不填" value={words} maxLength={1000} onChange={(next) => write({ words: next })} />
      {failure && (
        <Notice kind="warn" live>
          {failure.fields[0]?.message ?? failure.title}
        </Notice>
      )}
      <Button busy={busy} disabled={isEmpty} onPress={send}>
        {isEmpty ? '补充（还没写来源或编号）' : '补充'}
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
