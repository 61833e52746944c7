import { collectSentiment } from '@minyi/shared/sentiment/contract.ts'
import { useEffect, useState } from 'react'
import { Card } from '../../components/card'
import { TextArea, TextField } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { OfficeHead } from '../../components/office/office-page'
import { PickField } from '../../components/pick-field'
import { call, failureFrom } from '../../lib/call'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'
import { loadAreas, townsOf, useRegister } from '../registry/store'
import { loadTopics, topicOptions, useTopics } from '../workbench/topics/store'
import { emptySource, SourceFields, sentOf } from './source-fields'
import './sentiment.css'

const everywhere = 'all'
const none = 'none'

/** A new 舆情 item: what it is about, where it was seen, and the items that tell of the same. */
export function CollectForm({ onDone, onBack }: { onDone: (id: string) => void; onBack: () => void }) {
  const [draft, setDraft] = useState({ title: '', summary: '', area: everywhere, topic: none })
  const [source, setSource] = useState(emptySource)
  const { busy, failure, send } = useSending('sentiment.collect')
  const areas = useRegister((state) => state.areas) ?? []
  const topics = useTopics((state) => state.topics) ?? []
  useEffect(() => {
    for (const load of [loadAreas, loadTopics]) load().catch((error) => toast(failureFrom(error).title))
  }, [])
  const write = (given: Partial<typeof draft>) => setDraft({ ...draft, ...given })
  const { title, summary, area, topic } = draft
  const collect = () => {
    const about = { areaId: area === everywhere ? null : area, topicId: topic === none ? null : topic }
    const content = { title, summary, ...about, ...sentOf(source) }
    return send(
      content,
      (id) => call(collectSentiment, { id, ...content }),
      (_, id) => onDone(id),
    )
  }
  return (
    <>
      <OfficeHead crumb="政务舆情" title="收集一件" />
      <Card label="收集" className="stack sentiment-form">
        <TextField label="标题" value={title} maxLength={60} onChange={(next) => write({ title: next })} />
        <TextArea label="概况" value={summary} maxLength={2000} onChange={(next) => write({ summary: next })} />
        <SourceFields value={source} onChange={(part) => setSource({ ...source, ...part })} />
        <PickField
          label="区域"
          placeholder="选区域"
          options={[
            { value: everywhere, word: '全市' },
            ...townsOf(areas).map(({ id: value, name: word }) => ({ value, word })),
          ]}
          value={area}
          onChange={(next) => write({ area: next })}
        />
        <PickField
          label="诉求主题"
          hint="可不选"
          placeholder="选主题"
          options={[{ value: none, word: '未定' }, ...topicOptions(topics)]}
          value={topic}
          onChange={(next) => write({ topic: next })}
        />
        <FormFoot
          word="收集"
          missing={missingOf(title, summary, source.name)}
          {...{ busy, failure, onSend: collect, onBack }}
        />
      </Card>
    </>
  )
}

function missingOf(title: string, summary: string, source: string): string | undefined {
  if (title.trim().length < 4) return '还缺标题'
  if (summary.trim().length < 5) return '还缺概况'
  return source.trim().length < 2 ? '还缺来源' : undefined
}
