import { collectSentiment } from '@minyi/shared/sentiment/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { OfficeHead } from '../../components/office/office-page'
import { DayField, PickField } from '../../components/pick-field'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { phoneDay } from '../../lib/phone-clock'
import { toast } from '../../lib/toast'
import { loadAreas, townsOf, useRegister } from '../registry/store'
import { loadTopics, topicOptions, useTopics } from '../workbench/topics/store'
import './sentiment.css'

const everywhere = 'all'
const none = 'none'

/** A new 舆情 item: what it is about, where it was seen, and the items that tell of the same. */
export function CollectForm({ onDone, onBack }: { onDone: (id: string) => void; onBack: () => void }) {
  const [draft, setDraft] = useState({
    title: '',
    summary: '',
    name: '',
    url: '',
    day: phoneDay(),
    area: everywhere,
    topic: none,
    numbers: '',
  })
  const [id, setId] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const areas = useRegister((state) => state.areas) ?? []
  const topics = useTopics((state) => state.topics) ?? []
  useEffect(() => {
    for (const load of [loadAreas, loadTopics]) load().catch((error) => toast(failureFrom(error).title))
  }, [])
  const write = (given: Partial<typeof draft>) => setDraft({ ...draft, ...given })
  const { title, summary, name, url, day, area, topic, numbers } = draft
  const send = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      const sources = [{ name, url: url.trim() || null, day }]
      const caseNumbers = numbers.split(/[\s,，、;；]+/).filter(Boolean)
      const areaId = area === everywhere ? null : area
      const topicId = topic === none ? null : topic
      await call(collectSentiment, { id: own, title, summary, sources, areaId, topicId, caseNumbers })
      onDone(own)
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  const missing =
    title.trim().length < 4
      ? '还缺标题'
      : summary.trim().length < 5
        ? '还缺概况'
        : name.trim().length < 2
          ? '还缺来源'
          : undefined
  return (
    <>
      <OfficeHead crumb="政务舆情" title="收集一件" />
      <Card label="收集" className="stack sentiment-form">
        <TextField label="标题" value={title} maxLength={60} onChange={(next) => write({ title: next })} />
        <TextArea label="概况" value={summary} maxLength={2000} onChange={(next) => write({ summary: next })} />
        <TextField
          label="来源"
          value={name}
          maxLength={60}
          placeholder="例如：本地论坛"
          onChange={(next) => write({ name: next })}
        />
        <TextField label="网址" hint="可不填" value={url} maxLength={500} onChange={(next) => write({ url: next })} />
        <DayField label="看到的日期" placeholder="选日期" value={day} onChange={(next) => write({ day: next })} />
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
        <TextField
          label="关联的民意件编号"
          hint="可不填，用逗号隔开"
          value={numbers}
          maxLength={400}
          onChange={(next) => write({ numbers: next })}
        />
        {failure && (
          <Notice kind="warn" live>
            {failure.fields[0]?.message ?? failure.title}
          </Notice>
        )}
        <View className="wrap">
          <Button busy={busy} disabled={missing !== undefined} onPress={send}>
            {missing ? `收集（${missing}）` : '收集'}
          </Button>
          <Button kind="line" narrow onPress={onBack}>
            先不
          </Button>
        </View>
      </Card>
    </>
  )
}
