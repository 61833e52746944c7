import {
  type AnswerSet,
  listPromises,
  previewAnswers,
  publishAnswers,
  readAnswers,
} from '@minyi/shared/indicators/answers/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { count } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { type Preview, PreviewCard } from '../publish/preview-card'
import { SignCard } from '../publish/sign-card'
import { DesignFields, WholeFields } from './figure-fields'
import { PartFields } from './part-fields'
import { PartsTable } from './parts-table'
import { blankFigure, chosenOf, type FigureDraft } from './store'

/** From the answers of one survey to a figure: how people were drawn, which answers count, then look and sign. */
export function FigureForm({ id, onDone }: { id: string; onDone: (id: string) => void }) {
  const found = useKeptRemote(() => call(readAnswers, { setId: id }), `answers/${id}`)
  return <KeptLoaded from={found}>{(set) => <Form set={set} onDone={onDone} />}</KeptLoaded>
}

function Form({ set, onDone }: { set: AnswerSet; onDone: (id: string) => void }) {
  const promises = useKeptRemote(() => call(listPromises, {}), 'answers.promises').value?.promises ?? []
  const [draft, setDraft] = useState<FigureDraft>(() => blankFigure(set))
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<FigureDraft>) => {
    setDraft({ ...draft, ...part })
    setPreview(undefined)
    setFailure(undefined)
  }
  const chosen = chosenOf(set.id, draft)
  const look = async () => {
    if (!chosen) return
    setBusy(true)
    setFailure(undefined)
    try {
      setPreview(await call(previewAnswers, chosen))
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <View className="publish-columns">
      <View className="publish-main">
        <Card label={set.title} className="chart-part">
          <Heading>{set.title}</Heading>
          <View className="sub">
            {set.agency}，{periodWords(set)}；总体 {count(set.frame.eligible)} 人，抽中 {count(set.frame.invited)}{' '}
            人，回答 {count(set.rows)} 份
          </View>
          <WholeFields draft={draft} promises={promises} failure={failure} onChange={change} />
        </Card>
        <Card label="怎样抽的人" className="chart-part">
          <Heading>怎样抽的人</Heading>
          <DesignFields set={set} draft={draft} onChange={change} />
        </Card>
        <PartFields set={set} parts={draft.parts} failure={failure} onChange={(parts) => change({ parts })} />
      </View>
      <View className="publish-side stack">
        <Card label="预览和发布" className="chart-part">
          <Heading>一、预览</Heading>
          <View className="sub">只发给领导和监督机构。不写入，可以反复看。</View>
          {failure && <Notice kind="bad">{failure.title}</Notice>}
          <Button busy={busy} disabled={!chosen} onPress={look}>
            预览
          </Button>
        </Card>
        {preview && chosen && (
          <>
            <PreviewCard preview={preview} />
            <PartsTable parts={preview.figure.parts ?? []} />
            <SignCard
              preview={preview}
              publish={(signed) => call(publishAnswers, { ...chosen, ...signed, sha256: preview.rows.sha256 })}
              onDone={onDone}
            />
          </>
        )}
      </View>
    </View>
  )
}
