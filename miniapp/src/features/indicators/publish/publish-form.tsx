import { previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { ChoiceFields, type Draft } from './choice-fields'
import { FailureNotice } from './failure-notice'
import { type Preview, PreviewCard } from './preview-card'
import { SignCard } from './sign-card'
import './publish.css'

/** Choose, look at what would be frozen, then publish under one's own name. */
export function PublishForm({ indicatorId, onDone }: { indicatorId?: string; onDone: (id: string) => void }) {
  const [draft, setDraft] = useState<Draft>({ indicatorId, audience: 'public' })
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    setPreview(undefined)
  }
  const choice = draft.indicatorId ? { ...draft, indicatorId: draft.indicatorId } : undefined
  const look = async () => {
    if (!choice) return
    setBusy(true)
    setFailure(undefined)
    try {
      setPreview(await call(previewFigure, choice))
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <View className="publish-columns">
      <Card label="选要发布的数字" className="publish-side chart-part">
        <Heading>一、选要发布的数字</Heading>
        <ChoiceFields draft={draft} onChange={change} />
        <FailureNotice failure={failure} />
        <Button busy={busy} disabled={!choice} onPress={look}>
          预览
        </Button>
      </Card>
      <View className="publish-main">
        {preview && choice ? (
          <>
            <PreviewCard preview={preview} />
            <SignCard
              preview={preview}
              publish={({ id, note }) => {
                const looked = { asOf: preview.asOf, sha256: preview.rows.sha256 }
                return call(publishFigure, { id, ...choice, ...looked, note })
              }}
              onDone={onDone}
            />
          </>
        ) : (
          <Card className="sub">
            预览会在这里：将要冻结的数字、区间、结论，以及发布前该知道的事。不写入，可以反复看。
          </Card>
        )}
      </View>
    </View>
  )
}
