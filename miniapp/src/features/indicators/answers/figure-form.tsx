import {
  type AnswerSet,
  listPromises,
  previewAnswers,
  publishAnswers,
  readAnswers,
} from '@minyi/shared/indicators/answers/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { type Certificate, readPublished } from '@minyi/shared/indicators/published/contract.ts'
import { audienceLabels } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { Field, TextArea } from '../../../components/field'
import { count } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { instantInWords } from '../../../lib/time-words'
import { FailureNotice } from '../publish/failure-notice'
import { type Preview, PreviewCard } from '../publish/preview-card'
import { SignCard } from '../publish/sign-card'
import { DesignFields, WholeFields } from './figure-fields'
import { PartFields } from './part-fields'
import { PartsTable } from './parts-table'
import { blankFigure, chosenOf, draftOf, type FigureDraft } from './store'

const audiences = [
  { value: 'office', word: '内部' },
  { value: 'public', word: '向社会' },
] as const

type FigureFormProps = { id: string; corrects: string | undefined; onDone: (id: string) => void }

/** From the answers of one survey to a figure: how people were drawn, which answers count, then look and sign. */
export function FigureForm({ id, corrects, onDone }: FigureFormProps) {
  const found = useKeptRemote(() => call(readAnswers, { setId: id }), `answers/${id}`)
  return (
    <KeptLoaded from={found}>
      {(set) =>
        corrects ? (
          <Correction set={set} figureId={corrects} onDone={onDone} />
        ) : (
          <Form set={set} start={() => blankFigure(set)} onDone={onDone} />
        )
      }
    </KeptLoaded>
  )
}

type CorrectionProps = { set: AnswerSet; figureId: string; onDone: (id: string) => void }

/** The same for a figure that takes the place of another; it begins with what was chosen then. */
function Correction({ set, figureId, onDone }: CorrectionProps) {
  const found = useKeptRemote(() => call(readPublished, { figureId }), `certificate/${figureId}`)
  return (
    <KeptLoaded from={found}>
      {(certificate) => (
        <Form set={set} start={() => draftOf(certificate, set)} corrects={certificate} onDone={onDone} />
      )}
    </KeptLoaded>
  )
}

type FormProps = {
  set: AnswerSet
  start: () => FigureDraft
  corrects?: Certificate
  onDone: (id: string) => void
}

function Form({ set, start, corrects, onDone }: FormProps) {
  const promises = useKeptRemote(() => call(listPromises, {}), 'answers.promises').value?.promises ?? []
  const [draft, setDraft] = useState<FigureDraft>(start)
  const [reason, setReason] = useState('')
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<FigureDraft>) => {
    setDraft({ ...draft, ...part })
    setPreview(undefined)
    setFailure(undefined)
  }
  const chosen = chosenOf(set.id, draft)
  const explained = corrects === undefined || reason.trim().length >= 4
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
          {corrects ? (
            <CorrectionFields corrected={corrects} reason={reason} onChange={setReason} />
          ) : (
            <AudienceField draft={draft} onChange={change} />
          )}
          <View className="sub">预览不写入，可以反复看。</View>
          <FailureNotice failure={failure} />
          <Button busy={busy} disabled={!chosen} onPress={look}>
            预览
          </Button>
        </Card>
        {preview && chosen && (
          <>
            <PreviewCard preview={preview} />
            <PartsTable parts={preview.figure.parts ?? []} />
            {explained ? (
              <SignCard
                preview={preview}
                publish={(signed) =>
                  call(publishAnswers, {
                    ...chosen,
                    ...signed,
                    sha256: preview.rows.sha256,
                    corrects: corrects && { figureId: corrects.id, reason },
                  })
                }
                onDone={onDone}
              />
            ) : (
              <Notice kind="warn">写明更正的原因（至少 4 个字）后才能发布。</Notice>
            )}
          </>
        )}
      </View>
    </View>
  )
}

type AudienceFieldProps = { draft: FigureDraft; onChange: (part: Partial<FigureDraft>) => void }

function AudienceField({ draft: { audience }, onChange }: AudienceFieldProps) {
  return (
    <Field
      label="发布给谁"
      hint={audience === 'office' ? '领导和监督机构，可下载逐人的回答' : '社会公众，每道题只给合计'}
    >
      <Chips label="发布给谁" options={audiences} value={audience} onChange={(next) => onChange({ audience: next })} />
    </Field>
  )
}

type CorrectionFieldsProps = { corrected: Certificate; reason: string; onChange: (reason: string) => void }

function CorrectionFields({ corrected, reason, onChange }: CorrectionFieldsProps) {
  return (
    <>
      <Notice>
        更正“{corrected.name}”（{audienceLabels[corrected.audience]}，{instantInWords(corrected.publishedAt)}
        ）：另发一个，原来的留在清单里。
      </Notice>
      <TextArea label="更正的原因" hint="随数字一起公开" value={reason} onChange={onChange} maxLength={500} />
    </>
  )
}
