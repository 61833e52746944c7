import {
  moveSentiment,
  type SentimentAct,
  type SentimentDetail,
  SentimentLevel,
  sentimentLevels,
} from '@minyi/shared/sentiment/contract.ts'
import { sentimentActLabels, sentimentLevelLabels } from '@minyi/shared/sentiment/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { PickField } from '../../components/pick-field'
import { call, failureFrom } from '../../lib/call'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'
import { loadUnits, useRegister } from '../registry/store'

type StepProps = {
  act: SentimentAct
  item: SentimentDetail
  onClose: () => void
  onDone: (item: SentimentDetail) => void
}

const wordsAsked: Partial<Record<SentimentAct, string>> = {
  judge: '研判意见',
  handle: '处置情况',
  drop: '为什么不予处置',
  reopen: '为什么重新收集',
  withdraw: '为什么撤下',
}

/** One step of a 舆情 item, with the words and choices that it needs. */
export function StepSheet({ act, item, onClose, onDone }: StepProps) {
  const [words, setWords] = useState('')
  const [level, setLevel] = useState<string>()
  const [title, setTitle] = useState('')
  const [answer, setAnswer] = useState('')
  const [url, setUrl] = useState('')
  const [unitId, setUnitId] = useState<string>()
  const { busy, failure, send } = useSending('sentiment.move')
  const units = useRegister((state) => state.units) ?? []
  useEffect(() => {
    if (act === 'judge') loadUnits().catch((error) => toast(failureFrom(error).title))
  }, [act])
  const move = () => {
    const known = SentimentLevel.safeParse(level)
    const response = { title, words: answer, url: url.trim() || null }
    const content = {
      ...{ sentimentId: item.id, version: item.version, act, words },
      ...(act === 'judge' && known.success ? { level: known.data, unitId } : {}),
      ...(act === 'respond' ? { response } : {}),
    }
    return send(
      content,
      (id) => call(moveSentiment, { id, ...content }),
      (moved) => {
        toast(`${sentimentActLabels[act]}已记下`)
        onDone(moved)
      },
    )
  }
  const asked = wordsAsked[act]
  return (
    <Sheet open title={sentimentActLabels[act]} onClose={onClose}>
      {act === 'judge' && (
        <>
          <PickField
            label="级别"
            placeholder="选级别"
            options={sentimentLevels.map((value) => ({ value, word: sentimentLevelLabels[value] }))}
            value={sentimentLevels.find((one) => one === level)}
            onChange={setLevel}
            error={failure?.fieldMessage('level')}
          />
          <PickField
            label="涉及的单位"
            hint="可不选；选了以后这个单位的人看不到这一件"
            placeholder="选单位"
            options={units.map(({ id: value, shortName: word }) => ({ value, word }))}
            value={unitId}
            onChange={setUnitId}
            error={failure?.fieldMessage('unitId')}
          />
        </>
      )}
      {act === 'respond' && (
        <>
          <TextField label="回应标题" value={title} maxLength={60} onChange={setTitle} />
          <TextArea label="回应内容" value={answer} maxLength={2000} onChange={setAnswer} />
          <TextField label="发布链接" hint="可不填" value={url} maxLength={500} onChange={setUrl} />
        </>
      )}
      {asked && (
        <TextArea
          label={asked}
          value={words}
          maxLength={2000}
          onChange={setWords}
          error={failure?.fieldMessage('words')}
        />
      )}
      {act === 'publish' && (
        <View>公开后，任何人都能看到这份回应的标题和内容，看不到来源、关联的民意件和办理经过。</View>
      )}
      <FormFoot
        stacked
        word={sentimentActLabels[act]}
        missing={asked !== undefined && words.trim().length < 5 ? '还缺说明' : undefined}
        beside={['level', 'unitId', 'words']}
        {...{ busy, failure, onSend: move, onBack: onClose }}
      />
    </Sheet>
  )
}
