import { addToSentiment, type SentimentDetail } from '@minyi/shared/sentiment/contract.ts'
import { useState } from 'react'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { call } from '../../lib/call'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'
import { emptySource, SourceFields, sentOf } from './source-fields'

type AddProps = { item: SentimentDetail; onClose: () => void; onDone: () => void }

/** One more source, or items that tell of the same; the stage stays. */
export function AddSheet({ item, onClose, onDone }: AddProps) {
  const [source, setSource] = useState(emptySource)
  const [words, setWords] = useState('')
  const { busy, failure, send } = useSending('sentiment.add')
  const content = { sentimentId: item.id, ...sentOf(source), words }
  const isEmpty = content.sources.length + content.caseNumbers.length === 0
  const add = () =>
    send(
      content,
      (id) => call(addToSentiment, { id, ...content }),
      () => {
        toast('已补充')
        onDone()
      },
    )
  return (
    <Sheet open title="补充来源和民意件" onClose={onClose}>
      <SourceFields optional value={source} onChange={(part) => setSource({ ...source, ...part })} />
      <TextArea label="说明" hint="可不填" value={words} maxLength={1000} onChange={setWords} />
      <FormFoot
        stacked
        word="补充"
        missing={isEmpty ? '还没写来源或编号' : undefined}
        {...{ busy, failure, onSend: add, onBack: onClose }}
      />
    </Sheet>
  )
}
